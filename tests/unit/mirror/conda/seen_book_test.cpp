#include "mirror/conda/seen_book.h"

#include "mirror/store/store.h"
#include "tests/support/temp_folder.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace adder::testing {

namespace {

using mirror::SeenBook;

constexpr std::uint64_t kSecond = 1000;
constexpr std::uint64_t kMonday = 1'700'000'000;
constexpr std::uint64_t kTuesday = kMonday + 86'400;

// A subdir upstream, looked at on some days.
class Seen : public ::testing::Test {
 protected:
  SeenBook book_on(std::uint64_t day) {
    store.reset();
    auto opened = mirror::Store::open(folder.path(), Clock(Time(std::chrono::seconds(day))));
    EXPECT_TRUE(opened);
    store.emplace(*std::move(opened));
    auto book = SeenBook::open(*store, "demo", "noarch");
    EXPECT_TRUE(book);
    return *std::move(book);
  }

  void remember(SeenBook& book) { ASSERT_TRUE(book.remember(*store)); }

  void look_at_all(std::uint64_t day, const std::vector<std::string>& files) {
    auto book = book_on(day);
    for (const auto& file : files) book.found(file, file.substr(0, file.find('-')));
    book.end_look(SeenBook::Look::whole);
    remember(book);
  }

  void look_at_package(std::uint64_t day, const std::string& name,
                       const std::vector<std::string>& files) {
    auto book = book_on(day);
    for (const auto& file : files) book.found(file, name);
    book.found_package(name);
    book.end_look(SeenBook::Look::some_packages);
    remember(book);
  }

  std::uint64_t time_of(std::uint64_t day, std::string_view file,
                        std::optional<std::uint64_t> timestamp,
                        std::optional<std::uint64_t> own = {}) {
    auto book = book_on(day);
    const auto time = book.time_of({.key = file,
                                    .package = file.substr(0, file.find('-')),
                                    .timestamp = timestamp,
                                    .indexed_timestamp = own});
    remember(book);
    return time;
  }

  TempFolder folder;
  std::optional<mirror::Store> store;
};

TEST_F(Seen, AFirstLookDoesNotMakeAChannelLookNew) {
  look_at_all(kMonday, {"a-1-0.conda", "b-1-0.conda"});
  EXPECT_EQ(time_of(kMonday, "a-1-0.conda", 1'600'000'000'000), 1'600'000'000'000);
}

TEST_F(Seen, AFileFromTheFutureWasThereAtTheFirstLook) {
  look_at_all(kMonday, {"a-1-0.conda"});
  EXPECT_EQ(time_of(kMonday, "a-1-0.conda", 4'000'000'000'000), kMonday * kSecond);
}

TEST_F(Seen, AFileWithoutATimestampCountsFromTheFirstLook) {
  look_at_all(kMonday, {"a-1-0.conda"});
  EXPECT_EQ(time_of(kTuesday, "a-1-0.conda", std::nullopt), kMonday * kSecond);
}

TEST_F(Seen, SmallTimestampsAreSeconds) {
  look_at_all(kMonday, {"a-1-0.conda"});
  EXPECT_EQ(time_of(kMonday, "a-1-0.conda", 1'500'000'000), 1'500'000'000'000);
}

TEST_F(Seen, WhatAppearsLaterHasTheTimeOfTheLookThatFirstHadIt) {
  look_at_all(kMonday, {"a-1-0.conda"});
  look_at_all(kTuesday, {"a-1-0.conda", "a-2-0.conda"});
  EXPECT_EQ(time_of(kTuesday + 9, "a-2-0.conda", 1'600'000'000'000), kTuesday * kSecond);
}

TEST_F(Seen, IsKeptAlsoOfWhatNobodyWanted) {
  look_at_all(kMonday, {"a-1-0.conda"});
  look_at_all(kTuesday, {"a-1-0.conda", "b-2-0.conda"});
  look_at_all(kTuesday + 86'400, {"a-1-0.conda", "b-2-0.conda"});
  EXPECT_EQ(time_of(kTuesday + 99'999, "b-2-0.conda", std::nullopt), kTuesday * kSecond);
}

TEST_F(Seen, WhatUpstreamSaysIsPassedOn) {
  look_at_all(kMonday, {"a-1-0.conda"});
  look_at_all(kTuesday, {"a-1-0.conda", "a-2-0.conda"});
  EXPECT_EQ(time_of(kTuesday, "a-1-0.conda", 5, 7), 7u);
  EXPECT_EQ(time_of(kTuesday, "a-2-0.conda", 5, 8), 8u);
}

TEST_F(Seen, WhatWasToldOnceStaysWhateverUpstreamSaysLater) {
  look_at_all(kMonday, {"a-1-0.conda"});
  const auto told = time_of(kMonday, "a-1-0.conda", 1'600'000'000'000);
  EXPECT_EQ(time_of(kTuesday, "a-1-0.conda", 1'650'000'000'000), told);
  EXPECT_EQ(time_of(kTuesday, "a-1-0.conda", std::nullopt, 99), told);
}

TEST_F(Seen, APackageHasItsOwnFirstLookWhereShardsAreLookedAt) {
  look_at_package(kMonday, "a", {"a-1-0.conda"});
  look_at_package(kTuesday, "b", {"b-1-0.conda"});
  EXPECT_EQ(time_of(kTuesday, "a-1-0.conda", std::nullopt), kMonday * kSecond);
  EXPECT_EQ(time_of(kTuesday, "b-1-0.conda", 1'600'000'000'000), 1'600'000'000'000);
  EXPECT_EQ(time_of(kTuesday, "b-1-1.conda", std::nullopt), kTuesday * kSecond);
}

TEST_F(Seen, AFileThatAShardHasLaterIsNew) {
  look_at_package(kMonday, "a", {"a-1-0.conda"});
  look_at_package(kTuesday, "a", {"a-1-0.conda", "a-2-0.conda"});
  EXPECT_EQ(time_of(kTuesday, "a-2-0.conda", 1'600'000'000'000), kTuesday * kSecond);
}

TEST_F(Seen, GoingFromShardsToTheWholeIndexMakesNothingElseNew) {
  look_at_package(kMonday, "a", {"a-1-0.conda"});
  look_at_all(kTuesday, {"a-1-0.conda", "a-2-0.conda", "b-1-0.conda"});
  EXPECT_EQ(time_of(kTuesday, "a-1-0.conda", 4'000'000'000'000), kMonday * kSecond);
  EXPECT_EQ(time_of(kTuesday, "a-2-0.conda", 1'600'000'000'000), kTuesday * kSecond);
  EXPECT_EQ(time_of(kTuesday, "b-1-0.conda", 1'600'000'000'000), 1'600'000'000'000);
}

TEST_F(Seen, AFileThatWentAndCameBackIsNotNew) {
  look_at_all(kMonday, {"a-1-0.conda", "b-1-0.conda"});
  look_at_all(kTuesday, {"a-1-0.conda"});
  look_at_all(kTuesday + 86'400, {"a-1-0.conda", "b-1-0.conda"});
  EXPECT_EQ(time_of(kTuesday + 86'400, "b-1-0.conda", std::nullopt), kMonday * kSecond);
}

}  // namespace

}  // namespace adder::testing
