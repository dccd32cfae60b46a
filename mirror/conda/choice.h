#pragma once

#include "mirror/conda/offers.h"
#include "mirror/conda/reasons.h"
#include "mirror/words/report.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace adder::mirror {

struct CondaClosureState;

// What the lists of a channel come to: which records are wanted, and why.
class CondaChoice {
 public:
  explicit CondaChoice(std::unique_ptr<const CondaClosureState> state);
  CondaChoice(CondaChoice&&) noexcept;
  CondaChoice& operator=(CondaChoice&&) noexcept;
  ~CondaChoice();

  bool has(OfferId id) const;
  std::vector<OfferId> offers() const;  // all that are wanted, in the order they came

  // Why each package is wanted of which a record is.
  const CondaReasons& reasons() const { return reasons_; }

  // What the admin should know: lines that match nothing; dependencies that are unclear, missing or
  // excluded. `names` are all packages of the channel, wanted or not.
  std::vector<Warning> warnings(std::span<const std::string_view> names) const;

 private:
  std::unique_ptr<const CondaClosureState> state_;
  CondaReasons reasons_;
};

}  // namespace adder::mirror
