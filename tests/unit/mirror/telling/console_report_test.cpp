#include "mirror/telling/console_report.h"

#include <gtest/gtest.h>

#include <chrono>
#include <sstream>

namespace adder::testing {

namespace {

using mirror::ConsoleReport;
using mirror::HeldReason;
using std::chrono::milliseconds;
using std::chrono::seconds;
using Loudness = ConsoleReport::Loudness;

class ConsoleReportTest : public ::testing::Test {
 protected:
  ConsoleReport report(const ConsoleReport::Style& style) {
    return ConsoleReport(out, style, [this] { return now; });
  }

  std::ostringstream out;
  mirror::Progress::Moment now{};
};

void whole_run(mirror::Report& report) {
  report.looking("asking https://pypi.org/simple/");
  report.planned({.section = "pypi", .add = 2, .change = 1, .retire = 4, .bytes = 3'000});
  report.fetched("pypi/demo-1.0.tar.gz", 1'000, 0.5);
  report.held({.section = "pypi",
               .item = "pypi/bad-1.0.tar.gz",
               .reason = HeldReason::sha256,
               .expected = "sha256 8b7c",
               .received = "sha256 51d0",
               .url = "https://files.example.org/bad-1.0.tar.gz",
               .detail = "checksum mismatch"});
  report.warning({.text = "matches nothing", .file = "requests/pypi.list", .line = 3});
  report.retired("pypi/old-1.0.tar.gz");
  report.published(7, 2);
  report.error({Error::Kind::io, "cannot write", "make room"});
  report.done({.exit = 1, .generation = 7, .files = 1, .bytes = 1'000, .seconds = 2.4, .held = 1});
}

constexpr auto kHeld =
    "held: pypi/bad-1.0.tar.gz: checksum mismatch\n"
    "  expected sha256 8b7c\n"
    "  received sha256 51d0\n"
    "  from https://files.example.org/bad-1.0.tar.gz\n";

TEST_F(ConsoleReportTest, SaysHowToTakeNewBytesOfAnOldName) {
  report({}).held({.section = "pypi", .item = "pypi/a-1.tar.gz", .reason = HeldReason::changed});

  EXPECT_EQ(
      out.str(),
      "held: pypi/a-1.tar.gz: changed\n"
      "hint: if the new bytes are right, run 'adder sync --accept-changed pypi/a-1.tar.gz'\n");
}

TEST_F(ConsoleReportTest, TellsAWholeRunInPlainLines) {
  auto to = report({});
  whole_run(to);
  EXPECT_EQ(out.str(),
            std::string("pypi: 2 files to add, 1 to change, 4 to retire, 3 kB to fetch\n") + kHeld +
                "warning: requests/pypi.list:3: matches nothing\n"
                "published generation 7, 2 changes in it\n"
                "error: cannot write\n"
                "hint: make room\n"
                "done: 1 file, 1 kB in 2s, 1 held back\n");
}

TEST_F(ConsoleReportTest, SaysThatNothingWasPublished) {
  report({}).done({.exit = 3, .generation = 11, .files = 1, .bytes = 7, .seconds = 6, .held = 0});
  report({}).done({.exit = 3, .generation = 0, .files = 0, .bytes = 0, .seconds = 0, .held = 0});

  EXPECT_EQ(out.str(),
            "nothing was published; generation 11 still stands (1 file fetched in 6s)\n"
            "nothing was published yet (0 files fetched in 0s)\n");
}

TEST_F(ConsoleReportTest, ToBeStoppedIsNoError) {
  report({}).error({Error::Kind::cancelled, "stopped: what was fetched is kept"});

  EXPECT_EQ(out.str(), "stopped: what was fetched is kept\n");
}

TEST_F(ConsoleReportTest, QuietKeepsErrorsAndWhatIsHeld) {
  auto to = report({.loudness = Loudness::quiet});
  whole_run(to);
  EXPECT_EQ(out.str(), std::string(kHeld) + "error: cannot write\nhint: make room\n");
}

TEST_F(ConsoleReportTest, LoudNamesEveryFile) {
  auto to = report({.loudness = Loudness::loud});
  whole_run(to);
  for (const auto* line :
       {"asking https://pypi.org/simple/\n", "fetched pypi/demo-1.0.tar.gz, 1 kB\n",
        "retired pypi/old-1.0.tar.gz\n"}) {
    EXPECT_NE(out.str().find(line), std::string::npos) << line;
  }
}

TEST_F(ConsoleReportTest, ElsewhereThanOnATerminalALineEveryFiveSeconds) {
  auto to = report({});
  to.planned({.section = "pypi", .add = 100, .change = 0, .retire = 0, .bytes = 1'000'000});
  out.str("");
  for (int tick = 0; tick <= 120; ++tick) {
    now += milliseconds(100);
    to.progressed(static_cast<std::uint64_t>(tick), static_cast<std::uint64_t>(tick) * 10'000);
  }
  EXPECT_EQ(out.str(),
            "49/100 files, 490 kB of 1 MB, 100 kB/s, 5s left\n"
            "99/100 files, 990 kB of 1 MB, 100 kB/s, 0s left\n");
}

TEST_F(ConsoleReportTest, OnATerminalTheBarGivesWayToLines) {
  auto to = report({.terminal = true, .columns = 60});
  to.planned({.section = "pypi", .add = 4, .change = 0, .retire = 0, .bytes = 400});
  out.str("");
  now += seconds(1);
  to.progressed(2, 200);
  to.warning({.text = "look", .file = "", .line = 0});
  EXPECT_EQ(out.str(),
            "\r\x1b[K[============>           ] 2/4 files, 200 B of 400 B"
            "\r\x1b[Kwarning: look\n");
}

TEST_F(ConsoleReportTest, WithoutProgressThereIsNone) {
  auto to = report({.terminal = true, .progress = false});
  to.planned({.section = "pypi", .add = 4, .change = 0, .retire = 0, .bytes = 400});
  out.str("");
  now += seconds(60);
  to.looking("asking");
  to.progressed(2, 200);
  EXPECT_EQ(out.str(), "");
}

// U+009B begins a command to the terminal, U+202E turns the text around.
TEST_F(ConsoleReportTest, WhatStrangersWroteDoesNotSteerTheTerminal) {
  const std::string name = "pypi/a\xc2\x9b\x32J\xe2\x80\xaegpj\x1b[31m\n.whl";
  auto to = report({.loudness = Loudness::loud, .terminal = true});
  to.looking(name);
  to.planned({.section = name});
  to.fetched(name, 1, 1);
  to.held({.section = "pypi",
           .item = name,
           .reason = HeldReason::changed,
           .expected = name,
           .received = name,
           .url = name,
           .detail = name});
  to.warning({.text = name, .file = name, .line = 1});
  to.retired(name);
  to.error({Error::Kind::io, name, name});

  EXPECT_EQ(out.str().find("\xc2\x9b"), std::string::npos);
  EXPECT_EQ(out.str().find("\xe2\x80\xae"), std::string::npos);
  EXPECT_EQ(out.str().find('\x1b'), std::string::npos);
  EXPECT_NE(out.str().find("retired pypi/a\\xc2\\x9b2J\\xe2\\x80\\xaegpj\\x1b[31m\\x0a.whl\n"),
            std::string::npos);
}

TEST_F(ConsoleReportTest, ColourOnlyUnderlinesWhatTheWordSays) {
  auto to = report({.terminal = true, .colour = true});
  to.error({Error::Kind::io, "cannot write"});
  EXPECT_EQ(out.str(), "\x1b[31merror:\x1b[0m cannot write\n");
}

}  // namespace

}  // namespace adder::testing
