#pragma once

#include "cli/command.h"

namespace adder::cli {

// Each adds one command, or one family of them, to the parser and to the list.
void add_init(CLI::App& app, Commands& commands);
void add_config(CLI::App& app, Commands& commands);
void add_requests(CLI::App& app, Commands& commands);
void add_sync(CLI::App& app, Commands& commands);
void add_status(CLI::App& app, Commands& commands);
void add_generations(CLI::App& app, Commands& commands);
void add_rollback(CLI::App& app, Commands& commands);
void add_hide(CLI::App& app, Commands& commands);
void add_gc(CLI::App& app, Commands& commands);
void add_why(CLI::App& app, Commands& commands);
void add_verify(CLI::App& app, Commands& commands);
void add_adopt(CLI::App& app, Commands& commands);
void add_completion(CLI::App& app, Commands& commands);
void add_man(CLI::App& app, Commands& commands);

// All of them, in the order of the help.
Commands add_all_commands(CLI::App& app);

}  // namespace adder::cli
