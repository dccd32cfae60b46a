#include "cli/commands.h"

namespace adder::cli {

Commands add_all_commands(CLI::App& app) {
  Commands commands;
  add_init(app, commands);
  add_config(app, commands);
  add_requests(app, commands);
  add_completion(app, commands);
  add_man(app, commands);
  return commands;
}

}  // namespace adder::cli
