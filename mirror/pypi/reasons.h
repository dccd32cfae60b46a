#pragma once

#include "mirror/pypi/closure_state.h"

#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace adder::mirror {

// A demand and one version whose it is: of all that make it, the newest of those that are the
// fewest steps away from a line.
struct Asker {
  std::uint32_t package = 0;
  std::uint32_t version = 0;
  std::uint32_t demand = 0;
  std::uint32_t steps = 0;
};

std::string dependent(const ClosureState& state, const Asker& asker);  // "scipy 1.11.0"

// Whether there is a version that would do for a demand that binds.
bool is_met(const ClosureState& state, std::uint32_t demand);

// Who asks for what, along the shortest ways from the lines.
class Reasons {
 public:
  explicit Reasons(const ClosureState& state);

  // Whose demands on the package bind: the nearest to a line first, then by name and words.
  std::span<const Asker> askers(std::uint32_t package) const { return askers_[package]; }

 private:
  struct Place {
    std::uint32_t package = 0;
    std::uint32_t version = 0;
  };
  std::vector<Place> roots();
  void visit(const Place& place, std::uint32_t steps, std::vector<Place>& next);
  void reach(std::uint32_t demand, std::vector<Place>& next);

  const ClosureState* state_;
  std::vector<Bits> seen_versions_;                                 // by package
  std::set<std::pair<std::uint32_t, std::uint32_t>> seen_demands_;  // package, demand
  std::vector<std::vector<Asker>> askers_;                          // by target
};

}  // namespace adder::mirror
