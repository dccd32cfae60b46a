#include "base/conda/msgpack_writer.h"
#include "base/conda/raw_object.h"
#include "base/conda/shard.h"
#include "base/conda/shard_sums.h"
#include "base/core/checksum.h"
#include "base/core/json_cursor.h"

#include <algorithm>
#include <array>
#include <utility>

namespace adder::conda {

namespace {

constexpr std::size_t kUsualRecord = 512;

class ShardWriter {
 public:
  explicit ShardWriter(std::span<const ShardRecord> records) : records_(records) {}

  Result<std::string> write(std::span<const std::string> removed) &&;

 private:
  std::span<const ShardRecord> in(Section section) const;
  Result<void> section(Section section);
  Result<void> v3();
  Result<void> record(std::string_view json);
  Result<void> member(const RawObject::Member& member);

  std::span<const ShardRecord> records_;
  std::string out_;
  MsgpackWriter writer_{out_};
};

Result<std::string> ShardWriter::write(std::span<const std::string> removed) && {
  out_.reserve(records_.size() * kUsualRecord);
  const bool has_v3 = !records_.empty() && is_v3(records_.back().section);
  writer_.map(2 + (removed.empty() ? 0U : 1U) + (has_v3 ? 1U : 0U));
  TRY(section(Section::packages));
  TRY(section(Section::packages_conda));
  if (!removed.empty()) {
    writer_.text("removed");
    writer_.array(removed.size());
    for (const auto& name : removed) writer_.text(name);
  }
  if (has_v3) TRY(v3());
  return std::move(out_);
}

Result<void> ShardWriter::v3() {
  writer_.text("v3");
  writer_.map(static_cast<std::size_t>(std::ranges::count_if(
      kSections, [&](Section section) { return is_v3(section) && !in(section).empty(); })));
  for (const auto section : kSections) {
    if (is_v3(section) && !in(section).empty()) TRY(this->section(section));
  }
  return {};
}

std::span<const ShardRecord> ShardWriter::in(Section section) const {
  return {std::ranges::lower_bound(records_, section, {}, &ShardRecord::section),
          std::ranges::upper_bound(records_, section, {}, &ShardRecord::section)};
}

Result<void> ShardWriter::section(Section section) {
  const auto records = in(section);
  writer_.text(name_of(section));
  writer_.map(records.size());
  for (const auto& each : records) {
    writer_.text(each.key);
    TRY(record(each.json).during(each.key));
  }
  return {};
}

Result<void> ShardWriter::record(std::string_view json) {
  TRY_ASSIGN(const auto object, RawObject::read(json));
  writer_.map(object.members().size());
  for (const auto& each : object.members()) TRY(member(each));
  return {};
}

// Clients refuse a shard whose checksums are text. What is no checksum is none.
Result<void> ShardWriter::member(const RawObject::Member& member) {
  writer_.text(member.key);
  const auto size = bytes_of_sum(member.key);
  if (size == 0) return writer_.json(member.value);
  std::array<std::byte, 32> bytes{};
  const auto sum = std::span(bytes).first(size);
  const auto hex = plain_text_of_json(member.value);
  if (hex && from_hex(*hex, member.key, sum)) {
    writer_.bytes(sum);
  } else {
    writer_.nil();
  }
  return {};
}

}  // namespace

Result<std::string> write_shard(std::span<const ShardRecord> records,
                                std::span<const std::string> removed) {
  if (!std::ranges::is_sorted(records, {}, &ShardRecord::section)) {
    return Error(Error::Kind::invalid, "the records of a shard are not in the order of sections");
  }
  return ShardWriter(records).write(removed);
}

}  // namespace adder::conda
