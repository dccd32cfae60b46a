#include "tests/flow/mirror/demo_zip.h"

#include <string>
#include <string_view>

namespace adder::testing {

namespace {

using mirror::HeldReason;

const std::string kSha1OfOne = R"({"sha1":"fe05bcdcdc4928012781a5f1a2a77cbb5398e106"})";
const std::string kSha1OfTwo = R"({"sha1":"ad782ecdac770fc6eb9a62e44f90873fb97fb26b"})";

// Without a sha256, other checksums and the size are all there is to know new bytes by.
class ChangedBytes : public DemoZip {
 protected:
  void expect_accepted(const std::string& bytes) {
    EXPECT_EQ(accept(kZip), 0) << mirror.trouble;
    EXPECT_EQ(mirror.told.plans[0].change, 1u);
    EXPECT_TRUE(page_has(sha256_json(bytes).substr(1)));

    EXPECT_EQ(sync(), 0) << mirror.trouble;
    EXPECT_TRUE(mirror.told.generations.empty());
    EXPECT_TRUE(mirror.told.fetches.empty());
  }
};

TEST_F(ChangedBytes, AreKnownByTheirMd5AndComeWhenSomebodyAcceptsThem) {
  offer("one", md5_json("one"));
  ASSERT_EQ(sync(), 0) << mirror.trouble;
  offer("two", md5_json("two"));

  EXPECT_EQ(sync(), 1) << mirror.trouble;
  expect_held(kZip, HeldReason::changed);
  EXPECT_TRUE(mirror.told.fetches.empty());
  EXPECT_TRUE(page_has(sha256_json("one").substr(1)));

  expect_accepted("two");
  EXPECT_FALSE(page_has(sha256_json("one").substr(1)));
}

TEST_F(ChangedBytes, AreKnownByAnyOtherChecksum) {
  offer("one", kSha1OfOne);
  ASSERT_EQ(sync(), 0) << mirror.trouble;
  offer("two", kSha1OfTwo);

  EXPECT_EQ(sync(), 1) << mirror.trouble;
  expect_held(kZip, HeldReason::changed);
  expect_accepted("two");
}

TEST_F(ChangedBytes, AreKnownByAChecksumThatOurPageDoesNotName) {
  offer("one", "sha256");
  ASSERT_EQ(sync(), 0) << mirror.trouble;
  offer("two", kSha1OfTwo);

  EXPECT_EQ(sync(), 1) << mirror.trouble;
  expect_held(kZip, HeldReason::changed);
  expect_accepted("two");
}

TEST_F(ChangedBytes, AreKnownByTheirSizeWhereThereIsNoChecksum) {
  offer("one", "");
  ASSERT_EQ(sync(), 0) << mirror.trouble;
  offer("three", "");

  EXPECT_EQ(sync(), 1) << mirror.trouble;
  expect_held(kZip, HeldReason::changed);
  EXPECT_EQ(mirror.told.holds[0].expected, "3 bytes");
  EXPECT_EQ(mirror.told.holds[0].received, "5 bytes");
  expect_accepted("three");
}

TEST_F(ChangedBytes, ThatAreNotWhatTheyAreSaidToBeStayOut) {
  offer("one", md5_json("one"));
  ASSERT_EQ(sync(), 0) << mirror.trouble;

  for (const auto& wrong : {md5_json("six"), std::string(R"({"sha512":"00"})")}) {
    offer("two", wrong);
    EXPECT_EQ(accept(kZip), 1) << mirror.trouble;
    expect_held(kZip, HeldReason::sha256);
    EXPECT_TRUE(page_has(sha256_json("one").substr(1)));
  }
}

TEST_F(ChangedBytes, OfMetadataComeWhenSomebodyAcceptsThem) {
  const std::string metadata = cat(kZip, ".metadata");
  offer_metadata("meta", md5_json("meta"));
  ASSERT_EQ(sync(), 0) << mirror.trouble;
  offer_metadata("news", md5_json("news"));

  EXPECT_EQ(sync(), 1) << mirror.trouble;
  expect_held(metadata, HeldReason::changed);
  EXPECT_EQ(published(metadata), "meta");

  EXPECT_EQ(accept(metadata), 0) << mirror.trouble;
  EXPECT_EQ(published(metadata), "news");
  EXPECT_TRUE(page_has(sha256_json("news").substr(1)));
}

}  // namespace

}  // namespace adder::testing
