#pragma once

#include "mirror/sync.h"
#include "mirror/words/counting.h"
#include "mirror/words/section.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace adder::mirror {

// The sections of a run on their way from the lists to the files: look, decide, fetch. What one of
// them cannot do leaves that section as it is published, and the others go on.
class Course {
 public:
  struct Part {
    std::unique_ptr<Section> section;
    Plan plan = {};
    std::vector<std::string> retires = {};  // once it is fetched: what the plan takes out
  };

  Course(const Requests& requests, Counting& report) : requests_(requests), report_(report) {}

  // `invalid`: the command line names something that there is not.
  Result<void> open(const SectionContext& context);

  // An error ends the run: it was stopped, or nothing was asked for that there is.
  Result<void> look(const SectionContext& context);

  // Whether the limits allow all of it together.
  bool is_allowed(const Allowance& allowance);

  Result<void> fetch(const Store& store);

  std::vector<Part>& parts() { return parts_; }  // that have not given up
  std::uint64_t planned_bytes() const;

  // How many gave up.
  int failed() const { return failed_; }

 private:
  Result<void> each_part(const std::function<Result<void>(Part&)>& step);
  Result<void> fetch(Part& part);
  Result<void> give_up(Part& part, const Error& error);

  const Requests& requests_;
  Counting& report_;
  std::vector<Part> parts_;
  int failed_ = 0;
};

}  // namespace adder::mirror
