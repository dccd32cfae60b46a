#include "base/conda/shard_index.h"

#include "base/conda/json_doubt.h"
#include "base/conda/msgpack_reader.h"
#include "base/conda/msgpack_writer.h"
#include "base/conda/raw_object.h"
#include "base/core/json_cursor.h"
#include "base/core/key_set.h"
#include "base/core/text.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace adder::conda {

namespace {

using Kind = MsgpackReader::Kind;

constexpr std::size_t kUsualShard = 64;

Error not_an_index(std::string_view what) {
  return {Error::Kind::corrupt, cat("not an index of shards: ", what)};
}

Result<std::string> text_member(const RawObject& object, std::string_view key) {
  const auto* const member = object.find(key);
  if (member == nullptr || !member->value.starts_with('"')) return std::string();
  return text_of_json(member->value);
}

Result<void> read_info(MsgpackReader& reader, ShardIndex& index) {
  TRY(reader.append_json(index.info));
  TRY_ASSIGN(auto doubt, find_doubt(index.info));
  if (doubt) return *std::move(doubt);
  TRY_ASSIGN(const auto info, RawObject::read(index.info));
  TRY_ASSIGN(index.subdir, text_member(info, "subdir"));
  TRY_ASSIGN(index.base_url, text_member(info, "base_url"));
  TRY_ASSIGN(index.shards_base_url, text_member(info, "shards_base_url"));
  TRY_ASSIGN(index.created_at, text_member(info, "created_at"));
  return {};
}

// As bytes, as hex digits, or as older writers have it: a list of numbers.
Result<Sha256> read_sum(MsgpackReader& reader) {
  TRY_ASSIGN(const auto value, reader.next());
  Sha256 sum;
  if (value.kind == Kind::text) return Sha256::from_hex(value.text);
  if (value.kind == Kind::bytes && value.text.size() == sum.bytes.size()) {
    std::memcpy(sum.bytes.data(), value.text.data(), sum.bytes.size());
    return sum;
  }
  if (value.kind != Kind::array || value.size != sum.bytes.size()) {
    return not_an_index("a shard without a SHA-256");
  }
  for (auto& byte : sum.bytes) {
    TRY_ASSIGN(const auto element, reader.next(Kind::number));
    if (element.number > 0xff) return not_an_index("a shard without a SHA-256");
    byte = static_cast<std::byte>(element.number);
  }
  return sum;
}

Result<void> read_shards(MsgpackReader& reader, ShardIndex& index) {
  TRY_ASSIGN(const auto map, reader.next(Kind::map));
  for (std::uint64_t i = 0; i < map.size; ++i) {
    TRY_ASSIGN(const auto name, reader.key());
    TRY_ASSIGN(const auto sum, read_sum(reader).during(printable(name)));
    index.shards.push_back({.name = std::string(name), .sha256 = sum});
  }
  std::ranges::sort(index.shards, {}, &NamedShard::name);
  const auto twice = std::ranges::adjacent_find(index.shards, {}, &NamedShard::name);
  if (twice == index.shards.end()) return {};
  return not_an_index(cat("the name '", printable(twice->name), "' stands twice"));
}

}  // namespace

Result<ShardIndex> read_shard_index(std::string_view bytes) {
  MsgpackReader reader(bytes);
  ShardIndex index;
  KeySet keys;
  bool has_shards = false;
  TRY_ASSIGN(const auto top, reader.next(Kind::map).during("not an index of shards"));
  for (std::uint64_t i = 0; i < top.size; ++i) {
    TRY_ASSIGN(const auto key, reader.key());
    if (!keys.insert(key)) return not_an_index(cat("the key '", printable(key), "' stands twice"));
    if (key == "info") {
      TRY(read_info(reader, index).during("info"));
    } else if (key == "shards") {
      TRY(read_shards(reader, index).during("shards"));
      has_shards = true;
    } else {
      TRY(reader.skip());
    }
  }
  if (!has_shards) return not_an_index("it has no 'shards'");
  if (!reader.is_at_end()) return not_an_index("something after its end");
  return index;
}

Result<std::string> write_shard_index(const ShardIndex& index) {
  std::string out;
  out.reserve(index.shards.size() * kUsualShard + 1024);
  MsgpackWriter writer(out);
  // Some clients give up when one of these four is missing.
  const std::array<std::pair<std::string_view, std::string_view>, 4> fields = {{
      {"base_url", index.base_url},
      {"shards_base_url", index.shards_base_url},
      {"created_at", index.created_at},
      {"subdir", index.subdir},
  }};
  const auto info = index.info.empty() ? std::string_view("{}") : std::string_view(index.info);
  TRY_ASSIGN(auto others, RawObject::read(info).during("info"));
  for (const auto& [key, text] : fields) others.remove(key);

  writer.map(3);
  writer.text("version");
  writer.number(1);
  writer.text("info");
  writer.map(fields.size() + others.members().size());
  for (const auto& [key, text] : fields) writer.text(key), writer.text(text);
  for (const auto& member : others.members()) {
    writer.text(member.key);
    TRY(writer.json(member.value));
  }
  writer.text("shards");
  writer.map(index.shards.size());
  for (const auto& shard : index.shards) writer.text(shard.name), writer.bytes(shard.sha256.bytes);
  return out;
}

}  // namespace adder::conda
