#include "mirror/conda/choice.h"

#include "mirror/conda/closure_state.h"
#include "mirror/conda/dependency_warnings.h"
#include "mirror/conda/line_warnings.h"

#include <iterator>
#include <utility>

namespace adder::mirror {

CondaChoice::CondaChoice(std::unique_ptr<const CondaClosureState> state)
    : state_(std::move(state)), reasons_(*state_) {}
CondaChoice::CondaChoice(CondaChoice&&) noexcept = default;
CondaChoice& CondaChoice::operator=(CondaChoice&&) noexcept = default;
CondaChoice::~CondaChoice() = default;

bool CondaChoice::has(OfferId id) const {
  return id < state_->is_listed.size() && state_->is_wanted(id);
}

std::vector<OfferId> CondaChoice::offers() const {
  std::vector<OfferId> wanted;
  for (OfferId id = 0; id < state_->is_listed.size(); ++id) {
    if (state_->is_wanted(id)) wanted.push_back(id);
  }
  return wanted;
}

std::vector<Warning> CondaChoice::warnings(std::span<const std::string_view> names) const {
  auto warnings = line_warnings(*state_, names);
  auto more = dependency_warnings(*state_);
  warnings.insert(warnings.end(), std::make_move_iterator(more.begin()),
                  std::make_move_iterator(more.end()));
  return warnings;
}

}  // namespace adder::mirror
