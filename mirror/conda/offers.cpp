#include "mirror/conda/offers.h"

#include "base/conda/dist_name.h"
#include "base/conda/record.h"
#include "base/core/json_cursor.h"
#include "base/core/text.h"
#include "mirror/conda/record_file.h"

#include <algorithm>
#include <utility>

namespace adder::mirror {

using conda::Section;

Offers::Offers(std::string channel, std::vector<std::string> subdirs, Dependencies dependencies)
    : channel_(std::move(channel)), subdirs_(std::move(subdirs)), dependencies_(dependencies) {}

Result<OfferId> Offers::add(std::size_t place, Section section, std::string_view key,
                            std::string_view json) {
  TRY_ASSIGN(const auto object, conda::RawObject::read(json));
  TRY_ASSIGN(const auto record, conda::read_record(object));
  TRY_ASSIGN(const auto file, record_file(section, key, record.file_name.value_or("")));
  Row row{.build_number = record.build_number,
          .size = record.size.value_or(UINT64_MAX),
          .place = static_cast<std::uint8_t>(place),
          .section = section,
          .has_sha256 = record.sha256.has_value(),
          .has_md5 = record.md5.has_value()};
  if (section == Section::v3_whl) {
    TRY_ASSIGN(row.version, version_number(record.version));
    row.build = number(record.build);
  } else {
    TRY_ASSIGN(const auto dist, conda::DistName::parse(file));
    if (dist.name.text() != record.name) {
      return Error(Error::Kind::corrupt, cat("the record is of '", printable(record.name), "'"));
    }
    TRY_ASSIGN(row.version, version_number(dist.version.text()));
    row.build = number(dist.build);
  }
  row.key = number(key);
  row.file_name = number(file);
  row.name = number(record.name);
  if (record.url) row.url = number(*record.url);
  if (record.sha256) row.sha256 = *record.sha256;
  if (record.md5) row.md5 = *record.md5;
  row.words = words_number(object);
  row.first_dependency = static_cast<std::uint32_t>(depends_.size());
  if (dependencies_ == Dependencies::kept) {
    for (const auto& spec : record.depends) depends_.push_back(number(spec));
    row.dependencies = static_cast<std::uint32_t>(record.depends.size());
  }
  const auto id = static_cast<OfferId>(rows_.size());
  by_package_[texts_.text(row.name)].push_back(id);
  rows_.push_back(row);
  return id;
}

Result<std::uint32_t> Offers::version_number(std::string_view text) {
  const auto [number, is_new] = texts_.number(text);
  const auto known = version_of_text_.find(number);
  if (known != version_of_text_.end()) return known->second;
  TRY_ASSIGN(auto version, conda::Version::parse(text));
  const auto at = static_cast<std::uint32_t>(versions_.size());
  versions_.push_back(std::move(version));
  version_of_text_.emplace(number, at);
  return at;
}

std::uint32_t Offers::words_number(const conda::RawObject& object) {
  const auto text = [&](std::string_view key) {
    const auto* const member = object.find(key);
    const auto plain = member == nullptr ? std::nullopt : plain_text_of_json(member->value);
    return number(plain.value_or(std::string_view()));
  };
  const Words words{.license = text("license"),
                    .license_family = text("license_family"),
                    .track_features = text("track_features"),
                    .features = text("features")};
  const auto [known, is_new] =
      number_of_words_.try_emplace(words, static_cast<std::uint32_t>(words_.size()));
  if (is_new) words_.push_back(words);
  return known->second;
}

std::span<const OfferId> Offers::of_package(std::string_view name) const {
  const auto found = by_package_.find(name);
  return found == by_package_.end() ? std::span<const OfferId>() : found->second;
}

std::vector<std::string_view> Offers::packages() const {
  std::vector<std::string_view> names;
  names.reserve(by_package_.size());
  for (const auto& [name, ids] : by_package_) names.push_back(name);
  std::ranges::sort(names);
  return names;
}

std::optional<std::uint64_t> Offers::size(OfferId id) const {
  const auto size = rows_[id].size;
  return size == UINT64_MAX ? std::nullopt : std::optional(size);
}

std::optional<Sha256> Offers::sha256(OfferId id) const {
  return rows_[id].has_sha256 ? std::optional(rows_[id].sha256) : std::nullopt;
}

std::optional<Md5> Offers::md5(OfferId id) const {
  return rows_[id].has_md5 ? std::optional(rows_[id].md5) : std::nullopt;
}

std::optional<std::string_view> Offers::url(OfferId id) const {
  const auto url = rows_[id].url;
  return url == kNone ? std::nullopt : std::optional(texts_.text(url));
}

std::span<const std::uint32_t> Offers::depends(OfferId id) const {
  return std::span(depends_).subspan(rows_[id].first_dependency, rows_[id].dependencies);
}

bool Offers::matches(OfferId id, const conda::MatchSpec& spec) const {
  using conda::RecordView;
  auto record = view(id);
  if (!spec.asks_for(&RecordView::sha256) && !spec.asks_for(&RecordView::md5)) {
    return spec.matches(record);
  }
  const auto& row = rows_[id];
  const auto sha256 = row.has_sha256 ? row.sha256.hex() : std::string();
  const auto md5 = row.has_md5 ? row.md5.hex() : std::string();
  record.sha256 = sha256;
  record.md5 = md5;
  return spec.matches(record);
}

conda::RecordView Offers::view(OfferId id) const {
  const auto& row = rows_[id];
  const auto& words = words_[row.words];
  const auto& version = versions_[row.version];
  return {.name = name(id),
          .version_text = version.text(),
          .version = &version,
          .build = build(id),
          .build_number = row.build_number,
          .subdir = subdirs_[row.place],
          .channel = channel_,
          .fn = file_name(id),
          .url = url(id).value_or(std::string_view()),
          .license = texts_.text(words.license),
          .license_family = texts_.text(words.license_family),
          .track_features = texts_.text(words.track_features),
          .features = texts_.text(words.features)};
}

}  // namespace adder::mirror
