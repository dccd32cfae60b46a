#include "base/conda/shard.h"
#include "base/conda/shard_index.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

using adder::Result;
using adder::conda::Section;
using adder::conda::ShardRecord;

class Shard final : public adder::conda::RepodataHandler {
 public:
  struct Kept {
    Section section;
    std::string key;
    std::string json;
  };
  std::vector<Kept> records;
  std::vector<std::string> removed_names;

  bool wants(Section, std::string_view key) override { return !key.starts_with('-'); }
  Result<void> record(Section section, std::string_view key, std::string_view json) override {
    records.push_back({section, std::string(key), std::string(json)});
    return {};
  }
  Result<void> malformed(Section, std::string_view, adder::Error) override { return {}; }
  Result<void> info(std::string_view) override { return {}; }
  Result<void> removed(std::string_view name) override {
    removed_names.emplace_back(name);
    return {};
  }
  bool wants_signatures(std::string_view) override { return true; }
  Result<void> signatures(std::string_view, std::string_view) override { return {}; }
  Result<void> unknown(Place, std::string_view, std::string_view) override { return {}; }
};

// What we write of a shard; nothing: it is none.
std::optional<std::string> rewritten(std::string_view bytes) {
  Shard shard;
  if (!adder::conda::read_shard(bytes, shard)) return std::nullopt;
  std::ranges::stable_sort(shard.records, {}, &Shard::Kept::section);
  std::vector<ShardRecord> records;
  for (const auto& [section, key, json] : shard.records) records.push_back({section, key, json});
  const auto written = adder::conda::write_shard(records, shard.removed_names);
  // A NUL in a record keeps it out; one in a name comes through.
  if (!written) std::abort();
  return *written;
}

std::optional<std::string> rewritten_index(std::string_view bytes) {
  const auto index = adder::conda::read_shard_index(bytes);
  if (!index) return std::nullopt;
  const auto written = adder::conda::write_shard_index(*index);
  if (!written) std::abort();
  return *written;
}

}  // namespace

// What we write of a shard, or of an index of shards, reads the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto shard = rewritten(bytes); shard && rewritten(*shard) != shard) std::abort();
  if (const auto index = rewritten_index(bytes); index && rewritten_index(*index) != index) {
    std::abort();
  }
  return 0;
}
