#include "mirror/conda/line_warnings.h"

#include "base/conda/package_name.h"
#include "base/core/nearest_names.h"
#include "base/core/text.h"

#include <algorithm>
#include <string>

namespace adder::mirror {

namespace {

// jupiter* is about a name like jupiter; most expressions are about no single name.
std::string word_of(const Pattern& pattern) {
  auto word = pattern.words();
  std::erase_if(word, [](char letter) { return letter == '*' || letter == '?'; });
  return conda::PackageName::parse(word) ? word : std::string();
}

// The packages of the channel that a line is about.
struct Matched {
  std::uint64_t packages = 0;
  std::string_view one;
};

class LineWarnings {
 public:
  LineWarnings(const CondaClosureState& state, std::span<const std::string_view> names)
      : state_(state),
        wishes_(state.list.wishes.size()),
        exclusions_(state.list.exclusions.size()) {
    for (const auto name : names) match(name);
  }

  std::vector<Warning> warn(std::span<const std::string_view> names) && {
    for (std::size_t i = 0; i < wishes_.size(); ++i) {
      if (wishes_[i].packages == 0) match_nothing(state_.list.wishes[i]);
    }
    for (std::size_t i = 0; i < exclusions_.size(); ++i) {
      if (exclusions_[i].packages == 0) match_nothing(state_.list.exclusions[i]);
    }
    name_nearest(names);
    for (std::size_t i = 0; i < wishes_.size(); ++i) {
      if (wishes_[i].packages > 0 && state_.by_wish[i] == 0) warn_of_no_record(i);
    }
    return std::move(warnings_);
  }

 private:
  void match(std::string_view name) {
    for (const auto i : state_.index.wishes(name)) note(wishes_[i], name);
    for (const auto i : state_.index.exclusions(name)) note(exclusions_[i], name);
  }

  static void note(Matched& matched, std::string_view name) {
    ++matched.packages;
    matched.one = name;
  }

  void match_nothing(const auto& line) {
    warn(line.place, cat("'", printable(line.text), "' matches nothing"));
    words_.push_back(word_of(line.name));
  }

  void warn(const Place& place, std::string text) {
    warnings_.push_back({.text = std::move(text), .file = place.file, .line = place.line});
  }

  // Of the lines so far, each of which matches nothing.
  void name_nearest(std::span<const std::string_view> names) {
    const bool has_words =
        std::ranges::any_of(words_, [](const auto& word) { return !word.empty(); });
    if (!has_words) return;
    NearestNames nearest(words_);
    for (const auto name : names) nearest.consider(name);
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (nearest.nearest(i).empty()) continue;
      warnings_[i].text += cat("; the nearest name is '", nearest.nearest(i), "'");
    }
  }

  void warn_of_no_record(std::size_t wish) {
    const auto& line = state_.list.wishes[wish];
    warn(line.place, cat("'", printable(line.text), "' ", why_no_record(wishes_[wish])));
  }

  std::string why_no_record(const Matched& matched) const {
    if (matched.packages > 1) {
      return cat("matches no file of the ", matched.packages, " packages it names");
    }
    for (const auto i : state_.index.exclusions(matched.one)) {
      const auto& exclusion = state_.list.exclusions[i];
      if (!takes_out_all(exclusion)) continue;
      return cat("is left out by '", printable(exclusion.text), "' (", exclusion.place.file, ':',
                 exclusion.place.line, ")");
    }
    const auto ids = state_.offers.of_package(matched.one);
    if (ids.empty()) return cat("matches nothing: ", matched.one, " has no files");
    const auto newest = std::ranges::max_element(ids, [&](OfferId a, OfferId b) {
      const auto& version_a = state_.offers.version(a);
      const auto& version_b = state_.offers.version(b);
      return version_a != version_b ? version_a < version_b : version_a.text() < version_b.text();
    });
    return cat("matches no file of ", matched.one, ", whose newest version is ",
               printable(state_.offers.version(*newest).text()));
  }

  const CondaClosureState& state_;
  std::vector<Matched> wishes_;
  std::vector<Matched> exclusions_;
  std::vector<Warning> warnings_;
  std::vector<std::string> words_;  // of the first warnings
};

}  // namespace

std::vector<Warning> line_warnings(const CondaClosureState& state,
                                   std::span<const std::string_view> names) {
  return LineWarnings(state, names).warn(names);
}

}  // namespace adder::mirror
