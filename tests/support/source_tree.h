#pragma once

#include <filesystem>

namespace adder::testing {

// Where the repository stands that these tests were built from.
std::filesystem::path source_tree();

}  // namespace adder::testing
