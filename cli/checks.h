#pragma once

#include <string>

namespace adder::cli {

// For CLI11, which asks what is wrong with a word: nothing, or an explanation.
std::string whole_from_one(const std::string& word);

}  // namespace adder::cli
