#include "mirror/conda/dependency_warnings.h"

#include "base/core/text.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

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
    find_dependents();
    for (const auto& [spec, dependents] : dependents_) warn_of_unclear(spec, dependents);
    std::ranges::sort(warnings_, {}, &Warning::text);
    warn_of_cuts();
    warn_of_absent();
    return std::move(warnings_);
  }

 private:
  void warn(std::string text, const Place& place = {}) {
    warnings_.push_back({.text = std::move(text), .file = place.file, .line = place.line});
  }

  static bool is_unclear(const CondaSpec& spec) {
    return spec.form == Form::unreadable || spec.form == Form::nameless;
  }

  bool is_cut(const CondaSpec& spec) const {
    if (!has_package(spec.form) || spec.is_met) return false;
    return spec.is_cut || state_.packages[spec.package].is_left_out;
  }

  // Of the specs that are worth a warning: hardly any is, and there are hundreds of thousands.
  void find_dependents() {
    std::unordered_map<std::uint32_t, std::uint32_t> specs;  // by text
    for (std::uint32_t i = 0; i < state_.specs.size(); ++i) {
      const auto& spec = state_.specs[i];
      if (is_unclear(spec) || is_cut(spec)) specs.emplace(spec.text, i);
    }
    if (specs.empty()) return;
    for (OfferId id = 0; id < state_.is_bound.size(); ++id) {
      if (!state_.is_bound[id]) continue;
      for (const auto text : state_.offers.depends(id)) {
        const auto found = specs.find(text);
        if (found != specs.end()) dependents_[found->second].push_back(id);
      }
    }
  }

  // By name, the highest version first.
  OfferId first_of(const std::vector<OfferId>& dependents) const {
    const auto& offers = state_.offers;
    return *std::ranges::min_element(dependents, [&](OfferId a, OfferId b) {
      if (offers.name(a) != offers.name(b)) return offers.name(a) < offers.name(b);
      const auto order = offers.version(a) <=> offers.version(b);
      return order != 0 ? order > 0 : words(offers, a) < words(offers, b);
    });
  }

  void warn_of_unclear(std::uint32_t number, const std::vector<OfferId>& dependents) {
    const auto& spec = state_.specs[number];
    if (!is_unclear(spec)) return;
    const auto start = cat(words(state_.offers, first_of(dependents)), ": depends on '",
                           printable(state_.words(spec)), "', which ");
    if (spec.form == Form::nameless) return warn(start + "names no package: left out");
    warn(cat(start, "cannot be read: taken for any version of ", state_.name_of(spec.package)));
  }

  // An exclusion that leaves nothing for a dependency, with the packages that have it.
  void warn_of_cuts() {
    std::map<std::pair<std::uint32_t, std::string_view>, std::set<std::string_view>> cut;
    for (const auto& [spec, dependents] : dependents_) {
      if (!is_cut(state_.specs[spec])) continue;
      const auto package = state_.specs[spec].package;
      for (const auto exclusion : state_.packages[package].exclusions) {
        if (!has_part(exclusion, state_.specs[spec])) continue;
        auto& names = cut[{exclusion, state_.name_of(package)}];
        for (const auto id : dependents) names.insert(state_.offers.name(id));
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

  // Whether an exclusion took a record that would have done.
  bool has_part(std::uint32_t exclusion, const CondaSpec& spec) const {
    const auto& line = state_.list.exclusions[exclusion];
    if (takes_out_all(line)) return true;
    if (state_.packages[spec.package].is_left_out) return false;  // by others, and as a whole
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
  std::map<std::uint32_t, std::vector<OfferId>> dependents_;  // by spec
  std::vector<Warning> warnings_;
};

}  // namespace

std::vector<Warning> dependency_warnings(const CondaClosureState& state) {
  return DependencyWarnings(state).warn();
}

}  // namespace adder::mirror
