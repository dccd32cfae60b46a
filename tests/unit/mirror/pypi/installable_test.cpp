#include "mirror/pypi/installable.h"

#include "tests/unit/mirror/pypi/offers.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace adder::testing {

namespace {

using mirror::Bits;
using mirror::Offer;
using Names = std::vector<std::string>;

const mirror::Machines& machines() {
  static const mirror::Machines machines({{{.pythons = {"3.9", "3.12"}}}});
  return machines;
}

mirror::Installable installable_of(const Offer& offer) {
  return installable(offer, Bits::all(offer.files().size()), machines());
}

Names names(const Offer& offer, const Bits& files) {
  Names names;
  files.each([&](std::size_t i) { names.emplace_back(offer.name(offer.files()[i])); });
  return names;
}

TEST(Installable, AreWheelsThatFitAndSdistsOfVersionsWithoutThem) {
  const auto offer = demo_of(
      Names{"demo-1.0.tar.gz", "demo-1.0-cp312-cp312-win_amd64.whl", "demo-2.0.tar.gz",
            "demo-2.0-cp312-cp312-manylinux2014_x86_64.whl",
            "demo-2.0-cp311-cp311-manylinux2014_x86_64.whl", "demo-3.0.egg", "demo-3.0.exe"});
  const auto found = installable_of(offer);

  EXPECT_EQ(names(offer, found.files),
            (Names{"demo-1.0.tar.gz", "demo-2.0-cp312-cp312-manylinux2014_x86_64.whl"}));
  EXPECT_EQ(found.versions.count(), 2U);
}

TEST(Installable, KnowsWherePrereleasesAreUpAgainstFinalVersions) {
  const auto offer = demo_of(std::vector{
      record("demo-1.0-cp39-cp39-manylinux2014_x86_64.whl"),
      record("demo-2.0-cp39-cp39-manylinux2014_x86_64.whl"),
      record("demo-2.0.tar.gz", ">=3.10"),
      record("demo-3.0rc1-py3-none-any.whl", ">=3.10"),
  });
  const auto where = installable_of(offer).where;

  ASSERT_EQ(where.size(), 3U);
  EXPECT_TRUE(where[0].has(0));
  EXPECT_FALSE(where[0].has(1));
  EXPECT_EQ(where[1].count(), 2U);
  EXPECT_FALSE(where[2].has(0));
  EXPECT_TRUE(where[2].has(1));
}

// Which files tell the requirements of the only version, all of them wanted or none.
Names sources(const std::vector<pypi::FileRecord>& files, const Names& wanted) {
  const auto offer = demo_of(files);
  Bits chosen(offer.files().size());
  for (std::size_t i = 0; i < offer.files().size(); ++i) {
    const auto name = offer.name(offer.files()[i]);
    if (std::ranges::find(wanted, name) != wanted.end()) chosen.add(i);
  }
  Names out;
  for (const auto i :
       metadata_sources(offer, 0, chosen, Bits::all(offer.files().size()), installable_of(offer))) {
    out.emplace_back(offer.name(offer.files()[i]));
  }
  return out;
}

pypi::FileRecord with_metadata(const std::string& filename, const std::string& digit) {
  auto file = record(filename);
  file.core_metadata.offered = true;
  if (!digit.empty()) {
    std::string hex;
    for (int i = 0; i < 64; ++i) hex += digit;
    file.core_metadata.sha256 = *Sha256::from_hex(hex);
  }
  return file;
}

constexpr auto kAny = "demo-1.0-py3-none-any.whl";
constexpr auto kLinux = "demo-1.0-cp312-cp312-manylinux2014_x86_64.whl";
constexpr auto kMac = "demo-1.0-cp312-cp312-macosx_11_0_arm64.whl";
constexpr auto kWindows = "demo-1.0-cp312-cp312-win_amd64.whl";
constexpr auto kSdist = "demo-1.0.tar.gz";

TEST(MetadataSources, AreOneWheelForEachDistinctMetadata) {
  EXPECT_EQ(sources({with_metadata(kAny, "a"), with_metadata(kLinux, "b"), with_metadata(kMac, "b"),
                     record(kSdist)},
                    {kAny, kLinux, kMac, kSdist}),
            (Names{kMac, kAny}));
}

TEST(MetadataSources, WithoutChecksumsAreTheWheelsThatFit) {
  EXPECT_EQ(sources({record(kLinux), record(kMac), with_metadata(kWindows, "")},
                    {kLinux, kMac, kWindows}),
            Names{kLinux});
}

TEST(MetadataSources, AreAllWantedWheelsWhereNoneFits) {
  EXPECT_EQ(sources({record(kMac), record(kWindows)}, {kMac, kWindows}), (Names{kMac, kWindows}));
}

TEST(MetadataSources, OfAnSdistAloneAreAnotherWheelOfThatVersion) {
  EXPECT_EQ(sources({record(kSdist), record(kMac), with_metadata(kWindows, "a")}, {kSdist}),
            Names{kWindows});
  EXPECT_EQ(sources({record(kSdist), record(kMac)}, {kSdist}), Names{kMac});
}

TEST(MetadataSources, AreSdistsWhereThereIsNoWheelAtAll) {
  EXPECT_EQ(sources({record(kSdist)}, {kSdist}), Names{kSdist});
}

TEST(MetadataSources, IncludeAnSdistWhoseMetadataCanBeFetched) {
  EXPECT_EQ(sources({with_metadata(kSdist, "a"), with_metadata(kAny, "b")}, {kSdist, kAny}),
            (Names{kAny, kSdist}));
}

TEST(MetadataSources, AreNoneWhereOnlyThingsOfLongAgoAreWanted) {
  EXPECT_EQ(sources({record("demo-1.0.egg")}, {"demo-1.0.egg"}), Names{});
}

}  // namespace

}  // namespace adder::testing
