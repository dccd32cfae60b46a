#include "tests/support/conda_mirror.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace adder::testing {

namespace {

using Files = std::vector<std::string>;
using mirror::HeldReason;

// An upstream whose index promises what it does not have.
class CondaDamage : public ::testing::Test, protected CondaMirror {
 protected:
  // Of the only thing that was held.
  HeldReason reason() const {
    EXPECT_EQ(told.holds.size(), 1u);
    return told.holds.empty() ? HeldReason::hidden : told.holds.front().reason;
  }
};

TEST_F(CondaDamage, OneMissingFileKeepsNoOtherAway) {
  for (int i = 0; i < 200; ++i) upstream.put({.name = cat("demo-", i)});
  offer();
  server.withdraw("/demo/noarch/demo-77-1.0-0.conda");
  want("*");

  EXPECT_EQ(exit_of_sync(), 1) << trouble;

  EXPECT_EQ(files("noarch").size(), 199u);
  EXPECT_EQ(reason(), HeldReason::missing);
  EXPECT_EQ(told.holds[0].item, "conda/demo/noarch/demo-77-1.0-0.conda");
}

TEST_F(CondaDamage, WhatArrivesLaterIsPublishedThen) {
  upstream.put({.name = "demo"});
  offer();
  server.withdraw("/demo/noarch/demo-1.0-0.conda");
  want("demo");
  ASSERT_EQ(exit_of_sync(), 1) << trouble;
  offer();

  EXPECT_EQ(exit_of_sync(), 0) << trouble;

  EXPECT_EQ(files("noarch"), Files{"demo-1.0-0.conda"});
}

TEST_F(CondaDamage, OtherBytesThanTheSha256AreHeld) {
  const auto path = upstream.put({.name = "demo"});
  upstream.set(path, cat(R"({"sha256": ")", std::string(64, '0'), R"("})"));
  offer();
  want("demo");

  EXPECT_EQ(exit_of_sync(), 1) << trouble;

  EXPECT_EQ(reason(), HeldReason::sha256);
  EXPECT_FALSE(publishes("noarch/demo-1.0-0.conda"));
  EXPECT_EQ(files("noarch"), Files{});
}

TEST_F(CondaDamage, AnotherSizeIsHeld) {
  const auto path = upstream.put({.name = "demo"});
  upstream.set(path, R"({"size": 5})");
  offer();
  want("demo");

  EXPECT_EQ(exit_of_sync(), 1) << trouble;

  EXPECT_EQ(files("noarch"), Files{});
}

TEST_F(CondaDamage, AFileWithAnMd5AloneIsCheckedByItAndGetsASha256) {
  const auto path = upstream.put({.name = "demo"});
  upstream.drop(path, "sha256");
  offer();
  want("demo");

  EXPECT_EQ(exit_of_sync(), 0) << trouble;

  EXPECT_NE(published("noarch/repodata.json").find(R"("sha256":")"), std::string::npos);
  server.forget_seen();
  EXPECT_EQ(exit_of_sync(), 0) << trouble;
  EXPECT_TRUE(told.fetches.empty());
}

TEST_F(CondaDamage, AFileWithAWrongMd5AloneIsHeld) {
  const auto path = upstream.put({.name = "demo"});
  upstream.drop(path, "sha256");
  upstream.set(path, cat(R"({"md5": ")", std::string(32, '0'), R"("})"));
  offer();
  want("demo");

  EXPECT_EQ(exit_of_sync(), 1) << trouble;
  EXPECT_EQ(files("noarch"), Files{});
}

TEST_F(CondaDamage, AFileWithoutASha256IsHeldWhereOneIsRequired) {
  const auto path = upstream.put({.name = "demo"});
  upstream.drop(path, "sha256");
  offer();
  want("demo");
  channel().require_sha256 = true;

  EXPECT_EQ(exit_of_sync(), 1) << trouble;
  EXPECT_EQ(reason(), HeldReason::unanchored);
}

TEST_F(CondaDamage, APackageThatIsAnotherThanItsNameSaysIsHeld) {
  const CondaPackage other{.name = "other"};
  upstream.put({.name = "demo"});
  upstream.put_record("noarch", "demo-2.0-0.conda",
                      record_of({.name = "demo", .version = "2.0"}, other.conda()));
  offer();
  server.offer("/demo/noarch/demo-2.0-0.conda", other.conda());
  want("demo");

  EXPECT_EQ(exit_of_sync(), 1) << trouble;

  EXPECT_EQ(reason(), HeldReason::malformed);
  EXPECT_EQ(files("noarch"), Files{"demo-1.0-0.conda"});
  EXPECT_FALSE(publishes("noarch/demo-2.0-0.conda"));
}

TEST_F(CondaDamage, NewBytesUnderAPublishedNameAreHeldUntilSomebodyAcceptsThem) {
  upstream.put({.name = "demo"});
  offer();
  want("demo");
  ASSERT_EQ(exit_of_sync(), 0) << trouble;
  const auto before = published("noarch/demo-1.0-0.conda");
  const auto record = published("noarch/repodata.json");
  upstream.put({.name = "demo", .files = {{.path = "site-packages/other.py"}}});
  offer();

  EXPECT_EQ(exit_of_sync(), 1) << trouble;
  EXPECT_EQ(reason(), HeldReason::changed);
  EXPECT_EQ(published("noarch/demo-1.0-0.conda"), before);
  EXPECT_EQ(published("noarch/repodata.json"), record);

  EXPECT_EQ(exit_of_sync({.accept_changed = {"conda/demo/noarch/demo-1.0-0.conda"}}), 0) << trouble;
  EXPECT_NE(published("noarch/demo-1.0-0.conda"), before);
  EXPECT_NE(published("noarch/repodata.json"), record);
}

TEST_F(CondaDamage, ARecordThatNobodyCanReadIsHeldAlone) {
  upstream.put({.name = "demo"});
  upstream.put_record("noarch", "demo-2.0-0.conda", R"({"name": "demo", "version": 7})");
  offer({.shards = false});
  want("demo");

  EXPECT_EQ(exit_of_sync(), 1) << trouble;

  EXPECT_EQ(reason(), HeldReason::malformed);
  EXPECT_EQ(files("noarch"), Files{"demo-1.0-0.conda"});
}

TEST_F(CondaDamage, NothingIsWrittenOutsideOfTheSubdirWhateverAFileIsCalled) {
  upstream.put({.name = "demo"});
  upstream.put_record("noarch", "../../demo-2.0-0.conda", record_of({.name = "demo"}, "x"));
  offer({.shards = false});
  want("*");

  (void)exit_of_sync();

  EXPECT_EQ(files("noarch"), Files{"demo-1.0-0.conda"});
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "public/conda/demo-2.0-0.conda"));
}

TEST_F(CondaDamage, AChannelInTroubleLeavesAnotherOneAlone) {
  upstream.put({.name = "demo"});
  offer();
  want("demo");
  auto second = channel();
  second.name = "second";
  second.upstreams = {server.url("/nothing-here")};
  config.channels.push_back(second);

  EXPECT_EQ(exit_of_sync(), 1) << trouble;

  EXPECT_EQ(files("noarch"), Files{"demo-1.0-0.conda"});
  EXPECT_FALSE(told.errors.empty());
}

}  // namespace

}  // namespace adder::testing
