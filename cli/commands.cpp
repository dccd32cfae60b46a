#include "cli/commands.h"

namespace adder::cli {

Commands add_all_commands(CLI::App& app) {
  Commands commands;
  add_init(app, commands);
  add_config(app, commands);
  add_requests(app, commands);
  add_sync(app, commands);
  add_status(app, commands);
  add_generations(app, commands);
  add_rollback(app, commands);
  add_hide(app, commands);
  add_gc(app, commands);
  add_adopt(app, commands);
  add_verify(app, commands);
  add_why(app, commands);
  add_completion(app, commands);
  add_man(app, commands);
  return commands;
}

}  // namespace adder::cli
