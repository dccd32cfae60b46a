#include "tests/program/program.h"

#include <filesystem>
#include <utility>

namespace adder::testing {

Ended Program::adder(std::vector<std::string> words,
                     const std::map<std::string, std::string>& environment) const {
  words.insert(words.begin(), ADDER_PROGRAM);
  auto seen = environment;
  seen.insert(always.begin(), always.end());
  return run({.words = std::move(words), .environment = std::move(seen), .folder = here.path()});
}

std::string Program::path(const std::string& name) const {
  return (std::filesystem::canonical(here.path()) / name).string();
}

}  // namespace adder::testing
