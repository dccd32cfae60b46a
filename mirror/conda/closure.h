#pragma once

#include "mirror/conda/choice.h"
#include "mirror/conda/offers.h"
#include "mirror/lists/conda_wish.h"

#include <memory>
#include <set>
#include <string>
#include <string_view>

namespace adder::mirror {

// Finds out what the lists of a channel come to, dependencies and all, in steps between which
// somebody else reads indexes:
//
//     CondaClosure closure(list, offers);
//     ... add to the offers all records of the packages that closure.wants() ...
//     for (auto needed = closure.run(); !needed.empty(); needed = closure.run()) {
//       ... add all records of these packages, where there are some ...
//     }
//     const auto choice = std::move(closure).finish();
//
// All records of a package come before the same run(). Whoever has added the whole channel needs
// one run(), and so does whoever asks for no dependencies. What is wanted depends on the offers,
// never on the order in which they came, nor on that of the lines; which of several dependents is
// named as the reason may. Nothing here touches disk, network or clock.
class CondaClosure {
 public:
  // The offers must outlive the closure and its choice.
  CondaClosure(CondaRequestList list, const Offers& offers);
  CondaClosure(CondaClosure&&) noexcept;
  CondaClosure& operator=(CondaClosure&&) noexcept;
  ~CondaClosure();

  // Whether a line asks for records of that package, and none leaves it out as a whole.
  bool wants(std::string_view package) const;

  // Goes on as far as the offers reach. Returns the packages that something wanted depends on and
  // that are not among them, each once.
  std::set<std::string> run();

  CondaChoice finish() &&;

 private:
  class Work;
  std::unique_ptr<Work> work_;
};

}  // namespace adder::mirror
