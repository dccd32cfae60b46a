#include "mirror/telling/json_report.h"

#include "mirror/telling/listeners.h"

#include <gtest/gtest.h>

#include <sstream>

namespace adder::testing {

namespace {

using mirror::HeldReason;

TEST(JsonReport, IsOneObjectALine) {
  std::ostringstream out;
  mirror::JsonReport report(out);

  report.looking("asking");
  report.planned({.section = "pypi", .add = 2, .change = 1, .retire = 4, .bytes = 3'000});
  report.progressed(1, 1'000);
  report.fetched("pypi/demo-1.0.tar.gz", 1'000, 0.51234);
  report.held({.section = "pypi",
               .item = "pypi/bad-1.0.tar.gz",
               .reason = HeldReason::sha256,
               .expected = "8b7c",
               .received = "51d0",
               .url = "https://files.example.org/bad-1.0.tar.gz"});
  report.warning({.text = "matches nothing", .file = "requests/pypi.list", .line = 3});
  report.published(7, 2);
  report.retired("pypi/old-1.0.tar.gz");
  report.error({Error::Kind::io, "cannot write", "make room"});
  report.done({.exit = 1, .generation = 7, .files = 1, .bytes = 1'000, .seconds = 2.5, .held = 1});

  EXPECT_EQ(out.str(),
            R"({"event":"planned","section":"pypi","add":2,"change":1,"retire":4,"bytes":3000}
{"event":"fetched","item":"pypi/demo-1.0.tar.gz","bytes":1000,"seconds":0.512}
{"event":"held","section":"pypi","item":"pypi/bad-1.0.tar.gz","reason":"sha256","expected":"8b7c","received":"51d0","url":"https://files.example.org/bad-1.0.tar.gz"}
{"event":"warning","text":"matches nothing","file":"requests/pypi.list","line":3}
{"event":"published","generation":7,"units":2}
{"event":"retired","item":"pypi/old-1.0.tar.gz"}
{"event":"error","text":"cannot write","hint":"make room"}
{"event":"done","exit":1,"generation":7,"files":1,"bytes":1000,"seconds":2.5,"held":1}
)");
}

TEST(JsonReport, BrokenNamesDoNotBreakTheJson) {
  std::ostringstream out;
  mirror::JsonReport report(out);
  report.retired("a\"b\n\xff");
  EXPECT_EQ(out.str(), "{\"event\":\"retired\",\"item\":\"a\\\"b\\n\xef\xbf\xbd\"}\n");
}

TEST(Listeners, AllHearTheSameAndTheEndIsRemembered) {
  std::ostringstream one;
  std::ostringstream two;
  mirror::JsonReport first(one);
  mirror::JsonReport second(two);
  mirror::Listeners both;
  both.add(first);
  both.add(second);

  both.retired("x");
  EXPECT_FALSE(both.heard_done());
  both.done({});

  EXPECT_TRUE(both.heard_done());
  EXPECT_EQ(one.str(), two.str());
  EXPECT_NE(one.str(), "");
}

}  // namespace

}  // namespace adder::testing
