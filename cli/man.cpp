#include "base/core/text.h"
#include "base/io/atomic_file.h"
#include "base/io/file.h"
#include "cli/command_tree.h"
#include "cli/commands.h"
#include "cli/format_page.h"
#include "cli/roff.h"

#include <CLI/CLI.hpp>

#include <array>
#include <memory>

namespace adder::cli {

namespace {

// What is true of all commands.
constexpr std::string_view kOfTheWhole = R"(.SH EXIT STATUS
.TP
0
Done, or nothing to do.
.TP
1
Done, but not with everything: items are held back; \fBverify\fR found damage; \fBwhy\fR and
\fBrequests missing\fR, as grep does: nothing was found, or something is missing.
.TP
2
Wrong usage, configuration or request list, an unknown name or generation. Nothing was touched.
.TP
3
Nothing could be published: upstream cannot be reached, the disk is full, a limit tripped, or the
mirror is frozen by a rollback. What was published before still stands.
.TP
4
Another adder is at work on this mirror.
.TP
130, 143
Stopped by SIGINT or SIGTERM. The state is safe, and the next run goes on.
.SH FILES
.TP
\fIadder.toml\fR, \fI/etc/adder/adder.toml\fR
The configuration: the one in the working directory, else that of the system. See
.BR adder.toml (5).
.TP
\fIrequests/pypi.list\fR
What the mirror shall hold. See
.BR adder\-list (5).
.TP
\fIroot/public/\fR
What a web server serves.
.TP
\fIroot/ledger.db\fR, \fIroot/store/\fR
The memory of the mirror, and its bytes.
.SH ENVIRONMENT
.TP
\fBADDER_CONFIG\fR
The configuration, where \fB\-\-config\fR names none.
.TP
\fBADDER_ROOT\fR, \fBADDER_URL\fR, \fBADDER_\fISECTION\fB_\fIKEY\fR
Override settings of the configuration, such as \fBADDER_LIMITS_RATE\fR.
.TP
\fBNO_COLOR\fR
If it is set, nothing is coloured.
.TP
\fBSOURCE_DATE_EPOCH\fR
Replaces the clock in everything that is published and recorded.
)";

constexpr std::array kFormats = {
    FormatPage{"adder.toml.md", "adder.toml", "the configuration of a mirror"},
    FormatPage{"request-list.md", "adder-list", "what a mirror shall hold"}};

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
  } else {
    for (const auto& format : kFormats) names.push_back(cat(".BR ", roff(format.name), " (5)"));
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
  if (page.words.size() == 1) text += kOfTheWhole;
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

Exit write_formats(Invocation& invocation, const std::filesystem::path& docs,
                   const std::string& folder) {
  if (const auto made = io::make_folders(folder); !made) return invocation.failed(made.error());
  for (const auto& page : kFormats) {
    const auto markdown = io::read_file(docs / page.file);
    if (!markdown) return invocation.failed(markdown.error());
    const auto file = std::filesystem::path(folder) / cat(page.name, ".5");
    const auto written = io::replace_file(file, format_page(page, *markdown));
    if (!written) return invocation.failed(written.error());
  }
  return Exit::done;
}

}  // namespace

void add_man(CLI::App& app, Commands& commands) {
  auto folder = std::make_shared<std::string>();
  auto docs = std::make_shared<std::string>();
  auto* const parser = app.add_subcommand("man", "Write the manual pages into a folder");
  parser->footer("Example:\n  adder man build/man1");
  parser->group("");  // for those who build packages, not for those who use them
  parser->add_option("DIR", *folder, "Where to write them")->required();
  parser->add_option("--formats", *docs, "Those of the files instead, from this docs/formats")
      ->type_name("DOCS");
  commands.push_back({.parser = parser, .run = [&app, folder, docs](Invocation& invocation) {
                        return docs->empty() ? write_pages(invocation, page_of(app), *folder)
                                             : write_formats(invocation, *docs, *folder);
                      }});
}

}  // namespace adder::cli
