#pragma once

#include "base/core/problem.h"
#include "base/core/setting.h"
#include "mirror/words/config.h"

#include <string>

namespace adder::mirror {

// What no single key can tell: that settings fit together. `root` is the file they came from.
void check_agreement(const Config& config, const Setting& root, const std::string& file,
                     Problems& problems);

}  // namespace adder::mirror
