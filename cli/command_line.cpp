#include "cli/command_line.h"

#include "base/core/text.h"
#include "cli/command_tree.h"
#include "cli/commands.h"
#include "cli/help.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>

namespace adder::cli {

namespace {

constexpr auto kAbout = "Mirrors Python packages for a computing centre";
constexpr auto kExample =
    "Examples:\n"
    "  adder init /srv/adder\n"
    "  adder --config /srv/adder/adder.toml sync\n"
    "\n"
    "'adder COMMAND --help' tells more about a command.";

void add_flags(CLI::App& app, Flags& flags) {
  app.add_option("--config", flags.config, "Use this adder.toml instead of the first one found")
      ->type_name("FILE");
  app.add_option("--root", flags.root, "Keep everything here instead of in the 'root' of the file")
      ->type_name("DIR");
  auto* const quiet = app.add_flag("-q,--quiet", flags.quiet, "Tell errors and held items only");
  app.add_flag("-v,--verbose", flags.verbose, "Tell about every file")->excludes(quiet);
  app.add_flag("--json", flags.json, "Write JSON to stdout");
  app.add_flag("--no-progress", flags.no_progress, "Show no progress while working");
  app.set_version_flag("--version", "adder " ADDER_VERSION, "Print the version");
}

// Names that could have been meant by a word: of the commands, or of the flags, below `app`.
std::vector<std::string> candidates(const CLI::App& app, bool is_flag) {
  std::vector<std::string> names;
  for (const auto* const command : app.get_subcommands({})) {
    if (!is_flag && !command->get_group().empty()) names.push_back(command->get_name());
  }
  for (const auto* at = &app; is_flag && at != nullptr; at = at->get_parent()) {
    for (const auto* const option : at->get_options()) {
      for (const auto& name : option->get_lnames()) names.push_back(cat("--", name));
    }
  }
  return names;
}

// 'adder help sync' is 'adder sync --help', 'adder version' is 'adder --version', as others have
// it.
std::vector<const char*> as_flags(int argc, const char* const* argv) {
  std::vector<const char*> words(argv, argv + argc);
  const std::string_view first = argc > 1 ? words[1] : "";
  if (first == "help") {
    words.erase(words.begin() + 1);
    words.push_back("--help");
  } else if (first == "version" && argc == 2) {
    words[1] = "--version";
  }
  return words;
}

std::string in_our_voice(std::string words) {
  // A sentence begins with a capital; N and DIR are names.
  if (words.size() > 1 && words[0] >= 'A' && words[0] <= 'Z' && words[1] >= 'a' &&
      words[1] <= 'z') {
    words = lower(words.substr(0, 1)) + words.substr(1);
  }
  while (words.ends_with('\n') || words.ends_with('.')) words.pop_back();
  return words;
}

}  // namespace

CommandLine::CommandLine() : app_(std::make_unique<CLI::App>(kAbout, "adder")) {
  app_->footer(kExample);
  // Flags of all commands may also stand behind the command; what nobody knows is left over.
  app_->fallthrough();
  app_->allow_extras();
  add_flags(*app_, flags_);
  commands_ = add_all_commands(*app_);
}

CommandLine::~CommandLine() = default;

const CLI::App& CommandLine::deepest() const {
  const auto* app = app_.get();
  while (!app->get_subcommands().empty()) app = app->get_subcommands().front();
  return *app;
}

CommandPage CommandLine::page() const {
  auto page = page_of(*app_);
  const auto* app = app_.get();
  while (!app->get_subcommands().empty()) {
    app = app->get_subcommands().front();
    const auto below = std::ranges::find(page.commands, app->get_name(),
                                         [](const auto& command) { return command.words.back(); });
    if (below == page.commands.end()) break;
    page = CommandPage(*below);
  }
  return page;
}

Exit CommandLine::mistake(std::string_view words) const {
  std::cerr << "error: " << words << '\n'
            << "hint: '" << page().name() << " --help' shows how it is used\n";
  return Exit::wrong_usage;
}

Exit CommandLine::unexpected(const CLI::App& deepest, const std::string& word) const {
  const bool is_flag = word.starts_with('-');
  const bool is_command = !is_flag && !deepest.get_subcommands({}).empty();
  const auto name = word.substr(0, is_flag ? word.find('=') : word.npos);
  const auto meant = nearest(name, candidates(deepest, is_flag));
  const std::string_view kind = is_flag      ? "unknown flag '"
                                : is_command ? "unknown command '"
                                             : "one word too many: '";
  auto words = cat(kind, printable(name), '\'');
  if (!meant.empty()) words += cat(", did you mean '", meant, "'?");
  return mistake(words);
}

std::variant<const Command*, Exit> CommandLine::parse(int argc, const char* const* argv) {
  const auto words = as_flags(argc, argv);
  try {
    app_->parse(static_cast<int>(words.size()), words.data());
  } catch (const CLI::CallForHelp&) {
    // Help for what there is not.
    const auto left = app_->remaining(true);
    if (!left.empty() && &deepest() == app_.get()) return unexpected(deepest(), left.front());
    std::cout << help_text(page());
    return Exit::done;
  } catch (const CLI::Success& asked) {  // --version
    app_->exit(asked);
    return Exit::done;
  } catch (const CLI::ParseError& error) {
    // A word that nobody knows is the better explanation of what else is wrong.
    const auto left = app_->remaining(true);
    if (!left.empty()) return unexpected(deepest(), left.front());
    return mistake(in_our_voice(error.what()));
  }
  const auto& chosen = deepest();
  const auto left = app_->remaining(true);
  if (!left.empty()) return unexpected(chosen, left.front());
  for (const auto& command : commands_) {
    if (command.parser == &chosen) return &command;
  }
  std::cerr << help_text(page());
  return Exit::wrong_usage;
}

}  // namespace adder::cli
