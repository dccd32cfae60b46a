#include "cli/command_tree.h"

#include "base/core/text.h"

#include <CLI/CLI.hpp>

namespace adder::cli {

namespace {

FlagPage flag_page(const CLI::Option& option) {
  FlagPage page{.names = {}, .value = {}, .about = option.get_description()};
  for (const auto& name : option.get_snames()) page.names.push_back(cat('-', name));
  for (const auto& name : option.get_lnames()) page.names.push_back(cat("--", name));
  if (option.get_items_expected_max() > 0) page.value = option.get_type_name();
  return page;
}

WordPage word_page(const CLI::Option& option) {
  return {.name = option.get_name(true),
          .about = option.get_description(),
          .required = option.get_required(),
          .many = option.get_items_expected_max() > 1};
}

CommandPage page_below(const CLI::App& app, std::vector<std::string> words) {
  words.push_back(app.get_name());
  CommandPage page{.words = words,
                   .about = app.get_description(),
                   .footer = app.get_footer(),
                   .positionals = {},
                   .flags = {},
                   .commands = {}};
  for (const auto* const option : app.get_options()) {
    if (option->nonpositional()) {
      page.flags.push_back(flag_page(*option));
    } else {
      page.positionals.push_back(word_page(*option));
    }
  }
  for (const auto* const command : app.get_subcommands({})) {
    if (!command->get_group().empty()) page.commands.push_back(page_below(*command, words));
  }
  return page;
}

}  // namespace

std::string CommandPage::name(char glue) const {
  return join(words, std::string(1, glue));
}

CommandPage page_of(const CLI::App& app) {
  return page_below(app, {});
}

std::vector<const CommandPage*> all_pages(const CommandPage& page) {
  std::vector<const CommandPage*> pages = {&page};
  for (const auto& command : page.commands) {
    for (const auto* const below : all_pages(command)) pages.push_back(below);
  }
  return pages;
}

}  // namespace adder::cli
