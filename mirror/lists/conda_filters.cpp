#include "mirror/lists/conda_filters.h"

#include "base/core/scanner.h"
#include "base/core/text.h"
#include "mirror/lists/filter_values.h"

#include <algorithm>

namespace adder::mirror {

namespace {

Result<std::optional<conda::Format>> format_of(const Filter& filter) {
  if (filter.value == "both") return std::optional<conda::Format>();
  if (filter.value == "conda") return std::optional(conda::Format::conda);
  if (filter.value == "tar.bz2") return std::optional(conda::Format::tar_bz2);
  return bad_value(filter, "conda, tar.bz2 or both");
}

bool may_stand_in_subdir(char letter) {
  return is_digit(letter) || (letter >= 'a' && letter <= 'z') || letter == '-' || letter == '*' ||
         letter == '?';
}

Result<Pattern> subdir_of(const Filter& filter) {
  if (std::ranges::all_of(filter.value, may_stand_in_subdir)) return Pattern::glob(filter.value);
  return bad_value(filter, "a subdir, or a glob such as linux-*");
}

Error not_for_conda(const Filter& filter) {
  return {Error::Kind::invalid, cat(filter.key, "= is for lists of PyPI")};
}

// A filter that wishes and exclusions have alike.
template <class Line>
Result<void> apply(const Filter& filter, Line& line) {
  if (filter.key == "format") {
    TRY_ASSIGN(line.format, format_of(filter));
  } else if (filter.key == "subdir") {
    TRY_ASSIGN(line.subdir, subdir_of(filter));
  } else {
    return not_for_conda(filter);
  }
  return {};
}

}  // namespace

Result<void> apply_conda_filters(const RequestWords& words, CondaWish& wish) {
  if (words.with_dependencies) wish.dependencies = Dependencies::yes;
  for (const auto& filter : words.filters) {
    if (filter.key == "latest") {
      TRY_ASSIGN(wish.latest, latest_of(filter));
    } else {
      TRY(apply(filter, wish));
    }
  }
  return {};
}

Result<void> apply_conda_filters(const RequestWords& words, CondaExclusion& exclusion) {
  if (words.with_dependencies) return not_for_exclusions("+deps");
  for (const auto& filter : words.filters) {
    if (filter.key == "latest") return not_for_exclusions("latest=");
    TRY(apply(filter, exclusion));
  }
  return {};
}

}  // namespace adder::mirror
