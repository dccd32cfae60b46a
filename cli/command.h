#pragma once

#include "cli/exit.h"
#include "cli/invocation.h"

#include <functional>
#include <vector>

namespace CLI {  // NOLINT(readability-identifier-naming): the library has named it
class App;
}

namespace adder::cli {

// One command of the program: how its words are parsed, and what it does.
struct Command {
  CLI::App* parser = nullptr;
  std::function<Exit(Invocation&)> run = {};
  Tells tells = Tells::answer;
};

using Commands = std::vector<Command>;

}  // namespace adder::cli
