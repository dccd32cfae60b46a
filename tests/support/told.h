#pragma once

#include "mirror/words/report.h"

#include <string>
#include <vector>

namespace adder::testing {

// A listener that remembers what it was told.
class Told final : public mirror::Report {
 public:
  void looking(const std::string& what) override { looks.push_back(what); }
  void planned(const mirror::Planned& plan) override { plans.push_back(plan); }
  void progressed(std::uint64_t /*files*/, std::uint64_t /*bytes*/) override {}
  void fetched(const std::string& item, std::uint64_t /*bytes*/, double /*seconds*/) override {
    fetches.push_back(item);
  }
  void held(const mirror::Held& held) override { holds.push_back(held); }
  void warning(const mirror::Warning& warning) override { warnings.push_back(warning.text); }
  void published(int generation, std::uint64_t /*units*/) override {
    generations.push_back(generation);
  }
  void retired(const std::string& item) override { retirements.push_back(item); }
  void error(const Error& error) override { errors.push_back(error.words()); }
  void done(const mirror::Ending& ending) override { endings.push_back(ending); }

  std::vector<std::string> looks;
  std::vector<mirror::Planned> plans;
  std::vector<std::string> fetches;
  std::vector<mirror::Held> holds;
  std::vector<std::string> warnings;
  std::vector<int> generations;
  std::vector<std::string> retirements;
  std::vector<std::string> errors;
  std::vector<mirror::Ending> endings;
};

}  // namespace adder::testing
