#include "mirror/pypi/line_warnings.h"

#include "base/core/text.h"
#include "mirror/pypi/select.h"

#include <algorithm>

namespace adder::mirror {

namespace {

bool exists(const Package& package) {
  if (package.page == Package::Page::here) return true;
  const bool is_unseen = package.is_excluded || package.page == Package::Page::unreadable;
  return is_unseen && package.is_found;
}

bool is_unreadable(const Package* package) {
  return package->page == Package::Page::unreadable;
}

std::vector<std::vector<const Package*>> packages_by_wish(const ClosureState& state) {
  std::vector<std::vector<const Package*>> out(state.list.wishes.size());
  for (const auto& package : state.packages) {
    if (!exists(package)) continue;
    for (const auto wish : package.wishes) out[wish].push_back(&package);
  }
  return out;
}

std::vector<bool> matched_exclusions(const ClosureState& state) {
  auto matched = state.exclusion_is_matched;
  for (const auto& package : state.packages) {
    if (package.page != Package::Page::here) continue;
    for (const auto exclusion : package.exclusions) matched[exclusion] = true;
  }
  return matched;
}

// jupiter* is about a name like jupiter; most expressions are about no single name.
std::string word_of(const Pattern& pattern) {
  auto word = pattern.words();
  std::erase_if(word, [](char letter) { return letter == '*' || letter == '?'; });
  return pypi::ProjectName::parse(word) ? word : std::string();
}

Warning at(const Place& place, std::string text) {
  return {.text = std::move(text), .file = place.file, .line = place.line};
}

const Exclusion* excluding_all(const ClosureState& state, const Package& package) {
  for (const auto i : package.exclusions) {
    if (excludes_all(state.list.exclusions[i])) return &state.list.exclusions[i];
  }
  return nullptr;
}

std::string why_no_file(const ClosureState& state, const std::vector<const Package*>& packages) {
  if (packages.size() > 1)
    return cat("matches no file of the ", packages.size(), " projects it names");
  const auto& package = *packages.front();
  if (const auto* exclusion = excluding_all(state, package)) {
    return cat("is left out by '", exclusion->text, "' (", exclusion->place.file, ':',
               exclusion->place.line, ")");
  }
  const auto versions = package.offer->versions();
  if (versions.empty()) return cat("matches nothing: ", package.name.text(), " has no files");
  return cat("matches no file of ", package.name.text(), ", whose newest version is ",
             printable(versions.back().text()));
}

}  // namespace

std::vector<UnmatchedLine> unmatched_lines(const ClosureState& state) {
  std::vector<UnmatchedLine> lines;
  const auto packages = packages_by_wish(state);
  for (std::size_t i = 0; i < packages.size(); ++i) {
    const auto& wish = state.list.wishes[i];
    if (packages[i].empty()) lines.push_back({&wish.place, &wish.text, word_of(wish.name)});
  }
  const auto exclusions = matched_exclusions(state);
  for (std::size_t i = 0; i < exclusions.size(); ++i) {
    const auto& exclusion = state.list.exclusions[i];
    if (exclusions[i]) continue;
    lines.push_back({&exclusion.place, &exclusion.text, word_of(exclusion.name)});
  }
  return lines;
}

std::vector<Warning> line_warnings(const ClosureState& state, const Wanted& wanted) {
  std::vector<Warning> warnings;
  const auto unmatched = unmatched_lines(state);
  for (std::size_t i = 0; i < unmatched.size(); ++i) {
    auto text = cat("'", *unmatched[i].text, "' matches nothing");
    const auto& nearest = i < state.nearest.size() ? state.nearest[i] : std::string();
    if (!nearest.empty()) text += cat("; the nearest name is '", nearest, "'");
    warnings.push_back(at(*unmatched[i].place, std::move(text)));
  }
  const auto packages = packages_by_wish(state);
  for (std::size_t i = 0; i < packages.size(); ++i) {
    const auto& wish = state.list.wishes[i];
    if (packages[i].empty() || wanted.by_wish[i] > 0) continue;
    // What nobody could read may have what the line asks for.
    if (std::ranges::any_of(packages[i], is_unreadable)) continue;
    warnings.push_back(at(wish.place, cat("'", wish.text, "' ", why_no_file(state, packages[i]))));
  }
  return warnings;
}

}  // namespace adder::mirror
