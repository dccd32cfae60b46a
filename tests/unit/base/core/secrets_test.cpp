#include "base/core/secrets.h"

#include <gtest/gtest.h>

#include <string>

namespace adder::testing {

namespace {

TEST(Secrets, MaskingTakesUsersQueriesAndCondaTokens) {
  EXPECT_EQ(masked("https://token@host/x"), "https://***@host/x");
  EXPECT_EQ(masked("https://a:b@c@host/x"), "https://***@host/x");
  EXPECT_EQ(masked("https://host/x?token=secret"), "https://host/x?***");
  EXPECT_EQ(masked("https://host/t/abc-123/channel"), "https://host/t/***/channel");
  EXPECT_EQ(masked("https://a:b@host:1/t/abc-123"), "https://***@host:1/t/***");
}

TEST(Secrets, MaskingKnowsWhatIsNearlyAUrl) {
  EXPECT_EQ(masked("user:secret@proxy:3128"), "***@proxy:3128");
  EXPECT_EQ(masked("https:user:secret@host"), "***@host");
  EXPECT_EQ(masked("//user:secret@host/x"), "//***@host/x");
  EXPECT_EQ(masked("host/simple?token=secret"), "host/simple?***");
  EXPECT_EQ(masked("host/t/secret/channel"), "host/t/***/channel");
  for (const auto* const odd : {"/", "#", "?", "//", "://", "@", ":", "/t/", " "}) {
    for (const auto* const start : {"", "https://", "socks5h://", "//"}) {
      const auto text = std::string(start) + "user:secret" + odd + "secret@host:8080/x";
      EXPECT_EQ(masked(text), std::string(start) + "***@host:8080/x") << text;
    }
  }
}

TEST(Secrets, MaskingLeavesAloneWhatHidesNothing) {
  for (const auto* const text :
       {"", "https://host/x/", "sqlite:usage.db", "file:/srv/a", "a?b*", "#", "C#", "pypi.org"}) {
    EXPECT_EQ(masked(text), text);
  }
}

}  // namespace

}  // namespace adder::testing
