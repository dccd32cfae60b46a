#include "tests/program/mirror.h"
#include "tests/program/plain_index.h"

#include <string>

namespace adder::testing {

namespace {

// A mirror of an index whose list and pages have no serials.
class WithoutSerials : public Mirror {
 protected:
  WithoutSerials() {
    index.add(demo);
    index.add({.name = "other", .version = "1.0"});
    configure(index.simple());
    want("demo\nother\n");
  }

  const Distribution demo{.name = "demo", .version = "1.0"};
  PlainIndex index;
};

TEST_F(WithoutSerials, NothingNewCostsOneConditionalRequestForEachPage) {
  ASSERT_EQ(adder({"sync", "-q"}).exit, 0);
  index.server.forget_seen();

  const auto told = events({"sync"});

  EXPECT_EQ(told.back()["exit"], 0);
  EXPECT_EQ(told.back()["generation"], 1);
  EXPECT_EQ(index.server.seen().size(), 3u);
  for (const auto& request : index.server.seen()) {
    EXPECT_NE(request.if_none_match, "") << request.path;
  }
}

TEST_F(WithoutSerials, ANewReleaseArrivesAlthoughTheListSaysNothingOfIt) {
  ASSERT_EQ(adder({"sync", "-q"}).exit, 0);
  index.add({.name = "demo", .version = "2.0"});

  const auto told = events({"sync"});

  EXPECT_EQ(event(told, "fetched")["item"], "pypi/demo-2.0-py3-none-any.whl");
  EXPECT_EQ(told.back()["files"], 1);
  EXPECT_EQ(told.back()["exit"], 0);
  EXPECT_TRUE(has(page("demo"), "demo-2.0-py3"));
}

TEST_F(WithoutSerials, AProjectThatLeavesTheListIsRetired) {
  ASSERT_EQ(adder({"sync", "-q"}).exit, 0);
  index.list({"demo"});
  index.server.withdraw("/simple/other/");

  EXPECT_EQ(adder({"sync", "-q"}).exit, 0);

  EXPECT_EQ(page("other"), "");
  EXPECT_TRUE(has(page("demo"), "demo-1.0-py3"));
}

}  // namespace

}  // namespace adder::testing
