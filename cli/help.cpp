#include "cli/help.h"

#include "base/core/text.h"

#include <algorithm>
#include <span>

namespace adder::cli {

namespace {

constexpr std::size_t kIndent = 2;
constexpr std::size_t kTermWidth = 24;
constexpr std::size_t kWidth = 80;

constexpr std::string_view kExitCodes =
    "Exit codes: 0 done, 1 something held back, 2 wrong usage, 3 nothing published,\n"
    "            4 another adder at work\n";

// Words flowing in a column of their own, from the second line on indented to it.
std::string wrapped(std::string_view text, std::size_t column) {
  std::string out;
  auto at = column;
  for (const auto word : split(text, ' ')) {
    if (at > column && at + 1 + word.size() > kWidth) {
      out += cat('\n', std::string(column, ' '));
      at = column;
    } else if (at > column) {
      out += ' ';
      ++at;
    }
    out += word;
    at += word.size();
  }
  return out;
}

struct Entry {
  std::string term;
  std::string about;
};

std::string section(std::string_view title, std::span<const Entry> entries) {
  if (entries.empty()) return {};
  constexpr auto column = kIndent + kTermWidth;
  auto text = cat('\n', title, ":\n");
  for (const auto& [term, about] : entries) {
    auto line = cat(std::string(kIndent, ' '), term);
    if (line.size() + 1 > column) {
      text += cat(line, '\n');
      line.clear();
    }
    line.resize(column, ' ');
    text += cat(line, wrapped(about, column), '\n');
  }
  return text;
}

std::string usage(const CommandPage& page) {
  auto text = cat("Usage: ", page.name(), " [FLAGS]");
  for (const auto& word : page.positionals) {
    const auto name = cat(word.name, word.many ? "..." : "");
    text += word.required ? cat(' ', name) : cat(" [", name, ']');
  }
  if (!page.commands.empty()) text += " COMMAND";
  return text + '\n';
}

std::vector<Entry> commands_of(const CommandPage& page) {
  std::vector<Entry> entries;
  for (const auto& command : page.commands)
    entries.push_back({command.words.back(), command.about});
  return entries;
}

std::vector<Entry> words_of(const CommandPage& page) {
  std::vector<Entry> entries;
  for (const auto& word : page.positionals) entries.push_back({word.name, word.about});
  return entries;
}

std::vector<Entry> flags_of(const CommandPage& page) {
  std::vector<Entry> entries;
  for (const auto& flag : page.flags) {
    auto term = join(flag.names, ", ");
    if (!flag.value.empty()) term += cat(' ', flag.value);
    entries.push_back({std::move(term), flag.about});
  }
  return entries;
}

}  // namespace

std::string help_text(const CommandPage& page) {
  auto text = cat(page.about, "\n\n", usage(page), section("Commands", commands_of(page)),
                  section("Arguments", words_of(page)), section("Flags", flags_of(page)));
  if (page.words.size() > 1) text += "\nThe flags that 'adder --help' lists are taken as well.\n";
  text += cat('\n', page.footer, '\n');
  if (page.words.size() > 1) return text;
  return cat(text, '\n', kExitCodes);
}

}  // namespace adder::cli
