#pragma once

#include "base/pypi/file_record.h"
#include "base/pypi/project_name.h"

namespace adder::mirror {

// Makes the page's list of versions that of its files: PEP 700 wants every file's version in it,
// and a version that nobody can install helps nobody. Upstream's order and spelling stay.
void keep_versions_of_files(pypi::ProjectPage& page, const pypi::ProjectName& project);

}  // namespace adder::mirror
