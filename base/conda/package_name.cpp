#include "base/conda/package_name.h"

#include "base/core/scanner.h"
#include "base/core/text.h"

#include <algorithm>

namespace adder::conda {

namespace {

constexpr std::size_t kLongestName = 64;

bool is_alphanumeric(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z');
}

bool is_separator(char c) {
  return c == '-' || c == '_' || c == '.';
}

Error not_a_name(std::string_view name, std::string_view why) {
  return {Error::Kind::invalid, cat(quoted(name), " is not a package name: ", why)};
}

// What may stand between separators only one at a time: all but the one or two underscores that a
// name may begin with, the second of which makes it the name of a virtual package.
std::string_view body_of(std::string_view name) {
  if (name.starts_with("__")) return name.substr(2);
  return name.starts_with('_') ? name.substr(1) : name;
}

}  // namespace

Result<PackageName> PackageName::parse(std::string_view name) {
  if (name.empty()) return not_a_name(name, "it is empty");
  if (name.size() > kLongestName) {
    return not_a_name(name, cat("it is longer than ", kLongestName, " characters"));
  }
  const auto alien =
      std::ranges::find_if_not(name, [](char c) { return is_alphanumeric(c) || is_separator(c); });
  if (alien != name.end()) {
    const auto before = name.substr(0, static_cast<std::size_t>(alien - name.begin()));
    return not_a_name(name,
                      cat("after ", quoted(before),
                          " comes something other than a lower-case letter, digit, '-', '_' or "
                          "'.'"));
  }
  if (name.front() == '-' || name.front() == '.') {
    return not_a_name(name, "it must begin with a letter, a digit or '_'");
  }
  const auto body = body_of(name);
  if (is_virtual(name) && (body.empty() || is_separator(body.front()))) {
    return not_a_name(name, "'__' must be followed by a letter or digit");
  }
  const auto both_separate = [](char left, char right) {
    return is_separator(left) && is_separator(right);
  };
  if (std::ranges::adjacent_find(body, both_separate) != body.end()) {
    return not_a_name(name, "two of '-', '_' and '.' stand side by side");
  }
  return PackageName(std::string(name));
}

Result<PackageName> PackageName::typed(std::string_view name) {
  return parse(lower(name));
}

}  // namespace adder::conda
