#include "base/conda/repodata_reader.h"

#include "base/conda/json_doubt.h"
#include "base/core/json_outline.h"
#include "base/core/json_value.h"
#include "base/core/key_set.h"
#include "base/core/text.h"

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace adder::conda {

namespace {

constexpr std::size_t kLongestName = std::size_t{64} << 10;
constexpr std::size_t kKnownKey = 64;  // what we remember of a key, or a little more

Error not_an_index(std::string_view what) {
  return {Error::Kind::corrupt, cat("not a conda index: ", what)};
}

}  // namespace

// Knows in which place of the document we are and what it means.
class RepodataReader::State final : public JsonOutlineHandler {
 public:
  State(RepodataHandler& handler, RepodataLimits limits)
      : outline(*this), handler_(handler), limits_(limits) {}

  Result<Take> begin(std::string_view key, char first) override;
  Result<void> kept(std::string_view json) override;
  Result<void> too_long() override;
  Result<void> leave() override;
  Result<void> flaw(Error error) override;

  JsonOutline outline;

 private:
  enum class Place { outside, top, v3, records, removed, signatures };

  Place place() const { return open_.empty() ? Place::outside : open_.back(); }
  Result<Take> enter(Place place);
  Result<Take> enter_if(char bracket, char first, Place place);
  Take keep(std::size_t most) const { return {.what = Take::What::keep, .most = most}; }
  Result<Take> keep_value();
  Result<void> count_record();
  Result<Take> begin_at_top(char first);
  Result<Take> begin_in_v3(char first);
  Result<Take> begin_record(char first);
  Result<Take> enter_records(char first, Section section);
  Result<void> once(KeySet& keys) const;
  Result<void> kept_at_top(std::string_view json);
  Result<void> kept_removed(std::string_view json);
  Result<void> kept_record(std::string_view json);
  Result<void> malformed(std::string_view what);
  Result<void> check_whole(std::string_view json) const;

  RepodataHandler& handler_;
  RepodataLimits limits_;
  std::vector<Place> open_;
  Section section_ = Section::packages;
  std::string key_;
  std::optional<Error> key_flaw_;
  KeySet top_;
  KeySet v3_;
  std::array<KeySet, kSections.size()> wanted_;
  KeySet signed_;
  std::uint64_t records_ = 0;
  bool has_info_ = false;
};

using Take = JsonOutlineHandler::Take;

Result<Take> RepodataReader::State::begin(std::string_view key, char first) {
  key_ = key;
  switch (place()) {
    case Place::outside:
      if (first != '{') return not_an_index("it is no object");
      return enter(Place::top);
    case Place::top:
      return begin_at_top(first);
    case Place::v3:
      return begin_in_v3(first);
    case Place::records:
      return begin_record(first);
    case Place::removed:
      if (first != '"') return not_an_index("'removed' holds more than names");
      return keep(kLongestName);
    case Place::signatures:
      if (!handler_.wants_signatures(key)) return Take{};
      TRY(count_record());
      return keep(limits_.record_bytes);
  }
  return Take{};
}

Result<Take> RepodataReader::State::enter(Place place) {
  open_.push_back(place);
  return Take{.what = Take::What::enter};
}

// A null is as good as nothing.
Result<Take> RepodataReader::State::enter_if(char bracket, char first, Place place) {
  if (first == bracket) return enter(place);
  if (first == 'n') return keep_value();
  return not_an_index(
      cat("'", printable(key_), "' is not an ", bracket == '{' ? "object" : "array"));
}

// However many values there are, together they are bounded.
Result<Take> RepodataReader::State::keep_value() {
  const auto key = key_.size() + kKnownKey;
  if (limits_.value_bytes < key) return not_an_index("it holds too much that we do not know");
  limits_.value_bytes -= key;
  return keep(limits_.value_bytes);
}

Result<void> RepodataReader::State::count_record() {
  if (++records_ <= limits_.records) return {};
  return not_an_index(cat("more than ", limits_.records, " records"));
}

Result<void> RepodataReader::State::once(KeySet& keys) const {
  if (keys.insert(key_)) return {};
  return not_an_index(cat("the key '", printable(key_), "' stands twice"));
}

Result<Take> RepodataReader::State::begin_at_top(char first) {
  TRY(once(top_));
  if (key_ == "packages") return enter_records(first, Section::packages);
  if (key_ == "packages.conda") return enter_records(first, Section::packages_conda);
  if (key_ == "removed") return enter_if('[', first, Place::removed);
  if (key_ == "signatures") return enter_if('{', first, Place::signatures);
  if (key_ == "v3") return enter_if('{', first, Place::v3);
  return keep_value();
}

Result<Take> RepodataReader::State::begin_in_v3(char first) {
  TRY(once(v3_));
  for (const auto section : kSections) {
    if (is_v3(section) && key_ == name_of(section)) return enter_records(first, section);
  }
  return keep_value();
}

Result<Take> RepodataReader::State::enter_records(char first, Section section) {
  section_ = section;
  return enter_if('{', first, Place::records);
}

Result<Take> RepodataReader::State::begin_record(char first) {
  auto flaw = std::exchange(key_flaw_, std::nullopt);
  if (!handler_.wants(section_, key_)) return Take{};
  TRY(count_record());
  if (!flaw && !wanted_[static_cast<std::size_t>(section_)].insert(key_)) {
    flaw = not_an_index("the record stands twice");
  }
  if (!flaw && first != '{') flaw = not_an_index("the record is no object");
  if (!flaw) return keep(limits_.record_bytes);
  TRY(handler_.malformed(section_, key_, *std::move(flaw)));
  return Take{};
}

Result<void> RepodataReader::State::leave() {
  open_.pop_back();
  return {};
}

// A flaw within one record is no reason to do without all the others.
Result<void> RepodataReader::State::flaw(Error error) {
  if (place() != Place::records) return error;
  if (!key_flaw_) key_flaw_ = std::move(error);
  return {};
}

Result<void> RepodataReader::State::too_long() {
  if (place() == Place::records) {
    return handler_.malformed(section_, key_,
                              not_an_index(cat("more than ", limits_.record_bytes, " bytes")));
  }
  return not_an_index(cat("'", printable(key_), "' is too long"));
}

Result<void> RepodataReader::State::kept(std::string_view json) {
  switch (place()) {
    case Place::records:
      return kept_record(json);
    case Place::removed:
      return kept_removed(json);
    case Place::signatures:
      TRY(once(signed_));
      TRY(check_whole(json));
      return handler_.signatures(key_, json);
    case Place::v3:
      limits_.value_bytes -= json.size();
      TRY(check_whole(json));
      return json == "null" ? Result<void>()
                            : handler_.unknown(RepodataHandler::Place::v3, key_, json);
    case Place::top:
    case Place::outside:
      break;
  }
  return kept_at_top(json);
}

Result<void> RepodataReader::State::kept_at_top(std::string_view json) {
  TRY(check_whole(json));
  limits_.value_bytes -= json.size();
  if (json == "null") return {};
  const bool is_older_info = key_ == "metadata" && !has_info_ && json.starts_with('{');
  if (key_ != "info" && !is_older_info) {
    return handler_.unknown(RepodataHandler::Place::top, key_, json);
  }
  if (!json.starts_with('{')) return not_an_index("'info' is not an object");
  has_info_ = key_ == "info";
  return handler_.info(json);
}

Result<void> RepodataReader::State::check_whole(std::string_view json) const {
  TRY_ASSIGN(auto doubt, find_doubt(json).during(printable(key_)));
  if (doubt) return (*std::move(doubt)).during(printable(key_));
  return {};
}

Result<void> RepodataReader::State::kept_removed(std::string_view json) {
  TRY_ASSIGN(const auto name, parse_json_value(json).during("removed"));
  return handler_.removed(name.text);
}

Result<void> RepodataReader::State::kept_record(std::string_view json) {
  auto doubt = find_doubt(json);
  if (!doubt) return std::move(doubt).error().during(printable(key_));
  if (*doubt) return handler_.malformed(section_, key_, **std::move(doubt));
  return handler_.record(section_, key_, json);
}

RepodataReader::RepodataReader(RepodataHandler& handler, RepodataLimits limits)
    : state_(std::make_unique<State>(handler, limits)) {}
RepodataReader::RepodataReader(RepodataReader&&) noexcept = default;
RepodataReader& RepodataReader::operator=(RepodataReader&&) noexcept = default;
RepodataReader::~RepodataReader() = default;

Result<void> RepodataReader::add(std::string_view piece) {
  return state_->outline.add(piece);
}

Result<void> RepodataReader::add(std::span<const std::byte> piece) {
  return add({reinterpret_cast<const char*>(piece.data()), piece.size()});
}

Result<void> RepodataReader::finish() {
  return state_->outline.finish();
}

}  // namespace adder::conda
