#pragma once

#include "cli/command_tree.h"

#include <string>

namespace adder::cli {

// What --help prints for a command.
std::string help_text(const CommandPage& page);

}  // namespace adder::cli
