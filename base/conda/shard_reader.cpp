#include "base/conda/json_doubt.h"
#include "base/conda/msgpack_reader.h"
#include "base/conda/shard.h"
#include "base/conda/shard_sums.h"
#include "base/core/checksum.h"
#include "base/core/json_text.h"
#include "base/core/key_set.h"
#include "base/core/text.h"

#include <array>
#include <optional>
#include <string>
#include <utility>

namespace adder::conda {

namespace {

using Kind = MsgpackReader::Kind;

Error not_a_shard(std::string_view what) {
  return {Error::Kind::corrupt, cat("not a shard: ", what)};
}

class ShardReader {
 public:
  ShardReader(std::string_view shard, RepodataHandler& handler)
      : reader_(shard), handler_(handler) {}

  Result<void> read();

 private:
  Result<void> member(std::string_view key);
  Result<void> records(Section section);
  Result<void> record(Section section, std::string_view key);
  Result<void> record_member();
  Result<void> sum(std::size_t size);
  Result<void> removed();
  Result<void> v3();
  Result<void> unknown(RepodataHandler::Place place, std::string_view key);
  std::optional<std::uint64_t> elements(const MsgpackReader::Value& value, Kind kind) const;

  MsgpackReader reader_;
  RepodataHandler& handler_;
  std::string json_;
};

Result<void> once(KeySet& keys, std::string_view key) {
  if (keys.insert(key)) return {};
  return not_a_shard(cat("the key '", printable(key), "' stands twice"));
}

Result<void> ShardReader::read() {
  TRY_ASSIGN(const auto top, reader_.next(Kind::map).during("not a shard"));
  KeySet keys;
  for (std::uint64_t i = 0; i < top.size; ++i) {
    TRY_ASSIGN(const auto key, reader_.key());
    TRY(once(keys, key));
    TRY(member(key).during(printable(key)));
  }
  return reader_.is_at_end() ? Result<void>() : not_a_shard("something after its end");
}

Result<void> ShardReader::member(std::string_view key) {
  if (key == "packages") return records(Section::packages);
  if (key == "packages.conda") return records(Section::packages_conda);
  if (key == "removed") return removed();
  if (key == "v3") return v3();
  return unknown(RepodataHandler::Place::top, key);
}

// A nil is as good as nothing.
std::optional<std::uint64_t> ShardReader::elements(const MsgpackReader::Value& value,
                                                   Kind kind) const {
  if (value.kind == Kind::nil) return 0;
  if (value.kind == kind) return value.size;
  return std::nullopt;
}

Result<void> ShardReader::records(Section section) {
  TRY_ASSIGN(const auto map, reader_.next());
  const auto size = elements(map, Kind::map);
  if (!size) return not_a_shard("it is no map");
  KeySet keys;
  for (std::uint64_t i = 0; i < *size; ++i) {
    TRY_ASSIGN(const auto key, reader_.key());
    if (!handler_.wants(section, key)) {
      TRY(reader_.skip());
    } else if (!keys.insert(key)) {
      TRY(reader_.skip());
      TRY(handler_.malformed(section, key, not_a_shard("the record stands twice")));
    } else {
      TRY(record(section, key));
    }
  }
  return {};
}

Result<void> ShardReader::record(Section section, std::string_view key) {
  TRY_ASSIGN(const auto map, reader_.next());
  if (map.kind != Kind::map) return not_a_shard("a record is no map");
  json_ = '{';
  for (std::uint64_t i = 0; i < map.size; ++i) {
    if (i != 0) json_ += ',';
    TRY(record_member().during(printable(key)));
  }
  json_ += '}';
  TRY_ASSIGN(auto doubt, find_doubt(json_).during(printable(key)));
  if (doubt) return handler_.malformed(section, key, *std::move(doubt));
  return handler_.record(section, key, json_);
}

Result<void> ShardReader::record_member() {
  TRY_ASSIGN(const auto key, reader_.key());
  append_json_string(json_, key);
  json_ += ':';
  const auto size = bytes_of_sum(key);
  return size == 0 ? reader_.append_json(json_) : sum(size);
}

// As bytes, or as older writers have it: a list of numbers.
Result<void> ShardReader::sum(std::size_t size) {
  auto ahead = reader_;
  TRY_ASSIGN(const auto value, ahead.next());
  if (value.kind != Kind::array || value.size != size) return reader_.append_json(json_);
  std::array<std::byte, 32> bytes{};
  for (std::size_t i = 0; i < size; ++i) {
    TRY_ASSIGN(const auto element, ahead.next(Kind::number));
    if (element.number > 0xff) return not_a_shard("a checksum of no bytes");
    bytes.at(i) = static_cast<std::byte>(element.number);
  }
  reader_ = ahead;
  append_json_string(json_, to_hex(std::span(bytes).first(size)));
  return {};
}

Result<void> ShardReader::removed() {
  TRY_ASSIGN(const auto array, reader_.next());
  const auto size = elements(array, Kind::array);
  if (!size) return not_a_shard("it is no array");
  for (std::uint64_t i = 0; i < *size; ++i) {
    TRY_ASSIGN(const auto name, reader_.key());
    TRY(handler_.removed(name));
  }
  return {};
}

Result<void> ShardReader::v3() {
  TRY_ASSIGN(const auto map, reader_.next());
  const auto size = elements(map, Kind::map);
  if (!size) return not_a_shard("it is no map");
  KeySet keys;
  for (std::uint64_t i = 0; i < *size; ++i) {
    TRY_ASSIGN(const auto key, reader_.key());
    TRY(once(keys, key));
    std::optional<Section> known;
    for (const auto section : kSections) {
      if (is_v3(section) && key == name_of(section)) known = section;
    }
    TRY(known ? records(*known) : unknown(RepodataHandler::Place::v3, key));
  }
  return {};
}

Result<void> ShardReader::unknown(RepodataHandler::Place place, std::string_view key) {
  json_.clear();
  TRY(reader_.append_json(json_));
  TRY_ASSIGN(auto doubt, find_doubt(json_));
  if (doubt) return *std::move(doubt);
  return handler_.unknown(place, key, json_);
}

}  // namespace

Result<void> read_shard(std::string_view shard, RepodataHandler& handler) {
  return ShardReader(shard, handler).read();
}

}  // namespace adder::conda
