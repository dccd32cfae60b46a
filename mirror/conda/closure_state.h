#pragma once

#include "base/core/text_pool.h"
#include "mirror/conda/dependency.h"
#include "mirror/conda/offers.h"
#include "mirror/conda/places.h"
#include "mirror/conda/select.h"
#include "mirror/lists/conda_wish.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace adder::mirror {

// What the closure over a channel knows so far, and what a choice is read from. Packages, specs and
// demands go by numbers that depend on the order in which they were met, and are never shown.

// A package that is among the offers, or that something depends on.
struct CondaPackage {
  std::vector<std::uint32_t> wishes;  // positions of the lines that are about it
  std::vector<std::uint32_t> exclusions;
  std::vector<std::uint32_t> waiting = {};  // demands that came before the offers
  bool is_here = false;                     // among the offers
  bool is_needed = false;                   // something depends on it
  bool is_told = false;                     // so, and whoever reads offers has been told
  bool is_left_out = false;                 // as a whole, by an exclusion
};

// A dependency as some records write it. Whoever writes it so shares it.
struct CondaSpec {
  std::uint32_t text = 0;  // its number among the offers' texts
  Dependency::Form form = Dependency::Form::nameless;
  std::uint32_t package = 0;  // where the form has one
  Places asked = 0;           // where it counts
  bool is_met = false;        // by a record that is not excluded
  bool is_cut = false;        // not met, but for an exclusion it were
};

// That a spec counts in some places, and the first who made it count there.
struct CondaDemand {
  std::uint32_t spec = 0;
  OfferId dependent = 0;
  Places places = 0;
};

// Why the dependencies of an offer count: a line with +deps, or a demand.
struct CondaCause {
  bool is_demand = false;
  std::uint32_t number = 0;  // of the demand, or the line's position
};

struct CondaClosureState {
  CondaClosureState(CondaRequestList its_list, const Offers& its_offers);

  // The package of that name, made if need be.
  std::uint32_t number_of(std::string_view name);
  std::string_view name_of(std::uint32_t package) const { return names.text(package); }

  bool is_wanted(OfferId id) const { return is_listed[id] || is_bound[id]; }
  std::string_view words(const CondaSpec& spec) const { return offers.text(spec.text); }

  const Offers& offers;
  CondaRequestList list;  // in the order of files and lines
  CondaWishIndex index;

  TextPool names;
  std::vector<CondaPackage> packages;  // by the numbers of their names
  std::vector<CondaSpec> specs;
  std::vector<CondaDemand> demands;    // those nearer to a line come first
  std::vector<std::uint64_t> by_wish;  // how many records each line asks for

  // By offer.
  std::vector<std::uint32_t> package_of;
  std::vector<bool> is_excluded;
  std::vector<bool> is_listed;  // a line asks for it
  std::vector<bool> is_bound;   // its dependencies count
  std::vector<CondaCause> causes;
};

// "scipy 1.11.0 py312_0"
std::string words(const Offers& offers, OfferId id);

}  // namespace adder::mirror
