#include "cli/commands.h"
#include "cli/completion_scripts.h"

#include <CLI/CLI.hpp>

namespace adder::cli {

void add_completion(CLI::App& app, Commands& commands) {
  auto* const parser = app.add_subcommand("completion", "Print the completion script of a shell");
  parser->footer("Example:\n  source <(adder completion bash)");

  const auto add_shell = [&](const std::string& shell, std::string (*script)(const CommandPage&)) {
    auto* const one = parser->add_subcommand(shell, "Print it for " + shell);
    one->footer("Example:\n  adder completion " + shell);
    commands.push_back({.parser = one, .run = [&app, script](Invocation& invocation) {
                          invocation.out() << script(page_of(app));
                          return Exit::done;
                        }});
  };
  add_shell("bash", bash_completion);
  add_shell("zsh", zsh_completion);
  add_shell("fish", fish_completion);
}

}  // namespace adder::cli
