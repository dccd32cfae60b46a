#include "cli/checks.h"

#include "base/core/text.h"

#include <charconv>

namespace adder::cli {

std::string whole_from_one(const std::string& word) {
  int number = 0;
  const auto* const end = word.data() + word.size();
  const auto read = std::from_chars(word.data(), end, number);
  if (read.ec == std::errc() && read.ptr == end && number >= 1) return {};
  return cat("'", printable(word), "' is not a whole number from 1 on");
}

}  // namespace adder::cli
