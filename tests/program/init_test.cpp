#include "tests/program/program.h"

#include <cctype>
#include <sstream>
#include <string>

namespace adder::testing {

namespace {

namespace fs = std::filesystem;

using Init = Program;

// Settings are commented out without a space behind the mark.
std::string switched_on(const std::string& text) {
  std::string out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    const bool is_setting = line.size() > 1 && line[0] == '#' &&
                            (line[1] == '[' || std::islower(static_cast<unsigned char>(line[1])));
    out += (is_setting ? line.substr(1) : line) + '\n';
  }
  return out;
}

TEST_F(Init, MakesAFolderThatIsInOrder) {
  const auto ended = adder({"init", "mirror"});

  EXPECT_EQ(ended.exit, 0);
  EXPECT_EQ(ended.out, "");
  EXPECT_EQ(ended.err,
            "made 'mirror/adder.toml'\n"
            "next: ask for packages in 'mirror/requests/pypi.list', then run 'adder --config "
            "mirror/adder.toml sync'\n");
  const auto checked = adder({"--config", "mirror/adder.toml", "config", "check"});
  EXPECT_EQ(checked.exit, 0);
  EXPECT_EQ(checked.err, "'" + path("mirror/adder.toml") + "' is in order\n");
}

TEST_F(Init, ListsHoldNothingButComments) {
  adder({"init", "mirror"});
  for (const auto* list : {"mirror/requests/pypi.list", "mirror/requests/conda-forge.list"}) {
    std::istringstream text(content_of(here / list));
    for (std::string line; std::getline(text, line);) EXPECT_TRUE(line.starts_with('#')) << line;
  }
}

TEST_F(Init, TheExamplesInTheConfigurationCanBeSwitchedOn) {
  adder({"init", "mirror"});
  const auto text = switched_on(content_of(here / "mirror/adder.toml"));
  here.write("mirror/adder.toml", text);
  here.write("mirror/server.pem", "");

  const auto checked = adder({"--config", "mirror/adder.toml", "config", "check"});
  // The files that they name are not there, which is worth a warning each.
  EXPECT_EQ(checked.exit, 0);
  EXPECT_EQ(checked.err.find("error: "), checked.err.npos) << checked.err;
  EXPECT_TRUE(checked.err.ends_with("\n'" + path("mirror/adder.toml") + "' is in order\n"))
      << checked.err;
  for (const auto* section : {"limits", "network", "pypi", "patch", "serve", "site", "usage"}) {
    EXPECT_NE(text.find("\n[" + std::string(section) + "]"), text.npos) << section;
  }
  EXPECT_NE(text.find("\n[[channel]]"), text.npos);
  EXPECT_NE(text.find("\n[[installers]]"), text.npos);
}

TEST_F(Init, TakesUpstreamsAndTheUrlFromItsFlags) {
  const auto ended =
      adder({"init", "mirror", "--pypi", "http://127.0.0.1:1/simple/", "--channel",
             "conda-forge=https://c.example.org/cf", "--channel",
             "pkgs/main=https://c.example.org/main", "--url", "https://python.example.org"});
  ASSERT_EQ(ended.exit, 0) << ended.err;

  const auto shown = adder({"--config", "mirror/adder.toml", "config", "show"}).out;
  for (const auto* setting :
       {"url = \"https://python.example.org\"", "upstream = [\"http://127.0.0.1:1/simple/\"]",
        "name = \"conda-forge\"", "name = \"pkgs/main\"",
        "upstream = [\"https://c.example.org/main\"]"}) {
    EXPECT_NE(shown.find(setting), shown.npos) << setting << '\n' << shown;
  }
  EXPECT_TRUE(fs::exists(here / "mirror/requests/pkgs-main.list"));
}

TEST_F(Init, NothingIsOverwritten) {
  here.write("mirror/requests/pypi.list", "numpy\n");
  EXPECT_EQ(adder({"init", "mirror"}).exit, 0);
  EXPECT_EQ(content_of(here / "mirror/requests/pypi.list"), "numpy\n");

  const auto before = content_of(here / "mirror/adder.toml");
  const auto again = adder({"init", "mirror", "--url", "https://other.example.org"});
  EXPECT_EQ(again.exit, 2);
  EXPECT_EQ(again.err, "error: 'mirror/adder.toml' exists already; nothing was changed\n");
  EXPECT_EQ(content_of(here / "mirror/adder.toml"), before);
}

TEST_F(Init, MistakesAreAllToldAndNothingIsMade) {
  const auto ended =
      adder({"init", "mirror", "--pypi", "ftp://x", "--channel", "Bad=https://c.example.org"});
  EXPECT_EQ(ended.exit, 2);
  EXPECT_EQ(ended.err,
            "error: --pypi: expected an http or https URL, found \"ftp://x\"\n"
            "error: --channel: name: expected 1 to 4 words of a-z 0-9 . _ - joined by /, such as "
            "conda-forge or pkgs/main, found \"Bad\"\n");
  EXPECT_FALSE(fs::exists(here / "mirror"));
  EXPECT_EQ(adder({"init", "mirror", "--channel", "x"}).err,
            "error: --channel x: expected NAME=URL\n");
}

TEST_F(Init, AnAddressWithoutHttpsIsCompleted) {
  const auto ended = adder({"init", "mirror", "--pypi", "pypi.org"});
  EXPECT_EQ(ended.exit, 2);
  EXPECT_EQ(ended.err,
            "error: --pypi: expected an http or https URL, found \"pypi.org\", did you mean "
            "'https://pypi.org'?\n");
}

TEST_F(Init, WhatItWritesFitsIntoAHundredColumns) {
  adder({"init", "mirror"});
  for (const auto* file : {"adder.toml", "requests/pypi.list", "requests/conda-forge.list"}) {
    std::istringstream text(content_of(here / "mirror" / file));
    for (std::string line; std::getline(text, line);) EXPECT_LE(line.size(), 100u) << line;
  }
}

TEST_F(Init, APasswordIsForTheOwnersEyesOnly) {
  const auto mode = [&](const char* file) {
    return fs::status(here / file).permissions() & fs::perms(0777);
  };
  ASSERT_EQ(adder({"init", "open"}).exit, 0);
  EXPECT_EQ(mode("open/adder.toml"), fs::perms(0644));

  ASSERT_EQ(adder({"init", "a", "--pypi", "https://me:secret@pypi.example.org/simple/"}).exit, 0);
  EXPECT_EQ(mode("a/adder.toml"), fs::perms(0600));
  ASSERT_EQ(adder({"init", "b", "--channel", "x=https://c.example.org/t/secret/x"}).exit, 0);
  EXPECT_EQ(mode("b/adder.toml"), fs::perms(0600));

  const auto nameless = adder({"init", "c", "--channel", "https://me:secret@c.example.org/x"});
  EXPECT_EQ(nameless.exit, 2);
  EXPECT_EQ(nameless.err.find("secret"), std::string::npos) << nameless.err;
}

TEST_F(Init, QuietSaysNothing) {
  EXPECT_EQ(adder({"-q", "init", "mirror"}).err, "");
}

}  // namespace

}  // namespace adder::testing
