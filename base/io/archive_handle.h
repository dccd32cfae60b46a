#pragma once

#include "base/core/handle.h"

#include <archive.h>

namespace adder::io {

// libarchive's objects. Only the .cpp files of base/io include this header.
using ArchiveInput = Handle<archive, archive_read_free>;

}  // namespace adder::io
