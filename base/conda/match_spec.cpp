#include "base/conda/match_spec.h"

#include "base/conda/dist_name.h"
#include "base/conda/name_pattern.h"
#include "base/conda/spec_words.h"
#include "base/core/checksum.h"
#include "base/core/scanner.h"
#include "base/core/text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace adder::conda {

namespace {

constexpr std::size_t kLongest = 16384;

constexpr std::string_view kAlias = "https://conda.anaconda.org/";

// The name for several channels of Anaconda's.
constexpr std::string_view kDefaults = "^(defaults|pkgs/main|pkgs/r|pkgs/msys2)$";

using Field = std::string_view RecordView::*;
constexpr std::array<std::pair<std::string_view, Field>, 5> kExactKeys = {{
    {"subdir", &RecordView::subdir},
    {"md5", &RecordView::md5},
    {"sha256", &RecordView::sha256},
    {"fn", &RecordView::fn},
    {"url", &RecordView::url},
}};

Result<Pattern> parse_name(std::string_view text) {
  const auto name = lower(text);
  const bool is_one = !is_expression(name) && name.find_first_of("*?") == name.npos;
  if (is_one) TRY(PackageName::parse(name));
  return parse_pattern(name);
}

std::vector<std::string> features_in(std::string_view text) {
  std::vector<std::string> names;
  Scanner scan(text);
  const auto separates = [](char c) {
    return c == ',' || is_white(c);
  };
  while (!scan.at_end()) {
    scan.take_while(separates);
    const auto name = scan.take_while([&](char c) { return !separates(c); });
    if (!name.empty()) names.emplace_back(name);
  }
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  const char small = static_cast<char>(c | 0x20);
  return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

// 1%21164 is 1!164.
std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escapes = text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
                         hex_value(text[i + 2]) >= 0;
    if (!escapes) {
      out += text[i];
      continue;
    }
    out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
    i += 2;
  }
  return out;
}

bool is_file(std::string_view text) {
  const auto small = lower(text);
  return small.ends_with(ending(Format::conda)) || small.ends_with(ending(Format::tar_bz2));
}

}  // namespace

Result<MatchSpec> MatchSpec::parse(std::string_view text) {
  text = trim(text);
  auto spec = parse_trimmed(text);
  if (!spec) return std::move(spec).error().during(cat("match spec ", quoted(text)));
  spec->text_ = text;
  return spec;
}

Result<MatchSpec> MatchSpec::parse_trimmed(std::string_view text) {
  if (text.size() > kLongest) {
    return Error(Error::Kind::invalid, cat("it is longer than ", kLongest, " characters"));
  }
  if (auto file = parse_file(text)) return *std::move(file);
  TRY_ASSIGN(const auto words, SpecWords::cut(text));
  return parse_words(words);
}

Result<MatchSpec> MatchSpec::parse_words(const SpecWords& words) {
  // mkl@ is what has the feature mkl.
  const auto keys = words.all_keys();
  if (words.name.ends_with('@') && keys.empty()) {
    MatchSpec spec(Pattern::glob("*"));
    const auto feature = std::string_view(words.name).substr(0, words.name.size() - 1);
    spec.demand_features(&RecordView::track_features, feature);
    return spec;
  }
  TRY_ASSIGN(auto name, parse_name(words.name));
  MatchSpec spec(std::move(name));

  for (const auto& key : keys) TRY(spec.understand(key));
  return spec;
}

Result<void> MatchSpec::understand(const SpecKey& key) {
  const auto& [name, value] = key;
  const auto exact =
      std::ranges::find(kExactKeys, name, &std::pair<std::string_view, Field>::first);
  if (exact != kExactKeys.end()) {
    demand_exactly(exact->second, value);
    return {};
  }
  if (name == "version") {
    TRY_ASSIGN(version_, VersionSpec::parse(value));
    return {};
  }
  if (name == "build") return demand(&RecordView::build, value);
  if (name == "build_number") return demand_build_number(value);
  if (name == "channel") return demand_channel(value);
  if (name == "license") return demand_license(&RecordView::license, value);
  if (name == "license_family") return demand_license(&RecordView::license_family, value);
  if (name == "track_features" || name == "features") {
    demand_features(name == "features" ? &RecordView::features : &RecordView::track_features,
                    value);
    return {};
  }
  // A name between brackets would make a spec that reads like one package mean another.
  if (name != "name") carried_.push_back(key);
  return {};
}

Result<void> MatchSpec::demand(Field field, std::string_view text) {
  TRY_ASSIGN(auto pattern, parse_pattern(text));
  demands_.push_back({.field = field, .pattern = std::move(pattern)});
  return {};
}

void MatchSpec::demand_exactly(Field field, std::string_view text) {
  demands_.push_back({.field = field, .pattern = Pattern::exact(std::string(text))});
}

Result<void> MatchSpec::demand_license(Field field, std::string_view text) {
  TRY(demand(field, lower(text)));
  demands_.back().any_case = true;
  return {};
}

Result<void> MatchSpec::demand_channel(std::string_view text) {
  if (text == "*") return {};
  return demand(&RecordView::channel, text == "defaults" ? kDefaults : text);
}

Result<void> MatchSpec::demand_build_number(std::string_view text) {
  TRY_ASSIGN(build_number_, VersionSpec::parse(text).during("build_number"));
  return {};
}

void MatchSpec::demand_features(Field field, std::string_view text) {
  features_.push_back({.field = field, .names = features_in(text)});
}

// A package's file, with or without the way to it, and with the hash that explicit lists put behind
// it. The way counts only where it leads through a subdir, and its host only where it is conda's
// own: a mirror has the same file elsewhere.
std::optional<MatchSpec> MatchSpec::parse_file(std::string_view text) {
  const auto file = trim(text.substr(0, text.find('#')));
  if (!is_file(file)) return {};
  const auto slash = file.rfind('/');
  const auto file_name = percent_decoded(file.substr(slash + 1));
  const auto [channel, subdir] =
      split_channel(slash == file.npos ? std::string_view() : file.substr(0, slash));
  const auto dist = DistName::parse(file_name);

  MatchSpec spec(dist ? Pattern::exact(dist->name.text()) : Pattern::glob("*"));
  spec.demand_exactly(&RecordView::fn, file_name);
  if (!subdir.empty()) spec.demand_exactly(&RecordView::subdir, subdir);
  const bool has_name = !subdir.empty() && file.starts_with(kAlias);
  if (has_name) spec.demand_exactly(&RecordView::channel, channel);
  if (file.size() < text.size()) spec.demand_hash(text.substr(text.find('#') + 1));
  return spec;
}

// Anything else behind a '#' is a comment.
void MatchSpec::demand_hash(std::string_view text) {
  constexpr std::string_view sha256_mark = "sha256:";
  const auto digest = text.starts_with(sha256_mark) ? text.substr(sha256_mark.size()) : text;
  if (Sha256::from_hex(digest)) demand_exactly(&RecordView::sha256, lower(digest));
  if (Md5::from_hex(digest)) demand_exactly(&RecordView::md5, lower(digest));
}

bool MatchSpec::matches(const RecordView& record) const {
  if (!name_.matches(record.name) || !matches_version(record)) return false;
  const bool demands_met = std::ranges::all_of(demands_, [&](const Demand& demand) {
    const auto text = record.*demand.field;
    return demand.any_case ? demand.pattern.matches(lower(text)) : demand.pattern.matches(text);
  });
  if (!demands_met) return false;
  if (build_number_ && !build_number_->contains(*Version::parse(cat(record.build_number)))) {
    return false;
  }
  return std::ranges::all_of(features_, [&](const Features& wanted) {
    return features_in(record.*wanted.field) == wanted.names;
  });
}

bool MatchSpec::matches_version(const RecordView& record) const {
  if (version_.is_any()) return true;
  if (record.version != nullptr) return version_.contains(*record.version);
  const auto version = Version::parse(record.version_text);
  return version ? version_.contains(*version) : version_.contains_text(record.version_text);
}

bool MatchSpec::asks_for(Field field) const {
  const auto asks = [&](const auto& demand) {
    return demand.field == field;
  };
  return std::ranges::any_of(demands_, asks) || std::ranges::any_of(features_, asks);
}

bool MatchSpec::is_name_only() const {
  const bool is_of_channel = std::ranges::all_of(
      demands_, [](const Demand& demand) { return demand.field == &RecordView::channel; });
  return is_of_channel && version_.is_any() && !build_number_ && features_.empty();
}

bool MatchSpec::is_version_only() const {
  return demands_.empty() && !build_number_ && features_.empty();
}

bool MatchSpec::accepts_channel(std::string_view channel) const {
  return std::ranges::all_of(demands_, [&](const Demand& demand) {
    return demand.field != &RecordView::channel || demand.pattern.matches(channel);
  });
}

std::string_view name_in_spec(std::string_view spec) {
  spec = trim(spec);
  const auto head = spec.substr(0, spec.find('['));
  const auto colon = head.rfind(':');
  const auto name = colon == head.npos ? head : head.substr(colon + 1);
  return name.substr(0, name.find_first_of(" =<>!~,|(\t"));
}

}  // namespace adder::conda
