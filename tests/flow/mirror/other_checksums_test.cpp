#include "tests/flow/mirror/demo_zip.h"
#include "tests/support/distributions.h"

#include <string>

namespace adder::testing {

namespace {

using mirror::HeldReason;

constexpr std::string_view kMd5OfOne = "f97c5d29941bfb1b2fdab0874906ab82";
constexpr std::string_view kSha1OfOne = "fe05bcdcdc4928012781a5f1a2a77cbb5398e106";

class OtherChecksums : public DemoZip {
 protected:
  void offer_one(const std::string& hashes) { offer("one", hashes); }
};

TEST_F(OtherChecksums, AreVerifiedAndPublished) {
  offer_one(cat(R"({"md5":")", kMd5OfOne, R"(","sha1":")", kSha1OfOne, "\"}"));
  EXPECT_EQ(sync(), 0) << mirror.trouble;
  EXPECT_TRUE(
      page_has(cat(R"({"md5":")", kMd5OfOne, R"(","sha1":")", kSha1OfOne, R"(","sha256":)")));

  EXPECT_EQ(sync(), 0) << mirror.trouble;
  EXPECT_TRUE(mirror.told.generations.empty());
}

TEST_F(OtherChecksums, ThatDoNotFitHoldTheFile) {
  for (const std::string hashes :
       {R"({"md5":"00000000000000000000000000000000"})",
        R"({"sha1":"0000000000000000000000000000000000000000"})", R"({"sha512":"00"})"}) {
    offer_one(hashes);
    EXPECT_EQ(sync(), 1) << mirror.trouble;
    expect_held(kZip, HeldReason::sha256);
    EXPECT_FALSE(page_has("demo-1.0.zip"));
    EXPECT_TRUE(page_has("demo-2.0.zip"));
  }
}

TEST_F(OtherChecksums, OfAPublishedFileThatChangeAreNews) {
  offer_one(cat(R"({"md5":")", kMd5OfOne, "\"}"));
  ASSERT_EQ(sync(), 0) << mirror.trouble;
  offer_one(R"({"md5":"00000000000000000000000000000000"})");

  EXPECT_EQ(sync(), 1) << mirror.trouble;

  expect_held(kZip, HeldReason::changed);
  EXPECT_TRUE(page_has(kMd5OfOne));
}

TEST_F(OtherChecksums, ThatNobodyCanComputeAreNotPublished) {
  offer_one(R"({"crc32":"7a6c86f1"})");
  EXPECT_EQ(sync(), 0) << mirror.trouble;
  EXPECT_TRUE(page_has("demo-1.0.zip"));
  EXPECT_FALSE(page_has("crc32"));
}

TEST_F(OtherChecksums, WithNoneAWheelIsReadForItsDependenciesOnce) {
  const Distribution wheel{.name = "demo", .version = "1.0", .requires_dist = {"leaf"}};
  const Distribution leaf{.name = "leaf", .version = "1.0"};
  index.put("demo", {{.name = wheel.wheel_name(), .bytes = wheel.wheel(), .hashes = ""}});
  index.put("leaf", {{.name = leaf.wheel_name(), .bytes = leaf.wheel(), .hashes = ""}});
  mirror.want("demo", mirror::Dependencies::yes);
  ASSERT_EQ(sync(), 0) << mirror.trouble;
  ASSERT_TRUE(mirror.publishes("pypi/simple/leaf/index.html"));
  index.server.forget_seen();

  EXPECT_EQ(sync(), 0) << mirror.trouble;

  EXPECT_TRUE(index.server.seen(cat("/files/", wheel.wheel_name())).empty());
  EXPECT_TRUE(index.server.seen(cat("/files/", leaf.wheel_name())).empty());
  EXPECT_TRUE(mirror.publishes("pypi/simple/leaf/index.html"));
}

}  // namespace

}  // namespace adder::testing
