#pragma once

#include "mirror/words/config_reader.h"

#include <string>
#include <string_view>
#include <vector>

namespace adder::testing {

using Words = std::vector<std::string>;

// A configuration that stands in /srv/adder.toml.
inline mirror::ConfigReading parse_config(std::string_view toml, const Variables& variables = {}) {
  return mirror::parse_config(toml, "adder.toml", {.variables = variables, .current = "/srv"});
}

inline Words words_of(const std::vector<Problem>& problems) {
  Words words;
  for (const auto& problem : problems) words.push_back(problem.words());
  return words;
}

inline Words errors_of(std::string_view toml, const Variables& variables = {}) {
  return words_of(parse_config(toml, variables).problems.errors);
}

}  // namespace adder::testing
