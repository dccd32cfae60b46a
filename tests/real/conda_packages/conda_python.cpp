#include "tests/real/conda_packages/conda_python.h"

#include <cstdlib>
#include <iterator>
#include <utility>

namespace adder::testing {

Ended CondaPython::run_python(const std::string& python, std::vector<std::string> words) {
  const auto* const source = std::getenv("ADDER_TEST_CONDA_SOURCE");
  words.insert(words.begin(), python);
  return run({.words = std::move(words),
              .environment = {{"PYTHONPATH", source != nullptr ? source : ""}, {"HOME", "/"}}});
}

CondaPython::CondaPython(const std::string& module) {
  const auto* const named = std::getenv("ADDER_TEST_PYTHON");
  for (const std::string python :
       {named != nullptr ? named : "python3", "python3", "/usr/bin/python3"}) {
    if (run_python(python, {"-c", "import " + module}).exit != 0) continue;
    python_ = python;
    return;
  }
}

Ended CondaPython::run_script(const std::string& script, std::vector<std::string> arguments) const {
  arguments.insert(arguments.begin(), ADDER_SOURCE "/tests/real/conda_packages/" + script);
  return run_python(python_, std::move(arguments));
}

}  // namespace adder::testing
