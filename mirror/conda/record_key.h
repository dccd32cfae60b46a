#pragma once

#include "base/conda/section.h"

#include <string_view>

namespace adder::mirror {

// The package that a record is of, as its key tells: numpy of numpy-1.26.4-py312_0.conda, and of
// numpy-1.26.4-py312_0 in the sections of v3. Empty where the key is no <name>-<version>-<build>.
// Costs next to nothing: an index of any size can be gone through for the names that matter.
std::string_view name_in_key(conda::Section section, std::string_view key);

}  // namespace adder::mirror
