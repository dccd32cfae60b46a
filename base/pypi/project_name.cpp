#include "base/pypi/project_name.h"

#include "base/core/scanner.h"
#include "base/core/text.h"

#include <algorithm>

namespace adder::pypi {

namespace {

// A name becomes the name of a folder, with a few more characters behind it; file systems take 255.
constexpr std::size_t kLongestName = 200;

bool is_alphanumeric(char c) {
  return is_letter(c) || is_digit(c);
}

bool is_separator(char c) {
  return c == '-' || c == '_' || c == '.';
}

Error not_a_name(std::string_view name, std::string_view why) {
  return {Error::Kind::invalid, cat(quoted(name), " is not a project name: ", why)};
}

}  // namespace

std::string normalise(std::string_view name) {
  std::string out;
  out.reserve(name.size());
  bool in_separators = false;
  for (const auto c : name) {
    const bool separates = is_separator(c);
    if (!separates) out += c;
    if (separates && !in_separators) out += '-';
    in_separators = separates;
  }
  return lower(out);
}

Result<ProjectName> ProjectName::parse(std::string_view name) {
  if (name.empty()) return not_a_name(name, "it is empty");
  if (name.size() > kLongestName) {
    return not_a_name(name, cat("it is longer than ", kLongestName, " characters"));
  }
  const auto alien =
      std::ranges::find_if_not(name, [](char c) { return is_alphanumeric(c) || is_separator(c); });
  if (alien != name.end()) {
    const auto before = name.substr(0, static_cast<std::size_t>(alien - name.begin()));
    return not_a_name(name, cat("after ", quoted(before),
                                " comes something other than a letter, digit, '-', '_' or '.'"));
  }
  if (!is_alphanumeric(name.front()) || !is_alphanumeric(name.back())) {
    return not_a_name(name, "it must begin and end with a letter or digit");
  }
  return ProjectName(normalise(name));
}

}  // namespace adder::pypi
