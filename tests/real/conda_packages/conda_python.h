#pragma once

#include "tests/support/process.h"

#include <string>
#include <vector>

namespace adder::testing {

// Runs a script of this folder with a python that can import a module: its own, or one in the
// folders that ADDER_TEST_CONDA_SOURCE names with colons between them.
class CondaPython {
 public:
  explicit CondaPython(const std::string& module);

  bool is_there() const { return !python_.empty(); }
  Ended run_script(const std::string& script, std::vector<std::string> arguments) const;

 private:
  static Ended run_python(const std::string& python, std::vector<std::string> words);

  std::string python_;
};

}  // namespace adder::testing
