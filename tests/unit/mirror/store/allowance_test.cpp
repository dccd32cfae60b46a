#include "mirror/store/allowance.h"

#include "tests/support/temp_folder.h"

#include <gtest/gtest.h>

namespace adder::testing {

namespace {

using mirror::Allowance;
using mirror::Artifact;
using mirror::Limits;

constexpr Limits kTenBytes{.min_free = 0, .max_bytes = 10};

Artifact sized(std::uint64_t size) {
  Artifact artifact;
  artifact.size = size;
  return artifact;
}

bool refuses(const Result<void>& answer) {
  return !answer && answer.error().kind() == Error::Kind::refused;
}

TEST(Allowance, CountsWhatIsPromisedOnceHoweverOftenItIsTried) {
  const TempFolder folder;
  Allowance allowance(kTenBytes, folder.path());
  const auto file = sized(10);

  ASSERT_TRUE(allowance.begin(file));

  for (int attempt = 0; attempt < 3; ++attempt) EXPECT_TRUE(allowance.receive(file, 10));
  EXPECT_TRUE(refuses(allowance.begin(sized(1))));
}

TEST(Allowance, CountsWhatNobodyPromisedAsItArrives) {
  const TempFolder folder;
  Allowance allowance(kTenBytes, folder.path());
  const Artifact file;

  ASSERT_TRUE(allowance.begin(file));

  EXPECT_TRUE(allowance.receive(file, 10));
  EXPECT_TRUE(refuses(allowance.receive(file, 1)));
}

TEST(Allowance, JudgesAPlanTogetherWithWhatPlanningTook) {
  const TempFolder folder;
  Allowance allowance(kTenBytes, folder.path());
  ASSERT_TRUE(allowance.begin(sized(4)));

  EXPECT_TRUE(allowance.allows(6));
  EXPECT_TRUE(refuses(allowance.allows(7)));
}

TEST(Allowance, EndsWhereTheDiskIsFullerThanMinFree) {
  const TempFolder folder;
  Allowance allowance({.min_free = std::uint64_t{1} << 60}, folder.path());

  EXPECT_TRUE(refuses(allowance.begin(sized(1))));
  EXPECT_TRUE(refuses(allowance.receive(sized(1), std::uint64_t{64} << 20)));
  EXPECT_TRUE(allowance.allows(0)) << "what fetches nothing needs no room";
}

TEST(Allowance, LimitsNothingWhereNoLimitIsSet) {
  const TempFolder folder;
  Allowance allowance({.min_free = 0}, folder.path());

  EXPECT_TRUE(allowance.begin(sized(std::uint64_t{1} << 50)));
  EXPECT_TRUE(allowance.receive({}, std::uint64_t{1} << 50));
}

}  // namespace

}  // namespace adder::testing
