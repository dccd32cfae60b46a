#pragma once

#include "base/core/result.h"
#include "mirror/conda/offers.h"
#include "mirror/words/because.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace adder::mirror {

struct CondaClosureState;

// One of the reasons why records of a package are wanted.
struct CondaBecause {
  Because words;
  std::string versions = {};  // of a line: those that latest= left, with commas between; empty: all
  std::string subdir = {};    // of a dependent: where it lies
  std::uint32_t next = 0;     // which of the reasons of the dependent's package brought it

  friend auto operator<=>(const CondaBecause&, const CondaBecause&) = default;
};

// Why packages are wanted: lines first, then dependents, those nearest to a line first. Of very
// many dependents not all are kept, but one for every record that is wanted for the sake of one.
class CondaReasons {
 public:
  explicit CondaReasons(const CondaClosureState& state);

  // Shows each package of which a record is wanted, by name. Stops at the first error.
  using Visit =
      std::function<Result<void>(std::string_view package, std::span<const CondaBecause>)>;
  Result<void> each(const Visit& visit) const;

 private:
  struct Row {
    bool is_demand = false;
    std::uint32_t number = 0;  // of the demand, or the line's position
  };
  using Rows = std::vector<Row>;

  void add_wishes(std::uint32_t package);
  void add_demands();
  std::vector<OfferId> selected(std::uint32_t wish, std::string_view package) const;
  CondaBecause because(std::string_view package, const Row& row) const;
  CondaBecause line(std::string_view package, std::uint32_t wish) const;
  CondaBecause dependent(std::uint32_t demand) const;
  std::uint32_t place_of_cause(OfferId id) const;

  const CondaClosureState* state_;
  std::vector<Rows> rows_;                    // by package
  std::vector<std::uint32_t> row_of_demand_;  // by demand
};

}  // namespace adder::mirror
