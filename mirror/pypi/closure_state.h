#pragma once

#include "base/core/text_pool.h"
#include "base/pypi/project_name.h"
#include "mirror/lists/wish.h"
#include "mirror/pypi/bits.h"
#include "mirror/pypi/installable.h"
#include "mirror/pypi/machines.h"
#include "mirror/pypi/offer.h"
#include "mirror/pypi/requirement_text.h"
#include "mirror/pypi/satisfying.h"
#include "mirror/pypi/wish_index.h"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace adder::mirror {

// What a closure knows so far, and what a choice is read from. Packages, their versions and their
// demands go by number; the numbers depend on the order of the answers and are never shown.

constexpr std::uint32_t kNobody = ~std::uint32_t{0};
constexpr std::uint32_t kNowhere = 0;   // the number of the empty set of machines
constexpr std::uint32_t kNoExtras = 0;  // the number of the empty list of extras

using Extras = std::set<std::string, std::less<>>;

// A requirement in the words of some metadata. Whoever writes it so shares it.
struct Demand {
  std::uint32_t target = kNobody;  // from when on it counts for any version
  std::uint32_t bound = 0;         // of the target
  std::uint32_t extras = kNoExtras;
  std::uint32_t where = kNowhere;  // it counts there with no extra asked for
  RequirementText::Form form = RequirementText::Form::unreadable;
};

struct VersionState {
  bool is_root = false;      // a line with +deps asks for it
  bool is_depended = false;  // so does a binding demand
  bool is_surveyed = false;  // a line without +deps does, and requirements are read for all
  enum class Reading : std::uint8_t { no, under_way, done, unknown } reading = Reading::no;
  std::uint32_t awaited = 0;  // answers
  std::uint32_t first = 0;    // its demands, once done: where in Package::requirements
  std::uint32_t count = 0;

  bool is_binding() const { return is_root || is_depended; }
};

// A project that a line or a demand names.
struct Package {
  Package(pypi::ProjectName its_name, std::vector<std::uint32_t> its_wishes,
          std::vector<std::uint32_t> its_exclusions)
      : name(std::move(its_name)),
        wishes(std::move(its_wishes)),
        exclusions(std::move(its_exclusions)) {}

  pypi::ProjectName name;
  std::vector<std::uint32_t> wishes;
  std::vector<std::uint32_t> exclusions;
  bool is_found = false;     // among upstream's names
  bool is_excluded = false;  // as a whole: nobody looks at its page
  enum class Page : std::uint8_t { unasked, asked, here, absent, unreadable } page = Page::unasked;

  // What its page offers.
  std::optional<Offer> offer;
  Bits left;      // files that are not excluded
  Bits roots;     // files that lines with +deps ask for
  Bits surveyed;  // files that other lines ask for, if requirements are read for all
  Installable installable;
  std::vector<VersionState> versions;
  std::map<std::uint32_t, Extras> extras;  // that a version is asked for

  // What is required of it. Demands with equal specifiers share a bound.
  std::vector<Bound> bounds;
  std::map<std::uint32_t, Extras> bound_extras;

  // What it requires: the numbers of demands. Versions that require the same share a stretch.
  std::vector<std::uint32_t> requirements;

  const Extras& extras_of(std::uint32_t version) const;

  // The demands of a version; none while they are unknown.
  std::span<const std::uint32_t> demands_of(std::uint32_t version) const {
    return std::span(requirements).subspan(versions[version].first, versions[version].count);
  }
};

struct ClosureState {
  ClosureState(RequestList its_list, std::span<const Environment> environments);

  // The package of that name, made if need be. References to packages stay good.
  std::uint32_t number_of(const pypi::ProjectName& name);

  // Numbers of values that many share.
  std::uint32_t mask_number(const Bits& where);
  std::uint32_t extras_number(const std::vector<std::string>& names);
  std::uint32_t bound_number(Package& target, const pypi::SpecifierSet& specifier);

  std::string_view words(std::uint32_t demand) const { return demand_words.text(demand); }
  const Package& target(std::uint32_t demand) const { return packages[demands[demand].target]; }
  const Bound& bound(std::uint32_t demand) const {
    return target(demand).bounds[demands[demand].bound];
  }

  // Whether a demand of a version counts, with the extras that the version is asked for.
  bool counts(const Package& package, std::uint32_t version, std::uint32_t demand) const;

  Machines machines;
  RequestList list;  // without the lines whose marker is false on every machine
  WishIndex index;
  bool surveys = false;  // requirements are read for all that is wanted

  std::deque<Package> packages;
  std::unordered_map<std::string, std::uint32_t> numbers;
  TextPool demand_words;
  std::vector<Demand> demands;  // by the numbers of their words
  TextPool specifier_words;
  std::vector<pypi::SpecifierSet> specifiers;  // likewise
  std::vector<Bits> masks;                     // different sets of machines, the empty one first
  std::map<std::vector<std::string>, std::uint32_t> extras_numbers;
  std::vector<const std::vector<std::string>*> extras;  // the keys of extras_numbers

  std::vector<bool> exclusion_is_matched;  // by a name of upstream's
  std::vector<std::string> nearest;        // name to each unmatched line
};

}  // namespace adder::mirror
