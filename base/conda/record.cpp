#include "base/conda/record.h"

#include "base/core/json_cursor.h"
#include "base/core/text.h"

#include <charconv>
#include <span>
#include <utility>

namespace adder::conda {

namespace {

Error wrong_field(std::string_view key, std::string_view what) {
  return {Error::Kind::corrupt, cat("field '", key, "' is not ", what)};
}

// Looks up fields of one record; null counts as missing.
class Fields {
 public:
  explicit Fields(const RawObject& object) : object_(object) {}

  const std::string_view* find(std::string_view key) const {
    const auto* const member = object_.find(key);
    return member == nullptr || member->value == "null" ? nullptr : &member->value;
  }

  Result<std::optional<std::string>> text(std::string_view key) const;
  Result<std::optional<std::uint64_t>> number(std::string_view key) const;
  Result<std::vector<std::string>> texts(std::string_view key) const;
  bool says_something(std::string_view key) const;

  template <class Digest>
  Result<std::optional<Digest>> digest(std::string_view key) const {
    TRY_ASSIGN(const auto hex, text(key));
    if (!hex || hex->empty()) return std::optional<Digest>();
    TRY_ASSIGN(auto digest, Digest::from_hex(*hex).during(cat("field '", key, "'")));
    return std::optional(digest);
  }

 private:
  const RawObject& object_;
};

Result<std::optional<std::string>> Fields::text(std::string_view key) const {
  const auto* const value = find(key);
  if (value == nullptr) return std::optional<std::string>();
  auto text = text_of_json(*value);
  if (!text) return wrong_field(key, "a string");
  return std::optional(*std::move(text));
}

Result<std::optional<std::uint64_t>> Fields::number(std::string_view key) const {
  const auto* const value = find(key);
  if (value == nullptr) return std::optional<std::uint64_t>();
  const auto digits = plain_text_of_json(*value).value_or(*value);
  std::uint64_t number = 0;
  const auto* const end = digits.data() + digits.size();
  const auto parsed = std::from_chars(digits.data(), end, number);
  if (parsed.ec != std::errc{} || parsed.ptr != end) return wrong_field(key, "a whole number");
  return std::optional(number);
}

Result<std::vector<std::string>> Fields::texts(std::string_view key) const {
  std::vector<std::string> texts;
  const auto* const value = find(key);
  if (value == nullptr) return texts;
  JsonCursor cursor(*value);
  if (!cursor.take('[')) return wrong_field(key, "a list of strings");
  while (cursor.peek() == '"') {
    TRY_ASSIGN(const auto element, cursor.value());
    TRY_ASSIGN(auto text, text_of_json(element));
    texts.push_back(std::move(text));
    if (!cursor.take(',')) break;
  }
  if (!cursor.take(']')) return wrong_field(key, "a list of strings");
  return texts;
}

bool Fields::says_something(std::string_view key) const {
  const auto* const value = find(key);
  if (value == nullptr || *value == "\"\"" || *value == "false") return false;
  JsonCursor cursor(*value);
  return !(cursor.take('[') && cursor.take(']'));
}

// Of little use to us, and wrong in old records in more than one way: then there is none.
std::optional<std::uint64_t> timestamp(const Fields& fields, std::string_view key) {
  const auto number = fields.number(key);
  return number ? *number : std::nullopt;
}

Result<void> read_names(const Fields& fields, Record& record) {
  TRY_ASSIGN(auto name, fields.text("name"));
  TRY_ASSIGN(auto version, fields.text("version"));
  TRY_ASSIGN(auto build, fields.text("build"));
  TRY_ASSIGN(auto subdir, fields.text("subdir"));
  if (!name || name->empty()) return Error(Error::Kind::corrupt, "field 'name' is missing");
  if (!version || version->empty())
    return Error(Error::Kind::corrupt, "field 'version' is missing");
  record.name = *std::move(name);
  record.version = *std::move(version);
  record.build = std::move(build).value_or("");
  record.subdir = std::move(subdir).value_or("");
  TRY_ASSIGN(const auto build_number, fields.number("build_number"));
  record.build_number = build_number.value_or(0);
  return {};
}

Result<void> read_sums(const Fields& fields, Record& record) {
  TRY_ASSIGN(record.sha256, fields.digest<Sha256>("sha256"));
  TRY_ASSIGN(record.md5, fields.digest<Md5>("md5"));
  TRY_ASSIGN(record.size, fields.number("size"));
  // Only clients of long ago look at these: a wrong one is no reason to do without the record.
  if (const auto md5 = fields.digest<Md5>("legacy_bz2_md5")) record.legacy_bz2_md5 = *md5;
  if (const auto size = fields.number("legacy_bz2_size")) record.legacy_bz2_size = *size;
  return {};
}

}  // namespace

Result<Record> read_record(std::string_view json) {
  TRY_ASSIGN(const auto object, RawObject::read(json));
  return read_record(object);
}

Result<Record> read_record(const RawObject& object) {
  const Fields fields(object);
  Record record;
  TRY(read_names(fields, record));
  TRY(read_sums(fields, record));
  TRY_ASSIGN(record.depends, fields.texts("depends"));
  if (auto constrains = fields.texts("constrains")) record.constrains = *std::move(constrains);
  TRY_ASSIGN(record.url, fields.text("url"));
  TRY_ASSIGN(record.file_name, fields.text("fn"));
  record.timestamp = timestamp(fields, "timestamp");
  record.indexed_timestamp = timestamp(fields, "indexed_timestamp");
  if (const auto* const exports = fields.find("run_exports")) record.run_exports = *exports;
  record.has_features =
      fields.says_something("features") || fields.says_something("track_features");
  return record;
}

}  // namespace adder::conda
