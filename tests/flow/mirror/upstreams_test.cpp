#include "base/core/text.h"
#include "tests/support/loopback_index.h"
#include "tests/support/pypi_mirror.h"

#include <gtest/gtest.h>

#include <string>

namespace adder::testing {

namespace {

class Upstreams : public ::testing::Test {
 protected:
  void SetUp() override { index.put("demo", {{.name = "demo-1.0.zip", .bytes = "one"}}); }

  // A second sync of an index that has nothing new: how often a whole page came.
  static std::size_t whole_pages(PypiMirror& mirror, LoopbackIndex& index) {
    mirror.want("demo");
    EXPECT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
    index.server.forget_seen();
    EXPECT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
    std::size_t whole = 0;
    const auto seen = index.server.seen("/simple/demo/");
    EXPECT_FALSE(seen.empty());
    for (const auto& request : seen) whole += request.if_none_match.empty() ? 1 : 0;
    return whole;
  }

  LoopbackIndex index;
};

TEST_F(Upstreams, ThatRedirectAreAskedConditionally) {
  LoopbackServer front;
  front.handle("/old/", [&](const SeenRequest& request) {
    return redirect_to(cat(index.url(), request.path.substr(std::string("/old/").size())));
  });
  PypiMirror mirror(front.url("/old/"));
  EXPECT_EQ(whole_pages(mirror, index), 0u);
}

TEST_F(Upstreams, WithAPasswordAndInCapitalsAreAskedConditionally) {
  PypiMirror mirror(cat("HTTP://me:secret@LOCALHOST:", index.server.port(), "/simple"));
  EXPECT_EQ(whole_pages(mirror, index), 0u);
}

}  // namespace

}  // namespace adder::testing
