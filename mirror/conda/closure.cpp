#include "mirror/conda/closure.h"

#include "mirror/conda/closure_work.h"

#include <algorithm>
#include <utility>

namespace adder::mirror {

class CondaClosure::Work {
 public:
  Work(CondaRequestList list, const Offers& offers)
      : state(std::make_unique<CondaClosureState>(std::move(list), offers)), steps(*state) {}

  std::unique_ptr<CondaClosureState> state;
  CondaClosureWork steps;
};

CondaClosure::CondaClosure(CondaRequestList list, const Offers& offers)
    : work_(std::make_unique<Work>(std::move(list), offers)) {}
CondaClosure::CondaClosure(CondaClosure&&) noexcept = default;
CondaClosure& CondaClosure::operator=(CondaClosure&&) noexcept = default;
CondaClosure::~CondaClosure() = default;

bool CondaClosure::wants(std::string_view package) const {
  const auto& state = *work_->state;
  if (state.index.wishes(package).empty()) return false;
  const auto exclusions = state.index.exclusions(package);
  return std::ranges::none_of(exclusions, [&](std::uint32_t exclusion) {
    return takes_out_all(state.list.exclusions[exclusion]);
  });
}

std::set<std::string> CondaClosure::run() {
  work_->steps.take_offers();
  work_->steps.follow();
  return work_->steps.needed();
}

CondaChoice CondaClosure::finish() && {
  return CondaChoice(std::move(work_->state));
}

}  // namespace adder::mirror
