#include "tests/program/program.h"
#include "tests/support/source_tree.h"

#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

namespace adder::testing {

namespace {

using Usage = Program;
using Words = std::vector<std::string>;

TEST_F(Usage, VersionIsOneLine) {
  const auto ended = adder({"--version"});
  EXPECT_EQ(ended.exit, 0);
  EXPECT_EQ(ended.out, "adder 0.1.0\n");
  EXPECT_EQ(ended.err, "");
}

TEST_F(Usage, HelpAndVersionAreTakenAsWordsToo) {
  EXPECT_EQ(adder({"version"}).out, adder({"--version"}).out);
  EXPECT_EQ(adder({"help"}).out, adder({"--help"}).out);
  EXPECT_EQ(adder({"help"}).exit, 0);
  EXPECT_EQ(adder({"help", "config", "check"}).out, adder({"config", "check", "--help"}).out);
  const auto slip = adder({"help", "snyc"});
  EXPECT_EQ(slip.exit, 2);
  EXPECT_NE(slip.err.find("unknown command 'snyc', did you mean 'sync'?"), std::string::npos)
      << slip.err;
}

// Every command there is, by its manual page: adder-config-check.1 is of 'adder config check'.
std::vector<Words> commands_in(const std::filesystem::path& manual) {
  std::vector<Words> commands;
  for (const auto& page : std::filesystem::directory_iterator(manual)) {
    std::istringstream name(page.path().stem().string());
    Words words;
    for (std::string word; std::getline(name, word, '-');) words.push_back(word);
    commands.emplace_back(words.begin() + 1, words.end());
  }
  return commands;
}

TEST_F(Usage, HelpOfEveryCommandHasAnExample) {
  ASSERT_EQ(adder({"man", "man1"}).exit, 0);
  auto commands = commands_in(here / "man1");
  EXPECT_GT(commands.size(), 10u);
  for (auto& words : commands) {
    words.emplace_back("--help");
    const auto ended = adder(words);
    EXPECT_EQ(ended.exit, 0);
    EXPECT_EQ(ended.err, "");
    EXPECT_NE(ended.out.find("\nExample"), std::string::npos) << ended.out;
  }
}

TEST_F(Usage, HelpOfACommandTellsItsWordsAndFlags) {
  EXPECT_EQ(adder({"config", "--help"}).out, R"(Check or print the configuration

Usage: adder config [FLAGS] COMMAND

Commands:
  check                   Report every mistake in the configuration
  show                    Print the settings in force, from defaults, file,
                          environment and flags

Flags:
  -h, --help              Print this help message and exit

The flags that 'adder --help' lists are taken as well.

Example:
  adder config check
)");
}

TEST_F(Usage, HelpEndsWithTheExitCodes) {
  EXPECT_TRUE(
      adder({"--help"})
          .out.ends_with(
              "\nExit codes: 0 done, 1 something held back, 2 wrong usage, 3 nothing published,\n"
              "            4 another adder at work\n"));
}

TEST_F(Usage, WithoutACommandTheHelpIsAnError) {
  const auto ended = adder({});
  EXPECT_EQ(ended.exit, 2);
  EXPECT_EQ(ended.out, "");
  EXPECT_EQ(ended.err, adder({"--help"}).out);
}

TEST_F(Usage, MistakesExitWithTwoAndSayWhatWasMeant) {
  struct Row {
    Words words;
    std::string said;
  };
  const std::vector<Row> rows = {
      {{"inot"},
       "error: unknown command 'inot', did you mean 'init'?\n"
       "hint: 'adder --help' shows how it is used\n"},
      {{"config", "chek"},
       "error: unknown command 'chek', did you mean 'check'?\n"
       "hint: 'adder config --help' shows how it is used\n"},
      {{"--jsn", "config", "show"},
       "error: unknown flag '--jsn', did you mean '--json'?\n"
       "hint: 'adder config show --help' shows how it is used\n"},
      {{"config", "show", "--colour"},
       "error: unknown flag '--colour'\n"
       "hint: 'adder config show --help' shows how it is used\n"},
      {{"init"}, "error: DIR is required\nhint: 'adder init --help' shows how it is used\n"},
      {{"init", "a", "b"},
       "error: one word too many: 'b'\nhint: 'adder init --help' shows how it is used\n"},
      {{"init", "a", "--chanel=x"},
       "error: unknown flag '--chanel', did you mean '--channel'?\n"
       "hint: 'adder init --help' shows how it is used\n"},
      {{"-q", "-v", "config", "show"},
       "error: --quiet excludes --verbose\n"
       "hint: 'adder config show --help' shows how it is used\n"},
      {{"sp\x1b[31m"},
       "error: unknown command 'sp\\x1b[31m'\nhint: 'adder --help' shows how it is used\n"},
  };
  for (const auto& row : rows) {
    const auto ended = adder(row.words);
    EXPECT_EQ(ended.exit, 2) << row.said;
    EXPECT_EQ(ended.out, "");
    EXPECT_EQ(ended.err, row.said);
  }
}

TEST_F(Usage, CompletionsAreScriptsTheirShellsUnderstand) {
  for (const std::string shell : {"bash", "zsh", "fish"}) {
    const auto script = adder({"completion", shell});
    EXPECT_EQ(script.exit, 0);
    EXPECT_NE(script.out.find("no-progress"), std::string::npos);
    if (find_program(shell).empty()) continue;
    const auto file = here.write("completion." + shell, script.out);
    const auto checked = run({.words = {shell, "-n", file.string()}});
    EXPECT_EQ(checked.exit, 0) << checked.err;
  }
}

TEST_F(Usage, BashCompletesCommandsAndFlags) {
  if (find_program("bash").empty()) GTEST_SKIP() << "no bash here";
  here.write("adder.bash", adder({"completion", "bash"}).out);
  const auto complete = [&](const std::string& words, int at) {
    return run({.words = {"bash", "-c",
                          ". ./adder.bash; COMP_WORDS=(" + words + "); COMP_CWORD=" +
                              std::to_string(at) + "; _adder; echo \"${COMPREPLY[@]}\""},
                .folder = here.path()})
        .out;
  };
  EXPECT_EQ(complete("adder in", 1), "init\n");
  EXPECT_EQ(complete("adder config ''", 2).substr(0, 11), "check show ");
  EXPECT_EQ(complete("adder --root config config sh", 4), "show\n");
  EXPECT_EQ(complete("adder init --ch", 2), "--channel\n");
}

TEST_F(Usage, TheManualTellsExitCodesFilesAndVariables) {
  ASSERT_EQ(adder({"man", "man1"}).exit, 0);
  const auto text = content_of(here / "man1/adder.1");
  for (const auto* title : {".SH EXIT STATUS\n", ".SH FILES\n", ".SH ENVIRONMENT\n"}) {
    EXPECT_NE(text.find(title), std::string::npos) << title;
  }
}

TEST_F(Usage, TheManualExplainsTheFilesToo) {
  const auto docs = (source_tree() / "docs/formats").string();
  ASSERT_EQ(adder({"man", "man5", "--formats", docs}).exit, 0);
  const auto config = content_of(here / "man5/adder.toml.5");
  EXPECT_NE(config.find("\n.SH UNITS\n"), std::string::npos) << config;
  EXPECT_NE(config.find("\n.TP\nsize\na whole number and \\fBB kB MB GB TB\\fR or "),
            std::string::npos)
      << config;
  const auto list = content_of(here / "man5/adder-list.5");
  EXPECT_NE(list.find("\n\\fBName.\\fR A project\\(aqs name in any spelling"), std::string::npos)
      << list;
  if (find_program("groff").empty()) return;
  for (const auto* page : {"man5/adder.toml.5", "man5/adder-list.5"}) {
    const auto formatted =
        run({.words = {"groff", "-man", "-Tutf8", "-ww", page}, .folder = here.path()});
    EXPECT_EQ(formatted.err, "") << page;
  }
}

TEST_F(Usage, ManualPagesExistForEveryCommand) {
  ASSERT_EQ(adder({"man", "man1"}).exit, 0);
  for (const auto* page : {"adder.1", "adder-init.1", "adder-config-show.1"}) {
    const auto text = content_of(here / "man1" / page);
    EXPECT_NE(text.find(".SH EXAMPLES"), std::string::npos) << page;
  }
  if (find_program("groff").empty()) return;
  const auto formatted =
      run({.words = {"groff", "-man", "-Tutf8", "-ww", "man1/adder-init.1", "man1/adder.1"},
           .folder = here.path()});
  EXPECT_EQ(formatted.err, "");
}

}  // namespace

}  // namespace adder::testing
