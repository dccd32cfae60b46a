#include "base/conda/subdir.h"

#include "base/core/scanner.h"
#include "base/core/text.h"

#include <algorithm>
#include <array>

namespace adder::conda {

namespace {

constexpr std::size_t kLongestSubdir = 32;

constexpr std::array<std::string_view, 19> kKnown = {"noarch",        "emscripten-wasm32",
                                                     "wasi-wasm32",   "freebsd-64",
                                                     "linux-32",      "linux-64",
                                                     "linux-aarch64", "linux-armv6l",
                                                     "linux-armv7l",  "linux-ppc64",
                                                     "linux-ppc64le", "linux-riscv64",
                                                     "linux-s390x",   "osx-64",
                                                     "osx-arm64",     "win-32",
                                                     "win-64",        "win-arm64",
                                                     "zos-z"};

bool is_lower_alphanumeric(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z');
}

bool has_shape(std::string_view text) {
  Scanner scan(text);
  const auto system = scan.take_while(is_lower_alphanumeric);
  const bool has_dash = scan.take('-');
  const auto machine = scan.take_while(is_lower_alphanumeric);
  return !system.empty() && has_dash && !machine.empty() && scan.at_end();
}

Error not_a_subdir(std::string_view text, std::string_view why) {
  return {Error::Kind::invalid, cat(quoted(text), " is not a subdir: ", why)};
}

}  // namespace

Result<Subdir> Subdir::parse(std::string_view text) {
  if (text == "noarch") return noarch();
  if (text.size() > kLongestSubdir) {
    return not_a_subdir(text, cat("it is longer than ", kLongestSubdir, " characters"));
  }
  if (!has_shape(text)) {
    return not_a_subdir(text, "it must be noarch, or a system and a machine, as in linux-64");
  }
  return Subdir(std::string(text));
}

bool is_known_subdir(std::string_view text) {
  return std::ranges::find(kKnown, text) != kKnown.end();
}

}  // namespace adder::conda
