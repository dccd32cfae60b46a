#include "mirror/pypi/choice.h"

#include "base/core/text.h"
#include "mirror/pypi/dependency_warnings.h"
#include "mirror/pypi/line_warnings.h"
#include "mirror/pypi/reasons.h"
#include "mirror/pypi/wanted.h"

#include <algorithm>
#include <tuple>

namespace adder::mirror {

struct Choice::Findings {
  explicit Findings(const ClosureState& state) : wanted(state), reasons(state) {}

  Wanted wanted;
  Reasons reasons;
};

Choice::Choice(std::unique_ptr<const ClosureState> state)
    : state_(std::move(state)), findings_(std::make_unique<const Findings>(*state_)) {}
Choice::Choice(Choice&&) noexcept = default;
Choice& Choice::operator=(Choice&&) noexcept = default;
Choice::~Choice() = default;

std::vector<pypi::ProjectName> Choice::projects() const {
  std::vector<pypi::ProjectName> names;
  for (std::size_t i = 0; i < state_->packages.size(); ++i) {
    if (findings_->wanted.files[i].any()) names.push_back(state_->packages[i].name);
  }
  std::ranges::sort(names);
  return names;
}

namespace {

void add_names(Selection& selection, const Package& package, const Bits& files) {
  files.each([&](std::size_t i) {
    selection.files.emplace(package.offer->name(package.offer->files()[i]));
  });
}

void add_wishes(Selection& selection, const ClosureState& state, const Package& package) {
  for (const auto i : package.wishes) {
    if (!files_of_wish(state, package, i).any()) continue;
    const auto& [place, text] = std::tie(state.list.wishes[i].place, state.list.wishes[i].text);
    selection.because.push_back(
        {.wish = cat(place.file, ':', place.line, ": ", text), .dependent = {}, .requirement = {}});
  }
}

}  // namespace

Selection Choice::selection(const pypi::ProjectName& project) const {
  Selection selection;
  const auto found = state_->numbers.find(project.text());
  if (found == state_->numbers.end()) return selection;
  const auto& package = state_->packages[found->second];
  const auto& files = findings_->wanted.files[found->second];
  if (!files.any()) return selection;
  add_names(selection, package, files);
  add_wishes(selection, *state_, package);
  for (const auto& asker : findings_->reasons.askers(found->second)) {
    if (!is_met(*state_, asker.demand)) continue;
    selection.because.push_back({.wish = {},
                                 .dependent = dependent(*state_, asker),
                                 .requirement = printable(state_->words(asker.demand))});
  }
  return selection;
}

std::vector<Warning> Choice::warnings() const {
  auto warnings = line_warnings(*state_, findings_->wanted);
  auto more = dependency_warnings(*state_, findings_->reasons);
  warnings.insert(warnings.end(), std::make_move_iterator(more.begin()),
                  std::make_move_iterator(more.end()));
  return warnings;
}

std::vector<Gap> Choice::gaps() const {
  return missing(*state_, findings_->wanted);
}

}  // namespace adder::mirror
