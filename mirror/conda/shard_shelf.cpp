#include "mirror/conda/shard_shelf.h"

#include "base/core/text.h"
#include "base/io/file.h"
#include "base/io/folder.h"
#include "base/io/hasher.h"
#include "mirror/conda/index_body.h"

#include <algorithm>
#include <set>
#include <utility>

namespace adder::mirror {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kEnding = ".msgpack.zst";

}  // namespace

std::string shard_file_name(const Sha256& sum) {
  return cat(sum.hex(), kEnding);
}

std::optional<Sha256> shard_of_file(const fs::path& file) {
  const auto name = file.filename().native();
  if (!name.ends_with(kEnding)) return std::nullopt;
  const auto sum = Sha256::from_hex(std::string_view(name).substr(0, name.size() - kEnding.size()));
  return sum ? std::optional(*sum) : std::nullopt;
}

Result<ShardShelf> ShardShelf::open(const fs::path& index, const Sha256& sum,
                                    const fs::path& folder) {
  TRY_ASSIGN(auto body, read_packed_shard_index(index));
  if (body.facts.sha256 != sum) {
    return Error(Error::Kind::corrupt, "its checksum is another one");
  }
  ShardShelf shelf(std::move(body.index));
  std::set<Sha256> named;
  for (const auto& shard : shelf.index_.shards) named.insert(shard.sha256);
  TRY(io::each_entry(folder, [&](const fs::directory_entry& entry) -> Result<void> {
    const auto shard = shard_of_file(entry.path());
    if (shard && named.contains(*shard)) shelf.at_hand_.emplace(*shard, entry.path());
    return {};
  }));
  return shelf;
}

std::optional<Sha256> ShardShelf::sum_of(std::string_view name) const {
  const auto found = std::ranges::lower_bound(
      index_.shards, name, {},
      [](const conda::NamedShard& shard) { return std::string_view(shard.name); });
  if (found == index_.shards.end() || found->name != name) return std::nullopt;
  return found->sha256;
}

void ShardShelf::put(const Sha256& sum, fs::path file) {
  at_hand_.insert_or_assign(sum, std::move(file));
  sound_.insert(sum);
}

bool ShardShelf::is_sound(const Sha256& sum) {
  if (sound_.contains(sum)) return true;
  const auto found = at_hand_.find(sum);
  if (found == at_hand_.end()) return false;
  const auto packed = io::read_file(found->second, kMostShard);
  if (packed && io::sha256_of(*packed) == sum) {
    sound_.insert(sum);
    return true;
  }
  at_hand_.erase(found);
  return false;
}

bool ShardShelf::is_settled(const fs::path& folder) const {
  return std::ranges::all_of(
      at_hand_, [&](const auto& shard) { return shard.second.parent_path() == folder; });
}

void ShardShelf::settled(const fs::path& folder) {
  for (auto& [sum, file] : at_hand_) file = folder / shard_file_name(sum);
}

std::vector<std::string> ShardShelf::names_at_hand() const {
  std::vector<std::string> names;
  for (const auto& shard : index_.shards) {
    if (has(shard.sha256)) names.push_back(shard.name);
  }
  return names;
}

Result<void> ShardShelf::read(conda::RepodataHandler& handler,
                              std::optional<Sha256>& failed) const {
  if (!index_.info.empty()) TRY(handler.info(index_.info));
  std::set<Sha256> told;  // two packages may have one shard
  for (const auto& [name, sum] : index_.shards) {
    const auto found = at_hand_.find(sum);
    if (found == at_hand_.end() || !told.insert(sum).second) continue;
    auto read = read_packed_shard(found->second, sum, handler);
    if (read) continue;
    failed = sum;
    return std::move(read).during(cat("the shard of ", printable(name)));
  }
  return {};
}

}  // namespace adder::mirror
