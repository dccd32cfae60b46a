#pragma once

#include "mirror/conda/index_files.h"

#include <cstdint>
#include <string>
#include <vector>

namespace adder::mirror {

struct ShardFiles {
  PageFile index;  // repodata_shards.msgpack.zst
  std::vector<Promise> promises;
};

// Writes the records as shards (CEP 16), one for each package name. Shards are bytes with a
// checksum for a name, as packages are: they are blobs, and public files below `folder`.
// `info` is that of repodata.json, `newest` the latest indexed_timestamp of a record.
Result<ShardFiles> write_shards(const Store& store, const std::string& folder,
                                const std::string& info, const IndexMatter& matter,
                                std::uint64_t newest, RecordSpool& records);

}  // namespace adder::mirror
