#include "mirror/pypi/offer.h"

#include "tests/unit/mirror/pypi/offers.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace adder::testing {

namespace {

using mirror::Offer;

std::vector<std::string> version_texts(const Offer& offer) {
  std::vector<std::string> texts;
  for (const auto& version : offer.versions()) texts.push_back(version.text());
  return texts;
}

std::vector<std::string> names(const Offer& offer) {
  std::vector<std::string> names;
  for (const auto& file : offer.files()) names.emplace_back(offer.name(file));
  return names;
}

TEST(Offer, SortsVersionsAsPipDoesAndFilesBelowThem) {
  const auto offer = demo_of(std::vector<std::string>{
      "demo-1.10.tar.gz", "demo-1.9.tar.gz", "demo-1.10-py3-none-any.whl", "demo-1.10rc1.tar.gz"});

  EXPECT_EQ(version_texts(offer), (std::vector<std::string>{"1.9", "1.10rc1", "1.10"}));
  EXPECT_EQ(names(offer),
            (std::vector<std::string>{"demo-1.9.tar.gz", "demo-1.10rc1.tar.gz",
                                      "demo-1.10-py3-none-any.whl", "demo-1.10.tar.gz"}));
  EXPECT_EQ(offer.versions()[2].first, 2U);
  EXPECT_EQ(offer.versions()[2].last, 4U);
}

TEST(Offer, CountsEqualVersionsAsOne) {
  const auto offer = demo_of(std::vector<std::string>{"demo-1.0.tar.gz", "demo-1.0.0.tar.gz"});

  EXPECT_EQ(offer.versions().size(), 1U);
}

TEST(Offer, KeepsVersionsThatAreNotPep440BeforeAllOthers) {
  const auto offer = demo_of(std::vector<std::string>{"demo-1.0.tar.gz", "demo-final-cut.tar.gz"});

  ASSERT_EQ(offer.versions().size(), 2U);
  EXPECT_FALSE(offer.versions()[0].number());
  EXPECT_EQ(names(offer)[0], "demo-final-cut.tar.gz");
}

TEST(Offer, IsTheSameInWhateverOrderThePageListsTheFiles) {
  std::vector<std::string> filenames = {"demo-2.0-cp312-cp312-win32.whl", "demo-1.0.tar.gz",
                                        "demo-2.0.tar.gz", "demo-2.0-py3-none-any.whl"};
  const auto forward = demo_of(filenames);
  std::ranges::reverse(filenames);
  const auto backward = demo_of(filenames);

  EXPECT_EQ(names(forward), names(backward));
  EXPECT_EQ(version_texts(forward), version_texts(backward));
}

TEST(Offer, CountsAFileThatIsListedTwiceOnce) {
  EXPECT_EQ(demo_of(std::vector<std::string>{"demo-1.0.tar.gz", "demo-1.0.tar.gz"}).files().size(),
            1U);
}

TEST(Offer, NumbersWhatManyFilesHaveInCommon) {
  const auto offer = demo_of(std::vector{
      record("demo-1.0-cp312-cp312-win32.whl", ">=3.9"),
      record("demo-2.0-cp312-cp312-win32.whl", ">=3.9"),
      record("demo-2.0-py3-none-any.whl"),
      record("demo-2.0.tar.gz", ">=3.9"),
  });
  const auto files = offer.files();

  EXPECT_EQ(offer.tag_count(), 2U);
  EXPECT_EQ(files[0].tags, files[1].tags);
  EXPECT_EQ(offer.tags(files[1].tags).platforms, std::vector<std::string>{"win32"});
  EXPECT_EQ(files[3].tags, Offer::kNoTags);
  EXPECT_EQ(offer.requires_python().size(), 2U);
  EXPECT_EQ(offer.requires_python()[files[3].requires_python], ">=3.9");
  EXPECT_EQ(offer.requires_python()[files[2].requires_python], "");
}

TEST(Offer, KnowsWhereMetadataCanBeFetched) {
  auto hashed = record("demo-1.0-py3-none-any.whl");
  hashed.core_metadata = {.offered = true, .sha256 = Sha256{}};
  auto unhashed = record("demo-2.0-py3-none-any.whl");
  unhashed.core_metadata.offered = true;
  const auto offer = demo_of(std::vector{hashed, unhashed, record("demo-3.0-py3-none-any.whl")});
  const auto files = offer.files();

  EXPECT_EQ(files[0].metadata, Offer::Metadata::hashed);
  EXPECT_EQ(offer.metadata_sha256(files[0]), Sha256{});
  EXPECT_EQ(files[1].metadata, Offer::Metadata::unhashed);
  EXPECT_EQ(files[2].metadata, Offer::Metadata::none);
}

}  // namespace

}  // namespace adder::testing
