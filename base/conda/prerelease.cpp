#include "base/conda/prerelease.h"

#include "base/core/scanner.h"
#include "base/core/text.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace adder::conda {

namespace {

constexpr std::array<std::string_view, 5> kAlways = {"rc", "dev", "alpha", "beta", "pre"};
constexpr std::array<std::string_view, 2> kWithNumber = {"a", "b"};

bool contains(const auto& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

// 0rc1 of 1.0rc1. A component with any other word in it is no stage of a release: b1f2a of a hash.
bool is_stage(std::string_view component) {
  bool found = false;
  Scanner scan(component);
  scan.take_digits();
  while (!scan.at_end()) {
    const auto word = scan.take_while(is_letter);
    const bool has_number = !scan.take_digits().empty();
    if (contains(kAlways, word) || (contains(kWithNumber, word) && has_number)) {
      found = true;
    } else if (word != "post") {
      return false;
    }
  }
  return found;
}

}  // namespace

bool is_prerelease(const Version& version) {
  const auto text = lower(version.text());
  std::string_view rest = text;
  rest = rest.substr(0, rest.find('+'));
  while (!rest.empty()) {
    const auto end = std::min(rest.find_first_of("._-!"), rest.size());
    if (is_stage(rest.substr(0, end))) return true;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return false;
}

}  // namespace adder::conda
