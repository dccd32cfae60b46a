#pragma once

#include "base/conda/repodata_handler.h"
#include "base/conda/section.h"
#include "base/core/result.h"

#include <span>
#include <string>
#include <string_view>

namespace adder::conda {

// A shard (CEP 16) holds the records of one package name in MessagePack. As it is served it is
// packed by zstd, and the SHA-256 of the packed bytes is its name; both are left to the caller.

struct ShardRecord {
  Section section = Section::packages;
  std::string_view key;
  std::string_view json;  // has been found to be JSON
};

// `records` come section by section in the order of Section. Same input, same bytes.
Result<std::string> write_shard(std::span<const ShardRecord> records,
                                std::span<const std::string> removed);

// Tells what a shard holds as a RepodataReader tells what an index holds: records are JSON again,
// checksums hex digits. Who calls has bounded the size of it.
Result<void> read_shard(std::string_view shard, RepodataHandler& handler);

}  // namespace adder::conda
