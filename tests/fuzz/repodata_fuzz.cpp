#include "base/conda/record.h"
#include "base/conda/repodata_writer.h"
#include "base/conda/shard.h"
#include "tests/support/repodata.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace {

using adder::Result;
using adder::conda::Section;

struct Kept {
  Section section;
  std::string key;
  std::string json;

  friend bool operator==(const Kept&, const Kept&) = default;
};

// Everything that can be written again.
class Index final : public adder::conda::RepodataHandler {
 public:
  std::vector<Kept> records;
  std::vector<std::string> removed_names;

  bool wants(Section, std::string_view) override { return true; }
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

Index read(std::string_view text) {
  Index index;
  adder::conda::RepodataReader reader(index);
  if (!reader.add(text) || !reader.finish()) std::abort();
  std::ranges::stable_sort(index.records, {}, &Kept::section);
  return index;
}

std::string write(const Index& index) {
  std::string out;
  const auto put = [&out](std::string_view text) -> Result<void> {
    out += text;
    return {};
  };
  adder::conda::RepodataWriter writer(put, R"({"subdir":"noarch"})");
  for (const auto& [section, key, json] : index.records) {
    if (!is_v3(section) && !writer.record(section, key, json)) std::abort();
  }
  for (const auto& name : index.removed_names) {
    if (!writer.removed(name)) std::abort();
  }
  for (const auto& [section, key, json] : index.records) {
    if (is_v3(section) && !writer.record(section, key, json)) std::abort();
  }
  if (!writer.finish()) std::abort();
  return out;
}

void look_through_a_shard(const Index& index) {
  std::vector<adder::conda::ShardRecord> records;
  for (const auto& [section, key, json] : index.records) records.push_back({section, key, json});
  const auto shard = adder::conda::write_shard(records, index.removed_names);
  Index again;
  if (!shard || !adder::conda::read_shard(*shard, again)) std::abort();
  if (again.records.size() != index.records.size()) std::abort();
  if (again.removed_names != index.removed_names) std::abort();
}

}  // namespace

// However the bytes are cut the same comes out; what we write of it reads the same, also by way of
// a shard; and records that nobody wants change nothing for the others.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto heard = adder::testing::hear_repodata(text);
  const auto cut = size == 0 ? 1 : data[size / 2] % size + 1;
  if (adder::testing::hear_repodata(text, cut) != heard) std::abort();

  adder::testing::HeardRepodata nothing;
  nothing.wanted = [](std::string_view) {
    return false;
  };
  adder::conda::RepodataReader reader(nothing);
  const bool is_index = heard.empty() || !heard.back().starts_with("error ");
  const bool passes = reader.add(text) && reader.finish();
  if (!is_index) return 0;
  if (!passes) std::abort();

  const auto index = read(text);
  for (const auto& record : index.records) {
    static_cast<void>(adder::conda::read_record(record.json));
  }
  const auto written = write(index);
  const auto again = read(written);
  if (again.records.size() != index.records.size()) std::abort();
  if (again.removed_names != index.removed_names || write(again) != written) std::abort();
  look_through_a_shard(index);
  return 0;
}
