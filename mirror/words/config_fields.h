#pragma once

#include "base/core/settings.h"
#include "mirror/words/config.h"

namespace adder::mirror {

// Every key of adder.toml: what it is called, what it may hold and where it goes. One reading of
// this function fills a Config, another shows one.
void describe(Fields& fields, Config& config);

}  // namespace adder::mirror
