#pragma once

#include "base/conda/repodata_handler.h"
#include "base/conda/shard_index.h"
#include "base/core/checksum.h"
#include "base/core/result.h"
#include "mirror/conda/index_form.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace adder::mirror {

// How long the bodies of indexes may be, packed and unpacked. conda itself takes no longer shards.
inline constexpr std::uint64_t kMostIndex = std::uint64_t{4} << 30;
inline constexpr std::uint64_t kMostPackedIndex = std::uint64_t{1} << 30;
inline constexpr std::uint64_t kMostPackedShardIndex = std::uint64_t{64} << 20;
inline constexpr std::uint64_t kMostShardIndex = std::uint64_t{128} << 20;
inline constexpr std::uint64_t kMostShard = std::uint64_t{16} << 20;
std::uint64_t most_bytes(IndexForm form);  // of a body as it comes

// What a file turned out to be while it was read.
struct BodyFacts {
  Sha256 sha256 = {};
  std::uint64_t size = 0;
  bool is_bare = false;  // nothing but {}
};

// Tells the handler what an index of any length says, however it is packed. `corrupt`: it is no
// index, or not the whole of one; other errors are our own disk's, or the handler's.
Result<BodyFacts> read_index(const std::filesystem::path& body, IndexForm form,
                             conda::RepodataHandler& handler);

// The index of shards in such a file.
struct ShardIndexBody {
  BodyFacts facts;
  conda::ShardIndex index;
};
Result<ShardIndexBody> read_packed_shard_index(const std::filesystem::path& body);

// Tells what a shard says; `corrupt` if it is not the one that has this checksum.
Result<void> read_packed_shard(const std::filesystem::path& body, const Sha256& sum,
                               conda::RepodataHandler& handler);

}  // namespace adder::mirror
