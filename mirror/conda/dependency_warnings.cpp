#include "mirror/conda/dependency_warnings.h"

#include "base/core/text.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

namespace adder::mirror {

namespace {

using Form = Dependency::Form;

constexpr std::size_t kNamed = 3;

// A glob can leave out thousands of packages.
constexpr std::size_t kMostOfOneLine = 20;

// "scipy, pandas and 7 others"
std::string some_of(const std::set<std::string_view>& names) {
  std::vector<std::string> named;
  for (const auto name : names) {
    if (named.size() < kNamed) named.emplace_back(name);
  }
  const auto others = names.size() - named.size();
  auto text = join(named, ", ");
  if (others > 0) text += cat(" and ", others, others == 1 ? " other" : " others");
  return text;
}

class DependencyWarnings {
 public:
  explicit DependencyWarnings(const CondaClosureState& state) : state_(state) {}

  std::vector<Warning> warn() && {
    for (const auto& spec : state_.specs) warn_of_unclear(spec);
    std::ranges::sort(warnings_, {}, &Warning::text);
    warn_of_cuts();
    warn_of_absent();
    return std::move(warnings_);
  }

 private:
  void warn(std::string text, const Place& place = {}) {
    warnings_.push_back({.text = std::move(text), .file = place.file, .line = place.line});
  }

  void warn_of_unclear(const CondaSpec& spec) {
    if (spec.form != Form::unreadable && spec.form != Form::nameless) return;
    const auto start = cat(words(state_.offers, spec.dependent), ": depends on '",
                           printable(state_.words(spec)), "', which ");
    if (spec.form == Form::nameless) return warn(start + "names no package: left out");
    warn(cat(start, "cannot be read: taken for any version of ", state_.name_of(spec.package)));
  }

  // An exclusion that leaves nothing for a dependency, with the packages that have it.
  void warn_of_cuts() {
    std::map<std::pair<std::uint32_t, std::string_view>, std::set<std::string_view>> cut;
    for (const auto& [spec, dependents] : dependents_of_cut_specs()) {
      const auto package = state_.specs[spec].package;
      for (const auto exclusion : state_.packages[package].exclusions) {
        if (!has_part(exclusion, state_.specs[spec])) continue;
        cut[{exclusion, state_.name_of(package)}].insert(dependents.begin(), dependents.end());
      }
    }
    std::map<std::uint32_t, std::size_t> packages;  // that an exclusion has been warned of
    for (const auto& [what, dependents] : cut) {
      if (++packages[what.first] > kMostOfOneLine) continue;
      warn_of_cut(what.first, cat(what.second, ", a dependency of ", some_of(dependents)));
    }
    for (const auto& [exclusion, count] : packages) {
      if (count <= kMostOfOneLine) continue;
      warn_of_cut(exclusion,
                  cat(count - kMostOfOneLine, " more packages that wanted ones depend on"));
    }
  }

  void warn_of_cut(std::uint32_t exclusion, std::string_view what) {
    const auto& line = state_.list.exclusions[exclusion];
    warn(cat("'", printable(line.text), "' leaves out ", what), line.place);
  }

  bool is_cut(const CondaSpec& spec) const {
    const bool has_package = spec.form == Form::readable || spec.form == Form::unreadable;
    if (!has_package || spec.is_met) return false;
    const auto& package = state_.packages[spec.package];
    return spec.is_cut || (package.is_left_out && !package.is_here);
  }

  // Only the first dependent of a spec is known: whoever else has it is looked for.
  std::map<std::uint32_t, std::set<std::string_view>> dependents_of_cut_specs() const {
    std::map<std::uint32_t, std::uint32_t> specs;  // by text
    for (std::uint32_t i = 0; i < state_.specs.size(); ++i) {
      if (is_cut(state_.specs[i])) specs.emplace(state_.specs[i].text, i);
    }
    std::map<std::uint32_t, std::set<std::string_view>> dependents;
    if (specs.empty()) return dependents;
    for (OfferId id = 0; id < state_.is_bound.size(); ++id) {
      if (!state_.is_bound[id]) continue;
      for (const auto text : state_.offers.depends(id)) {
        const auto found = specs.find(text);
        if (found != specs.end()) dependents[found->second].insert(state_.offers.name(id));
      }
    }
    return dependents;
  }

  // Whether an exclusion took a record that would have done.
  bool has_part(std::uint32_t exclusion, const CondaSpec& spec) const {
    const auto& line = state_.list.exclusions[exclusion];
    if (takes_out_all(line)) return true;
    const auto read = read_dependency(state_.words(spec));
    const auto ids = state_.offers.of_package(state_.name_of(spec.package));
    return std::ranges::any_of(ids, [&](OfferId id) {
      return state_.is_excluded[id] && takes_out(line, state_.offers, id) &&
             (!read.spec || state_.offers.matches(id, *read.spec));
    });
  }

  // One for all of them: a channel that builds on another depends on what it has not.
  void warn_of_absent() {
    std::set<std::string_view> absent;
    for (std::uint32_t i = 0; i < state_.packages.size(); ++i) {
      const auto& package = state_.packages[i];
      if (package.is_needed && !package.is_here && !package.is_left_out) {
        absent.insert(state_.name_of(i));
      }
    }
    if (absent.empty()) return;
    warn(cat("the channel has no package ", some_of(absent), ", which wanted ones depend on; ",
             "'adder requests missing' names them all"));
  }

  const CondaClosureState& state_;
  std::vector<Warning> warnings_;
};

}  // namespace

std::vector<Warning> dependency_warnings(const CondaClosureState& state) {
  return DependencyWarnings(state).warn();
}

}  // namespace adder::mirror
