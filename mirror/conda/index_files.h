#pragma once

#include "base/core/result.h"
#include "mirror/conda/record_spool.h"
#include "mirror/store/publication.h"
#include "mirror/store/store.h"

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace adder::mirror {

// What an index says besides its records; all of it is JSON but for the names.
struct IndexMatter {
  std::string subdir;
  std::string info;                  // upstream's own; empty: it says nothing
  std::vector<std::string> removed;  // file names, in order
  std::vector<std::pair<std::string, std::string>> unknown;     // keys at the top
  std::vector<std::pair<std::string, std::string>> unknown_v3;  // and in `v3`
  std::map<std::string, std::string> signatures;                // by file name
};

// What run_exports.json says of a file; empty: nothing.
using RunExportsOf = std::function<Result<std::string>(std::size_t record)>;

enum class WithBz2 { no, yes };

struct IndexFiles {
  std::vector<PageFile> pages;
  std::vector<Promise> shards;
};

// Writes every index file of a subdir from its records, which are in order: repodata.json,
// current_repodata.json, run_exports.json, the shards and what is packed of them. They say the
// same, and the same records give the same bytes. `folder` is where the shards are served from.
Result<IndexFiles> write_index_files(const Store& store, const std::string& folder,
                                     const IndexMatter& matter, RecordSpool& records,
                                     const RunExportsOf& run_exports, WithBz2 with_bz2);

}  // namespace adder::mirror
