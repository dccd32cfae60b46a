#pragma once

#include "base/pypi/file_record.h"
#include "base/pypi/project_name.h"
#include "mirror/pypi/compose.h"
#include "mirror/store/publication.h"
#include "mirror/store/store.h"
#include "mirror/store/unit.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace adder::mirror {

// The names of all projects that have a page now, hidden ones included.
Result<std::set<pypi::ProjectName>> published_projects(const Store& store);

// Our own page of a project as it is published, or would be if nothing of it were hidden. File URLs
// are relative, as we write them.
Result<std::optional<pypi::ProjectPage>> published_page(const Store& store,
                                                        const pypi::ProjectName& project);

// The same as it was in an older generation.
Result<std::optional<pypi::ProjectPage>> page_of_unit(const Store& store, const Unit& unit);

// A page of ours from its JSON. An error when any entry of it cannot be read.
Result<pypi::ProjectPage> parse_own_page(std::string_view json);

// The bytes that a companion of a file on a page of ours has, which the page does not say; nothing:
// it was never published, or they are gone.
Result<std::optional<Sha256>> companion_of(const Store& store, const pypi::FileRecord& file,
                                           std::string_view suffix);

// The public files that a page of ours names, bytes and all, as the ledger has them.
Result<std::vector<Promise>> promises_of(const Store& store, const pypi::ProjectPage& page);

// What our page of the project names, hidden or not: path -> bytes.
Result<std::map<std::string, Sha256>> whole_promises(const Store& store,
                                                     const pypi::ProjectName& project);

// Puts the page into the publication, less what is hidden of it; the rest is remembered.
Result<void> put_page(const Store& store, Publication& publication,
                      const pypi::ProjectName& project, ComposedPage page);

}  // namespace adder::mirror
