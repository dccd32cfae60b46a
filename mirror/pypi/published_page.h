#pragma once

#include "base/pypi/file_record.h"
#include "base/pypi/project_name.h"
#include "mirror/store/store.h"

#include <optional>
#include <set>
#include <string>

namespace adder::mirror {

// The names of all projects that have a page now, hidden ones included.
Result<std::set<pypi::ProjectName>> published_projects(const Store& store);

// Our own page of a project as it is published, or would be if nothing of it were hidden. File URLs
// are relative, as we write them.
Result<std::optional<pypi::ProjectPage>> published_page(const Store& store,
                                                        const pypi::ProjectName& project);

// A page of ours from its JSON.
Result<pypi::ProjectPage> parse_own_page(std::string_view json);

// Keeps what a hidden project's page would be, so that nothing is lost while it is hidden.
Result<void> remember_concealed(const Store& store, const pypi::ProjectName& project,
                                const pypi::ProjectPage& page);
Result<void> forget_concealed(const Store& store, const pypi::ProjectName& project);

}  // namespace adder::mirror
