#pragma once

#include "cli/command_tree.h"

#include <string>

namespace adder::cli {

// Scripts that let a shell complete the commands and flags of the page and all below it. What is no
// flag and no command is completed as a file.
std::string bash_completion(const CommandPage& root);
std::string zsh_completion(const CommandPage& root);
std::string fish_completion(const CommandPage& root);

}  // namespace adder::cli
