#pragma once

#include "base/core/checksum.h"
#include "base/core/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace adder::conda {

struct NamedShard {
  std::string name;  // of the package
  Sha256 sha256;     // of the shard as it is served

  friend bool operator==(const NamedShard&, const NamedShard&) = default;
};

// repodata_shards.msgpack (CEP 16): which shard holds the records of which package. It is served
// packed by zstd, which is left to the caller.
struct ShardIndex {
  std::string subdir;
  std::string base_url;         // of the packages, relative to the index; empty: beside it
  std::string shards_base_url;  // of the shards, likewise
  std::string created_at;       // 2026-11-20T13:12:00Z
  std::string info;             // JSON: all of `info`; of what is written, what else it says
  std::vector<NamedShard> shards;
};

// Shards are written in the order they have. Same input, same bytes.
Result<std::string> write_shard_index(const ShardIndex& index);

// What is missing from `info` is empty; shards are ordered by name. Who calls has bounded the size
// of it.
Result<ShardIndex> read_shard_index(std::string_view bytes);

}  // namespace adder::conda
