#include "base/net/outcome.h"

#include <gtest/gtest.h>

namespace adder::testing {

namespace {

using net::judge;
using net::ServerHead;
using Kind = net::Outcome::Kind;

ServerHead said(int status) {
  ServerHead head;
  head.head.status = status;
  return head;
}

TEST(Outcome, WhatTheProtocolKnowsIsAnAnswer) {
  for (const int status : {200, 203, 206, 300, 304, 400, 401, 403, 404, 410, 416, 418, 451})
    EXPECT_EQ(judge(said(status), false).kind, Kind::answered) << status;
}

TEST(Outcome, TroubleOfTheServerMayPass) {
  for (const int status : {408, 429, 500, 501, 502, 503, 504, 520, 599})
    EXPECT_EQ(judge(said(status), false).kind, Kind::trouble) << status;
  auto busy = said(429);
  busy.retry_after = std::chrono::seconds(7);
  EXPECT_EQ(judge(busy, false).asked_to_wait, std::chrono::seconds(7));
}

TEST(Outcome, ARedirectMustSayWhereTo) {
  auto moved = said(301);
  EXPECT_EQ(judge(moved, false).kind, Kind::trouble);
  moved.location = "/there";
  EXPECT_EQ(judge(moved, false).kind, Kind::redirected);
  EXPECT_EQ(judge(moved, false).location, "/there");
}

TEST(Outcome, ARangeThatCannotBeMetMeansStartingOver) {
  EXPECT_EQ(judge(said(416), true).kind, Kind::start_over);
}

TEST(Outcome, APartContinuesOnlyWhatItBeginsAfter) {
  const net::Receiver::Part held = {.bytes = 100, .etag = "\"v1\""};
  auto part = said(206);
  EXPECT_FALSE(continues(part, held)) << "no Content-Range";
  part.content_range = net::ContentRange{.first = 100, .last = 199, .total = 200};
  EXPECT_TRUE(continues(part, held));
  part.head.etag = "\"v2\"";
  EXPECT_FALSE(continues(part, held)) << "another file";
  part.head.etag = "\"v1\"";
  EXPECT_TRUE(continues(part, held));
  part.content_range->last = 198;
  EXPECT_FALSE(continues(part, held)) << "not to the end";
  part.content_range->total.reset();
  EXPECT_TRUE(continues(part, held)) << "the end is not known";
  part.content_range->first = 99;
  EXPECT_FALSE(continues(part, held));
}

}  // namespace

}  // namespace adder::testing
