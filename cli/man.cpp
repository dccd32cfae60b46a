#include "base/core/text.h"
#include "base/io/atomic_file.h"
#include "base/io/file.h"
#include "cli/command_tree.h"
#include "cli/commands.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace adder::cli {

namespace {

// Fit for a line of roff: what it would take for a command or for typography is escaped.
std::string roff(std::string_view text) {
  std::string out;
  for (const char letter : text) {
    if (out.empty() && (letter == '.' || letter == '\'')) out += "\\&";
    if (letter == '\\') {
      out += "\\e";
    } else if (letter == '-') {
      out += "\\-";
    } else if (letter == '\'') {
      out += "\\(aq";
    } else {
      out += letter;
    }
  }
  return out;
}

std::string synopsis(const CommandPage& page) {
  auto text = cat(".B ", roff(page.name()), '\n');
  if (!page.flags.empty()) text += "[\\fIFLAGS\\fR]\n";
  for (const auto& word : page.positionals) {
    const auto name = cat("\\fI", roff(word.name), "\\fR", word.many ? " ..." : "");
    text += word.required ? cat(name, '\n') : cat('[', name, "]\n");
  }
  if (!page.commands.empty()) text += "\\fICOMMAND\\fR\n";
  return text;
}

std::string tagged(std::string_view tag, std::string_view about) {
  return cat(".TP\n", tag, '\n', roff(about), '\n');
}

std::string flag_tag(const FlagPage& flag) {
  std::vector<std::string> names;
  for (const auto& name : flag.names) names.push_back(cat("\\fB", roff(name), "\\fR"));
  auto tag = join(names, ", ");
  if (!flag.value.empty()) tag += cat(" \\fI", roff(flag.value), "\\fR");
  return tag;
}

std::string literal(std::string_view text) {
  std::string out = ".nf\n";
  for (const auto line : split(text, '\n')) out += cat(roff(line), '\n');
  return out + ".fi\n";
}

std::string see_also(const CommandPage& page) {
  std::vector<std::string> names;
  for (const auto& command : page.commands) {
    names.push_back(cat(".BR ", roff(command.name('-')), " (1)"));
  }
  if (page.words.size() > 1) {
    const std::vector<std::string> above(page.words.begin(), page.words.end() - 1);
    names.push_back(cat(".BR ", roff(join(above, "-")), " (1)"));
  }
  return names.empty() ? std::string() : cat(".SH SEE ALSO\n", join(names, ",\n"), '\n');
}

std::string man_page(const CommandPage& page) {
  auto text = cat(".TH \"", roff(page.name('-')), "\" 1 \"\" \"adder " ADDER_VERSION "\"\n");
  text += cat(".SH NAME\n", roff(page.name('-')), " \\- ", roff(page.about), '\n');
  text += cat(".SH SYNOPSIS\n", synopsis(page));
  if (!page.commands.empty()) text += ".SH COMMANDS\n";
  for (const auto& command : page.commands) {
    text += tagged(cat("\\fB", roff(command.words.back()), "\\fR"), command.about);
  }
  if (!page.positionals.empty()) text += ".SH ARGUMENTS\n";
  for (const auto& word : page.positionals) {
    text += tagged(cat("\\fI", roff(word.name), "\\fR"), word.about);
  }
  text += ".SH FLAGS\n";
  for (const auto& flag : page.flags) text += tagged(flag_tag(flag), flag.about);
  if (page.words.size() > 1) text += ".PP\nThe flags of \\fBadder\\fR(1) are taken as well.\n";
  // The first line of a footer is its title.
  const auto title = page.footer.find('\n');
  if (title != page.footer.npos) {
    text += cat(".SH EXAMPLES\n", literal(std::string_view(page.footer).substr(title + 1)));
  }
  return text + see_also(page);
}

Exit write_pages(Invocation& invocation, const CommandPage& root, const std::string& folder) {
  if (const auto made = io::make_folders(folder); !made) return invocation.failed(made.error());
  for (const auto* const page : all_pages(root)) {
    const auto file = std::filesystem::path(folder) / (page->name('-') + ".1");
    const auto written = io::replace_file(file, man_page(*page));
    if (!written) return invocation.failed(written.error());
  }
  return Exit::done;
}

}  // namespace

void add_man(CLI::App& app, Commands& commands) {
  auto folder = std::make_shared<std::string>();
  auto* const parser = app.add_subcommand("man", "Write the manual pages into a folder");
  parser->footer("Example:\n  adder man build/man1");
  parser->group("");  // for those who build packages, not for those who use them
  parser->add_option("DIR", *folder, "Where to write them")->required();
  commands.push_back({.parser = parser, .run = [&app, folder](Invocation& invocation) {
                        return write_pages(invocation, page_of(app), *folder);
                      }});
}

}  // namespace adder::cli
