#pragma once

#include "tests/support/process.h"
#include "tests/support/temp_folder.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace adder::testing {

// Runs the built adder in a folder of its own.
class Program : public ::testing::Test {
 protected:
  Ended adder(std::vector<std::string> words,
              const std::map<std::string, std::string>& environment = {}) const;

  // Where the program works, without symbolic links on the way.
  std::string path(const std::string& name) const;

  TempFolder here;
  std::map<std::string, std::string> always = {};  // what every run sees in its environment
};

}  // namespace adder::testing
