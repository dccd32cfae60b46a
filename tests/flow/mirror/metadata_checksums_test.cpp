#include "tests/flow/mirror/demo_zip.h"

#include <string>

namespace adder::testing {

namespace {

using mirror::HeldReason;

const std::string kMetadata = "demo-1.0.zip.metadata";

// The .metadata of a file, with checksums other than sha256.
class MetadataChecksums : public DemoZip {
 protected:
  // {"md5":"...","sha256":"..."}
  static std::string both(const std::string& bytes) {
    return cat(md5_json(bytes).substr(0, 41), ',', sha256_json(bytes).substr(1));
  }
};

TEST_F(MetadataChecksums, AreVerifiedAndPublished) {
  offer_metadata("meta", both("meta"));
  ASSERT_EQ(sync(), 0) << mirror.trouble;
  EXPECT_TRUE(page_has(cat(R"("core-metadata":)", both("meta"))));

  // Ours is still the sha256.
  offer_metadata("meta", md5_json("meta"));
  EXPECT_EQ(sync(), 0) << mirror.trouble;
  EXPECT_TRUE(page_has(cat(R"("core-metadata":)", both("meta"))));
  EXPECT_TRUE(mirror.told.generations.empty());
}

TEST_F(MetadataChecksums, ThatNobodyCanComputeAreNotPublished) {
  offer_metadata("meta", R"({"crc32":"7a6c86f1"})");
  EXPECT_EQ(sync(), 0) << mirror.trouble;
  EXPECT_EQ(published(kMetadata), "meta");
  EXPECT_TRUE(page_has(cat(R"("core-metadata":)", sha256_json("meta"))));
}

TEST_F(MetadataChecksums, ThatDoNotFitHoldTheMetadataAlone) {
  const auto right = io::sha256_of(std::string_view("meta")).hex();
  for (const auto& hashes :
       {std::string(R"({"md5":"00000000000000000000000000000000"})"),
        std::string(R"({"sha512":"00"})"), cat(R"({"sha1":"00","sha256":")", right, "\"}")}) {
    offer_metadata("meta", hashes);
    EXPECT_EQ(sync(), 1) << mirror.trouble;
    expect_held(kMetadata, HeldReason::metadata);
    EXPECT_EQ(published(kZip), "one");
    EXPECT_TRUE(page_has(R"("core-metadata":false)")) << hashes;
  }
}

TEST_F(MetadataChecksums, OfPublishedMetadataThatDoNotFitAnyMoreAreNews) {
  offer_metadata("meta", both("meta"));
  ASSERT_EQ(sync(), 0) << mirror.trouble;
  offer_metadata("meta", R"({"md5":"00000000000000000000000000000000"})");

  EXPECT_EQ(sync(), 1) << mirror.trouble;

  expect_held(kMetadata, HeldReason::changed);
  EXPECT_TRUE(page_has(cat(R"("core-metadata":)", both("meta"))));
}

}  // namespace

}  // namespace adder::testing
