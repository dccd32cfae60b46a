#pragma once

#include "base/conda/section.h"
#include "base/core/result.h"

#include <string>
#include <string_view>

namespace adder::mirror {

// What the file of a record is called. In `v3` the key has no ending, and a wheel's name is what
// the record calls it: `fn`, empty where it does not. Every name that comes out is safe in a path.
Result<std::string> record_file(conda::Section section, std::string_view key, std::string_view fn);

}  // namespace adder::mirror
