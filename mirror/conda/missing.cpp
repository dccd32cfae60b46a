#include "mirror/conda/missing.h"

#include "mirror/conda/dependency.h"
#include "mirror/conda/places.h"
#include "mirror/conda/select.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>

namespace adder::mirror {

namespace {

using Why = Gap::Why;

// Finds the gaps of one package after the other.
class GapSearch {
 public:
  GapSearch(const CondaRequestList& list, const Offers& offers, const CondaChoice& choice,
            const std::function<bool(std::string_view)>& exists)
      : list_(list), index_(list), offers_(offers), choice_(choice), exists_(exists) {}

  void look_at(std::string_view package) {
    auto wanted = wanted_of(package);
    // From the newest down, so that it is the newest that is named.
    std::ranges::stable_sort(
        wanted, [&](OfferId a, OfferId b) { return offers_.version(a) > offers_.version(b); });
    std::set<std::uint32_t> told;
    for (const auto id : wanted) {
      for (const auto text : offers_.depends(id)) {
        const auto& gap = gap_in(text, reach_of(offers_, id));
        const bool is_own = gap && gap->package == package;
        if (!gap || is_own || !told.insert(text).second) continue;
        gaps_.push_back({.dependent = std::string(package),
                         .version = offers_.version(id).text(),
                         .requirement = std::string(offers_.text(text)),
                         .project = gap->package,
                         .why = gap->why});
      }
    }
  }

  std::vector<Gap> take() && {
    std::ranges::sort(gaps_, {}, [](const Gap& gap) {
      return std::tie(gap.dependent, gap.project, gap.requirement);
    });
    return std::move(gaps_);
  }

 private:
  struct Unmet {
    std::string package;
    Why why = Why::not_asked_for;
  };

  std::vector<OfferId> wanted_of(std::string_view package) const {
    std::vector<OfferId> wanted;
    for (const auto id : offers_.of_package(package)) {
      if (choice_.has(id)) wanted.push_back(id);
    }
    return wanted;
  }

  // Very many records depend on the same.
  const std::optional<Unmet>& gap_in(std::uint32_t text, Places reach) {
    const auto [known, is_new] = known_.try_emplace({text, reach});
    if (is_new) known->second = look_for(text, reach);
    return known->second;
  }

  std::optional<Unmet> look_for(std::uint32_t text, Places reach) const {
    auto read = read_dependency(offers_.text(text));
    if (read.package.empty()) return std::nullopt;
    const auto wanted = wanted_of(read.package);
    const bool is_met = std::ranges::any_of(wanted, [&](OfferId id) {
      return lies_in(offers_, id, reach) && (!read.spec || offers_.matches(id, *read.spec));
    });
    if (is_met) return std::nullopt;
    const auto why = why_unmet(read.package, !wanted.empty());
    return Unmet{.package = std::move(read.package), .why = why};
  }

  Why why_unmet(std::string_view package, bool is_wanted) const {
    const auto exclusions = index_.exclusions(package);
    const bool is_left_out = std::ranges::any_of(
        exclusions, [&](std::uint32_t i) { return takes_out_all(list_.exclusions[i]); });
    if (is_left_out) return Why::excluded;
    if (is_wanted) return Why::no_such_version;
    return exists_(package) ? Why::not_asked_for : Why::absent;
  }

  const CondaRequestList& list_;
  CondaWishIndex index_;
  const Offers& offers_;
  const CondaChoice& choice_;
  const std::function<bool(std::string_view)>& exists_;
  std::map<std::pair<std::uint32_t, Places>, std::optional<Unmet>> known_;
  std::vector<Gap> gaps_;
};

}  // namespace

std::vector<Gap> missing_dependencies(const CondaRequestList& list, const Offers& offers,
                                      const CondaChoice& choice,
                                      const std::function<bool(std::string_view)>& exists) {
  GapSearch search(list, offers, choice, exists);
  for (const auto package : offers.packages()) search.look_at(package);
  return std::move(search).take();
}

}  // namespace adder::mirror
