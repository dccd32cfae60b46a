#pragma once

#include "base/core/clock.h"
#include "mirror/words/config.h"
#include "mirror/words/report.h"

#include <string>

namespace adder::mirror {

enum class Hiding {
  done,
  already,      // it was so before
  by_upstream,  // upstream quarantined it, and only upstream can end that
};

// Nobody gets the project, or the one file, from us any more: at once, without grace, in every
// generation. The bytes stay in the store. `invalid` when nothing of that name was ever published.
Result<Hiding> hide(const Config& config, const Clock& clock, const std::string& name,
                    const std::string& note, Report& report);

// The way back. `already` when it was not hidden.
Result<Hiding> unhide(const Config& config, const Clock& clock, const std::string& name,
                      Report& report);

}  // namespace adder::mirror
