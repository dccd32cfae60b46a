#include "base/pypi/file_entry.h"

#include "base/core/text.h"
#include "base/core/uri.h"
#include "base/pypi/file_name.h"

#include <algorithm>
#include <array>

namespace adder::pypi {

namespace {

using Kind = JsonValue::Kind;

constexpr std::array<std::string_view, 12> kKnownFields = {
    "filename",    "url",    "hashes",        "requires-python",    "size",
    "upload-time", "yanked", "core-metadata", "dist-info-metadata", "data-dist-info-metadata",
    "provenance",  "gpg-sig"};

Error wrong_field(std::string_view name, std::string_view expected) {
  return {Error::Kind::corrupt, cat("field '", name, "' is missing or not ", expected)};
}

// A field that need not be there; some servers write "" or null where they do not know.
const JsonValue* known_field(const JsonValue& entry, std::string_view name) {
  const auto* const field = entry.find(name);
  if (field == nullptr || field->is(Kind::null)) return nullptr;
  return field->is(Kind::string) && field->text.empty() ? nullptr : field;
}

Result<std::string> text_field(const JsonValue& entry, std::string_view name) {
  const auto* const field = known_field(entry, name);
  if (field == nullptr || !field->is(Kind::string)) return wrong_field(name, "a string");
  return field->text;
}

Result<std::optional<std::string>> optional_text(const JsonValue& entry, std::string_view name) {
  if (known_field(entry, name) == nullptr) return std::optional<std::string>();
  TRY_ASSIGN(auto text, text_field(entry, name));
  return std::optional(std::move(text));
}

Result<std::optional<std::uint64_t>> optional_size(const JsonValue& entry, std::string_view name) {
  const auto* const field = known_field(entry, name);
  if (field == nullptr) return std::optional<std::uint64_t>();
  if (!field->whole) return wrong_field(name, "a whole number");
  return field->whole;
}

std::string scheme_of(std::string_view url) {
  return lower(url.substr(0, url.find(':')));
}

// Resolved against the page's own address, without a fragment.
Result<std::string> url_on(std::string_view base_url, std::string_view reference) {
  TRY_ASSIGN(auto url, resolve_reference(base_url, reference.substr(0, reference.find('#'))));
  const auto scheme = scheme_of(url);
  const auto base = scheme_of(base_url);
  if (scheme == "http" && base == "https") {
    return Error(Error::Kind::corrupt,
                 cat("'", url, "' is plain http, and the page came by https"));
  }
  // Only a page that was a local file may lead to local files.
  if (scheme == "https" || scheme == "http" || scheme == base) return url;
  return Error(Error::Kind::corrupt, cat("'", url, "' is neither https nor http"));
}

Result<std::string> file_name_of(const JsonValue& entry) {
  TRY_ASSIGN(auto name, text_field(entry, "filename"));
  if (is_safe_file_name(name)) return name;
  return Error(Error::Kind::corrupt, cat("'", printable(name), "' is not a safe file name"));
}

bool is_hex(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  });
}

// Of the object under that name; `Told` has a sha256 and other hashes.
template <class Told>
Result<void> read_hashes(const JsonValue& hashes, std::string_view field, Told& told) {
  if (!hashes.is(Kind::object)) return wrong_field(field, "an object");
  for (const auto& [name, value] : hashes.members) {
    if (!is_hex(value.text)) return wrong_field(cat(field, '.', printable(name)), "hex digits");
    if (name == "sha256") {
      TRY_ASSIGN(told.sha256, Sha256::from_hex(value.text));
    } else {
      told.other_hashes.emplace_back(name, lower(value.text));
    }
  }
  return {};
}

// A reason means yanked, an empty one too.
Result<Yanked> yanked_of(const JsonValue& entry) {
  const auto* const field = entry.find("yanked");
  if (field == nullptr || field->is(Kind::null)) return Yanked{};
  if (field->is(Kind::boolean)) return Yanked{.yanked = field->truth, .reason = {}};
  if (field->is(Kind::string)) return Yanked{.yanked = true, .reason = field->text};
  return wrong_field("yanked", "a boolean or a string");
}

// The newest spelling that is there counts (PEP 714).
const JsonValue* core_metadata_field(const JsonValue& entry) {
  for (const auto* const name :
       {"core-metadata", "dist-info-metadata", "data-dist-info-metadata"}) {
    if (const auto* const field = entry.find(name)) return field;
  }
  return nullptr;
}

CoreMetadata core_metadata_of(const JsonValue& entry) {
  const auto* const field = core_metadata_field(entry);
  if (field == nullptr) return {};
  if (field->is(Kind::boolean)) return {.offered = field->truth};
  CoreMetadata metadata{.offered = true};
  if (!read_hashes(*field, "core-metadata", metadata)) return {};
  return metadata;
}

std::optional<bool> gpg_sig_of(const JsonValue& entry) {
  const auto* const field = entry.find("gpg-sig");
  if (field == nullptr || !field->is(Kind::boolean)) return std::nullopt;
  return field->truth;
}

std::optional<std::string> provenance_of(const JsonValue& entry, std::string_view base_url) {
  const auto* const field = known_field(entry, "provenance");
  if (field == nullptr || !field->is(Kind::string)) return std::nullopt;
  auto url = url_on(base_url, field->text);
  if (!url) return std::nullopt;
  return *std::move(url);
}

std::vector<UnknownField> unknown_of(const JsonValue& entry) {
  std::vector<UnknownField> unknown;
  for (const auto& [key, value] : entry.members) {
    const bool is_known = std::ranges::find(kKnownFields, key) != kKnownFields.end();
    if (!is_known) unknown.emplace_back(key, value.json());
  }
  return unknown;
}

}  // namespace

Result<FileRecord> read_file_entry(const JsonValue& entry, std::string_view base_url) {
  FileRecord file;
  TRY_ASSIGN(file.filename, file_name_of(entry));
  TRY_ASSIGN(auto reference, text_field(entry, "url"));
  TRY_ASSIGN(file.url, url_on(base_url, reference));
  if (const auto* const hashes = known_field(entry, "hashes")) {
    TRY(read_hashes(*hashes, "hashes", file));
  }
  TRY_ASSIGN(file.requires_python, optional_text(entry, "requires-python"));
  TRY_ASSIGN(file.size, optional_size(entry, "size"));
  TRY_ASSIGN(file.upload_time, optional_text(entry, "upload-time"));
  TRY_ASSIGN(file.yanked, yanked_of(entry));
  file.core_metadata = core_metadata_of(entry);
  file.gpg_sig = gpg_sig_of(entry);
  file.provenance = provenance_of(entry, base_url);
  file.unknown = unknown_of(entry);
  return file;
}

}  // namespace adder::pypi
