#pragma once

#include "base/conda/repodata_handler.h"
#include "base/conda/shard_index.h"
#include "base/core/checksum.h"
#include "base/core/result.h"

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace adder::mirror {

// The shards that an index names, and those of them that are at hand.
class ShardShelf {
 public:
  // `corrupt` if the index is not the one that has this checksum. The shards in the folder are at
  // hand: what they are is checked when they are read.
  static Result<ShardShelf> open(const std::filesystem::path& index, const Sha256& sum,
                                 const std::filesystem::path& folder);

  const conda::ShardIndex& index() const { return index_; }

  // Of the package's shard; nothing when the index does not name it.
  std::optional<Sha256> sum_of(std::string_view name) const;

  bool has(const Sha256& sum) const { return at_hand_.contains(sum); }

  // Whether it is at hand and is what its name says; looked at once. One that is not, is not at
  // hand any more.
  bool is_sound(const Sha256& sum);

  // It has been found to be that shard.
  void put(const Sha256& sum, std::filesystem::path file);
  bool is_settled(const std::filesystem::path& folder) const;  // whether all of them stand there
  void settled(const std::filesystem::path& folder);           // they do now
  const std::map<Sha256, std::filesystem::path>& at_hand() const { return at_hand_; }
  std::vector<std::string> names_at_hand() const;

  // Tells `info`, and then what the shards at hand say, package by package. Where that ends early
  // it was with the shard `failed`.
  Result<void> read(conda::RepodataHandler& handler, std::optional<Sha256>& failed) const;

 private:
  explicit ShardShelf(conda::ShardIndex index) : index_(std::move(index)) {}

  conda::ShardIndex index_;
  std::map<Sha256, std::filesystem::path> at_hand_;
  std::set<Sha256> sound_;
};

// What a file of shards is called in its folder, and which one it is.
std::string shard_file_name(const Sha256& sum);
std::optional<Sha256> shard_of_file(const std::filesystem::path& file);

}  // namespace adder::mirror
