#include "base/core/pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <set>

namespace adder::testing {

namespace {

TEST(Pool, DoesEveryJobHoweverManyThereAre) {
  constexpr int kJobs = 20'000;
  Pool pool(4);
  std::atomic<int> done = 0;

  for (int i = 0; i < kJobs; ++i) pool.add([&] { ++done; });
  pool.finish();

  EXPECT_EQ(done, kJobs);
}

TEST(Pool, TakesMoreJobsAfterItWasFinished) {
  Pool pool(2);
  std::atomic<int> done = 0;
  pool.add([&] { ++done; });
  pool.finish();

  pool.add([&] { ++done; });
  pool.finish();

  EXPECT_EQ(done, 2);
}

TEST(Pool, DoesWhatWasAddedBeforeItGoes) {
  std::atomic<int> done = 0;
  {
    Pool pool(3);
    for (int i = 0; i < 100; ++i) pool.add([&] { ++done; });
  }
  EXPECT_EQ(done, 100);
}

TEST(Pool, OfOneThreadWorksInOrderOnTheCallersThread) {
  Pool pool(1);
  std::set<std::thread::id> threads;
  std::vector<int> order;

  for (int i = 0; i < 3; ++i) {
    pool.add([&, i] {
      threads.insert(std::this_thread::get_id());
      order.push_back(i);
    });
  }

  EXPECT_EQ(order, (std::vector<int>{0, 1, 2}));
  EXPECT_EQ(threads, std::set<std::thread::id>{std::this_thread::get_id()});
}

}  // namespace

}  // namespace adder::testing
