#include "mirror/store/fetch.h"

#include "tests/flow/mirror/store/fetching.h"

namespace adder::testing {

namespace {

const std::string kBytes(3'000'000, 'x');

using Fetch = Fetching;

TEST_F(Fetch, BringsTheSameBytesOnceForAllWhoWantThem) {
  auto first = offered("/a.whl.metadata", kBytes);
  auto second = first;
  second.item = "pypi/b.whl.metadata";
  auto third = first;
  third.item = "pypi/c.whl.metadata";

  ASSERT_TRUE(fetch({first, second, third}));

  EXPECT_TRUE(arrived(first.item));
  EXPECT_TRUE(arrived(second.item));
  EXPECT_TRUE(arrived(third.item));
  EXPECT_EQ(server.seen("/a.whl.metadata").size(), 1u);
  EXPECT_EQ(blob(kBytes), kBytes);
}

TEST_F(Fetch, AsksTheNextWhoPromisesTheSameBytesWhenTheFirstHasThemNot) {
  auto first = offered("/a.whl", kBytes);
  auto second = offered("/b.whl", kBytes);
  server.withdraw("/a.whl");

  ASSERT_TRUE(fetch({first, second}));

  EXPECT_EQ(reason(first.item), mirror::HeldReason::missing);
  EXPECT_TRUE(arrived(second.item));
}

TEST_F(Fetch, HoldsThePromiseOfEachAgainstBytesThatCameForAnother) {
  const auto first = offered("/a.whl", kBytes);
  auto second = first;
  second.item = "pypi/b.whl";
  second.size = 7;

  ASSERT_TRUE(fetch({first, second}));

  EXPECT_TRUE(arrived(first.item));
  EXPECT_EQ(reason(second.item), mirror::HeldReason::size);
}

TEST_F(Fetch, AsksForNothingThatIsAtHome) {
  const auto artifact = offered("/a.whl", kBytes);
  ASSERT_TRUE(fetch({artifact}));
  outcomes.clear();
  server.forget_seen();

  ASSERT_TRUE(fetch({artifact}));

  EXPECT_TRUE(arrived(artifact.item));
  EXPECT_TRUE(server.seen().empty());
}

TEST_F(Fetch, StopsWhereFilesOfUnknownSizeComeToMoreThanIsAllowed) {
  limits.max_bytes = 4'000'000;
  auto first = offered("/a.whl", kBytes);
  auto second = offered("/b.whl", std::string(3'000'000, 'y'));
  first.size.reset();
  second.size.reset();

  const auto fetched = fetch({first, second});

  ASSERT_FALSE(fetched);
  EXPECT_EQ(fetched.error().kind(), Error::Kind::refused);
  EXPECT_NE(fetched.error().words().find("'max_bytes'"), std::string::npos);
}

TEST_F(Fetch, StopsWhereTheDiskIsAsFullAsItMayBe) {
  limits.min_free = std::uint64_t{1} << 60;

  const auto fetched = fetch({offered("/a.whl", kBytes)});

  ASSERT_FALSE(fetched);
  EXPECT_NE(fetched.error().words().find("'min_free'"), std::string::npos);
  EXPECT_TRUE(server.seen().empty());
}

}  // namespace

}  // namespace adder::testing
