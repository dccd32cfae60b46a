#pragma once

#include "base/pypi/file_record.h"
#include "base/pypi/project_name.h"
#include "mirror/words/artifact.h"

#include <string>
#include <vector>

namespace adder::mirror {

// What to fetch for one file of a page: the file, its .metadata, its signature and its provenance,
// as far as they are offered. The blake2b in a URL of PyPI's shape is a second promise, for free.
// Checksums that are neither that nor sha256 or md5 are looked at when the page is made.
Artifact file_artifact(const pypi::ProjectName& project, const pypi::FileRecord& record);
std::vector<Artifact> companion_artifacts(const pypi::ProjectName& project,
                                          const pypi::FileRecord& record, bool with_provenance);

bool is_metadata(const Artifact& artifact);
bool is_signature(const Artifact& artifact);

}  // namespace adder::mirror
