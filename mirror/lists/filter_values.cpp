#include "mirror/lists/filter_values.h"

#include "base/core/text.h"

#include <charconv>

namespace adder::mirror {

Error bad_value(const Filter& filter, std::string_view expected) {
  return {Error::Kind::invalid,
          cat(filter.key, "=: expected ", expected, ", found '", printable(filter.value), '\'')};
}

Error not_for_exclusions(std::string_view what) {
  return {Error::Kind::invalid, cat("an exclusion cannot have ", what)};
}

Result<int> latest_of(const Filter& filter) {
  int number = 0;
  const auto* const end = filter.value.data() + filter.value.size();
  const auto [rest, problem] = std::from_chars(filter.value.data(), end, number);
  if (problem == std::errc() && rest == end && number > 0) return number;
  return bad_value(filter, "a whole number of at least 1");
}

}  // namespace adder::mirror
