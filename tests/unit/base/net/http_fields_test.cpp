#include "base/net/http_fields.h"

#include <gtest/gtest.h>

#include <string>

namespace adder::testing {

namespace {

using std::chrono::seconds;

TEST(HttpFields, ALineIsANameAndAValue) {
  const auto field = net::parse_field("ETag:  \"abc\" \r\n");

  ASSERT_TRUE(field);
  EXPECT_TRUE(field->is("etag"));
  EXPECT_FALSE(field->is("etags"));
  EXPECT_EQ(field->value, "\"abc\"");
  EXPECT_FALSE(net::parse_field("no colon"));
  EXPECT_FALSE(net::parse_field(": no name"));
}

TEST(HttpFields, AStatusLineHasThreeDigits) {
  EXPECT_EQ(net::parse_status_line("HTTP/1.1 206 Partial Content"), 206);
  EXPECT_EQ(net::parse_status_line("HTTP/2 200 "), 200);
  EXPECT_EQ(net::parse_status_line("HTTP/1.1 20"), std::nullopt);
  EXPECT_EQ(net::parse_status_line("HTTP/1.1"), std::nullopt);
  EXPECT_EQ(net::parse_status_line("Date: HTTP/1.1 200"), std::nullopt);
}

TEST(HttpFields, AContentRangeMustMakeSense) {
  EXPECT_EQ(net::parse_content_range("bytes 100-199/1000"),
            (net::ContentRange{.first = 100, .last = 199, .total = 1000}));
  EXPECT_EQ(net::parse_content_range("bytes 0-0/*"),
            (net::ContentRange{.first = 0, .last = 0, .total = {}}));
  for (const auto* const nonsense :
       {"", "bytes", "bytes 1-2", "bytes 5-4/10", "bytes 5-10/10", "bytes -5/10", "items 0-1/2",
        "bytes 0-1/2 ", "bytes 0-99999999999999999999/*", "bytes */10", "bytes 1/2-3"}) {
    EXPECT_EQ(net::parse_content_range(nonsense), std::nullopt) << nonsense;
  }
}

TEST(HttpFields, RetryAfterIsSecondsOrADate) {
  const auto now = *parse_rfc3339("2026-11-20T13:12:00Z");

  EXPECT_EQ(net::parse_retry_after("120", now), seconds(120));
  EXPECT_EQ(net::parse_retry_after("Fri, 20 Nov 2026 13:13:30 GMT", now), seconds(90));
  EXPECT_EQ(net::parse_retry_after("Fri, 20 Nov 2015 13:13:30 GMT", now), seconds(0));
  EXPECT_EQ(net::parse_retry_after("soon", now), std::nullopt);
  EXPECT_EQ(net::parse_retry_after("-5", now), std::nullopt);
  EXPECT_EQ(net::parse_retry_after("", now), std::nullopt);
  EXPECT_EQ(net::parse_retry_after("99999999999999999999999", now), std::chrono::hours(24 * 366));
}

TEST(HttpFields, ADateThatIsSentBackIsOneLine) {
  EXPECT_TRUE(net::is_date("Fri, 20 Nov 2026 13:13:30 GMT"));
  EXPECT_FALSE(net::is_date("Fri\rX-Evil:, 20 Nov 2026 13:13:30 GMT"));
  EXPECT_FALSE(net::is_date("yesterday"));
}

TEST(HttpFields, OnlyAStrongEtagIsStrong) {
  EXPECT_TRUE(net::is_strong_etag("\"abc\""));
  EXPECT_FALSE(net::is_strong_etag("W/\"abc\""));
  EXPECT_TRUE(net::is_etag("W/\"abc\""));
  EXPECT_TRUE(net::is_etag("\"\""));
  for (const auto& broken :
       {std::string("abc"), std::string("\"a b\""), std::string("\"a\"b\""), std::string("\""),
        std::string("\"a\tb\""), '"' + std::string(2'000, 'x') + '"'}) {
    EXPECT_FALSE(net::is_etag(broken)) << broken;
  }
}

}  // namespace

}  // namespace adder::testing
