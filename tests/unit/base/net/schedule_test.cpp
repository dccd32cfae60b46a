#include "base/net/schedule.h"

#include "base/core/text.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace adder::testing {

namespace {

using namespace std::chrono_literals;
using net::Job;
using net::Schedule;
using Place = Schedule::Place;

const net::Moment kStart = net::Moment() + 100h;

std::unique_ptr<Job> job(std::uint64_t number, const std::string& host) {
  auto made = std::make_unique<Job>();
  made->number = number;
  made->host = host;
  return made;
}

// The numbers of all jobs that may begin now, written one after the other.
std::string beginners(Schedule& schedule, std::vector<std::unique_ptr<Job>>& begun,
                      net::Moment now = kStart) {
  std::string numbers;
  while (auto next = schedule.next(now)) {
    numbers += cat(next->number, ' ');
    begun.push_back(std::move(next));
  }
  return numbers;
}

TEST(Schedule, NoMoreBeginThanTheLimitsSay) {
  Schedule schedule(3, 2);
  std::vector<std::unique_ptr<Job>> begun;
  for (std::uint64_t i = 1; i <= 4; ++i) schedule.add(job(i, "a"), Place::back);
  for (std::uint64_t i = 5; i <= 6; ++i) schedule.add(job(i, "b"), Place::back);

  EXPECT_EQ(beginners(schedule, begun), "1 5 2 ");
  schedule.leave(*begun[1]);
  EXPECT_EQ(beginners(schedule, begun), "6 ");
  schedule.leave(*begun[0]);
  EXPECT_EQ(beginners(schedule, begun), "3 ");
}

TEST(Schedule, WhoComesBackComesFirst) {
  Schedule schedule(1, 1);
  std::vector<std::unique_ptr<Job>> begun;
  schedule.add(job(1, "a"), Place::back);
  schedule.add(job(2, "a"), Place::back);
  schedule.add(job(3, "a"), Place::front);

  EXPECT_EQ(beginners(schedule, begun), "3 ");
}

TEST(Schedule, AHostThatRestsIsNotAskedAndOthersAre) {
  Schedule schedule(4, 4);
  std::vector<std::unique_ptr<Job>> begun;
  schedule.rest("a", kStart + 10s);
  schedule.rest("a", kStart + 5s);
  schedule.add(job(1, "a"), Place::back);
  schedule.add(job(2, "b"), Place::back);

  EXPECT_EQ(beginners(schedule, begun), "2 ");
  EXPECT_EQ(schedule.wakes_at(), kStart + 10s);
  EXPECT_EQ(beginners(schedule, begun, kStart + 9s), "");
  EXPECT_EQ(beginners(schedule, begun, kStart + 10s), "1 ");
  EXPECT_EQ(schedule.wakes_at(), std::nullopt);
}

TEST(Schedule, WhoLeavesAllTakesAll) {
  Schedule schedule(1, 1);
  schedule.add(job(1, "a"), Place::back);
  schedule.add(job(2, "b"), Place::back);

  EXPECT_EQ(schedule.take_all().size(), 2u);
  EXPECT_EQ(schedule.next(kStart), nullptr);
}

}  // namespace

}  // namespace adder::testing
