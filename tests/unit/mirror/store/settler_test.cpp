#include "mirror/store/settler.h"

#include "tests/unit/mirror/store/store_world.h"

#include <fstream>

namespace adder::testing {

namespace {

using mirror::Settler;

class SettlerTest : public StoreWorld,
                    public ::testing::WithParamInterface<mirror::Settler::Schedule> {
 protected:
  Settler::Arrival arrival(const std::string& bytes) const {
    const auto arrival = mirror::write_in(store, bytes);
    EXPECT_TRUE(arrival);
    return *arrival;
  }

  bool is_named(const std::string& bytes) const {
    return content_of(store.paths().blob(io::sha256_of(bytes))) == bytes;
  }

  mirror::Store store = open();
};

INSTANTIATE_TEST_SUITE_P(OnEitherSchedule, SettlerTest,
                         ::testing::Values(Settler::Schedule::beside,
                                           Settler::Schedule::inline_only));

TEST_P(SettlerTest, HandsOutEveryBlobOnceItIsDurable) {
  constexpr std::size_t kFiles = 1500;
  Settler settler(store.paths(), GetParam());
  std::set<Sha256> durable;
  const auto take = [&] {
    const auto blobs = settler.take();
    ASSERT_TRUE(blobs) << blobs.error().words();
    for (const auto& blob : *blobs) {
      EXPECT_TRUE(durable.insert(blob.sha256).second);
      EXPECT_TRUE(std::filesystem::exists(store.paths().blob(blob.sha256)));
    }
  };
  for (std::size_t i = 0; i < kFiles; ++i) {
    settler.add(arrival(std::to_string(i)));
    take();
  }
  EXPECT_GT(kFiles, durable.size()) << "the last ones wait for company";

  settler.finish();
  take();

  EXPECT_EQ(durable.size(), kFiles);
  EXPECT_TRUE(is_named("0") && is_named("1499"));
  EXPECT_TRUE(std::filesystem::is_empty(store.paths().incoming()));
}

TEST_P(SettlerTest, NamesTheSameBytesTwiceWithoutTrouble) {
  Settler settler(store.paths(), GetParam());
  const auto first = arrival("same");
  auto second = first;
  second.draft += ".again";
  std::filesystem::copy(first.draft, second.draft);
  settler.add(first);
  settler.add(second);

  settler.finish();

  EXPECT_TRUE(settler.take());
  EXPECT_TRUE(is_named("same"));
}

TEST_P(SettlerTest, TellsTheFirstTroubleWithTheDiskForEver) {
  Settler settler(store.paths(), GetParam());
  auto lost = arrival("lost");
  std::filesystem::remove(lost.draft);
  settler.add(std::move(lost));
  settler.finish();

  EXPECT_FALSE(settler.take());
  EXPECT_FALSE(settler.take());
}

TEST_P(SettlerTest, FinishesWithNothingToDo) {
  Settler settler(store.paths(), GetParam());
  settler.finish();
  EXPECT_TRUE(settler.take()->empty());
}

TEST_P(SettlerTest, MayBeLeftInTheMiddle) {
  Settler settler(store.paths(), GetParam());
  for (int i = 0; i < 600; ++i) settler.add(arrival(std::to_string(i)));
}

}  // namespace

}  // namespace adder::testing
