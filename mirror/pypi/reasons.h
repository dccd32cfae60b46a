#pragma once

#include "mirror/pypi/closure_state.h"

#include <cstdint>
#include <span>
#include <string>
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

const Demand& demand_of(const ClosureState& state, const Asker& asker);
std::string dependent(const ClosureState& state, const Asker& asker);  // "scipy 1.11.0"

// Whether a demand that binds brought any version.
bool is_met(const ClosureState& state, const Demand& demand);

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
  void reach(const Demand& demand, std::vector<Place>& next);

  const ClosureState* state_;
  std::vector<Bits> seen_versions_;  // by package
  std::vector<Bits> seen_demands_;
  std::vector<std::vector<Asker>> askers_;  // by target
};

}  // namespace adder::mirror
