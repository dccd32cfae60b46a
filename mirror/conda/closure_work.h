#pragma once

#include "mirror/conda/closure_state.h"

#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace adder::mirror {

// What a closure does with offers: takes them in, and follows what they depend on, one step away
// from the lines after the other. Each spec is read once, and compared once with each record of its
// package.
class CondaClosureWork {
 public:
  explicit CondaClosureWork(CondaClosureState& state) : state_(state) {}

  void take_offers();              // those that came since
  void follow();                   // as far as there are offers
  std::set<std::string> needed();  // packages that are not among them, each told once

 private:
  void take(std::string_view name);
  void take_wish(std::uint32_t wish, std::span<const OfferId> left);
  void bind(OfferId id, CondaCause cause);
  void sort(std::vector<OfferId>& level) const;
  void visit(OfferId id);
  void demand(std::uint32_t text, OfferId dependent);
  std::uint32_t spec_number(std::uint32_t text);
  void look_for(std::uint32_t demand);
  const conda::MatchSpec* reading_of(std::uint32_t spec);
  void find(std::uint32_t demand, const conda::MatchSpec* wanted);
  bool find_excluded(const CondaDemand& demand, const conda::MatchSpec* wanted) const;

  CondaClosureState& state_;
  std::size_t taken_ = 0;               // offers
  std::vector<OfferId> next_;           // bound, and not visited so far
  std::vector<std::uint32_t> spec_of_;  // by the numbers of texts: one more than the spec's, or 0
  std::pair<std::uint32_t, Dependency> last_read_ = {UINT32_MAX, {}};
};

}  // namespace adder::mirror
