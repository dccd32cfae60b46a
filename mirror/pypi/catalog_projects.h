#pragma once

#include "base/core/result.h"
#include "base/documents/catalog.h"
#include "mirror/store/store.h"

namespace adder::mirror {

// Every published project that is not hidden, in the order of the names.
Result<void> each_catalog_project(const Store& store, documents::CatalogWriter& catalog);

}  // namespace adder::mirror
