#include "mirror/conda/carried_book.h"

#include "base/core/text.h"
#include "base/io/hasher.h"
#include "mirror/store/blobs.h"
#include "mirror/store/gc.h"
#include "tests/unit/mirror/store/store_world.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace adder::testing {

namespace {

using mirror::Carried;
using mirror::CarriedView;
using mirror::Ledger;

Sha256 sum_of(int number) {
  return io::sha256_of(cat(number));
}

Carried carried_of(int number) {
  return {.about = cat(R"({"summary":")", number, "\"}"),
          .run_exports = number % 2 == 0 ? cat(R"({"weak":["a )", number, "\"]}") : "",
          .traits = {.activate_d = number % 3 == 0, .pre_unlink = number % 5 == 0}};
}

Ledger ledger_of(int packages) {
  auto ledger = *Ledger::empty();
  for (int number = 0; number < packages; ++number) {
    EXPECT_TRUE(remember_carried(ledger, sum_of(number), carried_of(number)));
  }
  return ledger;
}

TEST(CarriedBook, RecallsWhatItWasTold) {
  const auto ledger = ledger_of(3);
  const Carried all = {.about = "{}",
                       .run_exports = "",
                       .traits = {.activate_d = true,
                                  .deactivate_d = true,
                                  .binary_prefix = true,
                                  .text_prefix = true,
                                  .pre_link = true,
                                  .post_link = true,
                                  .pre_unlink = true}};
  ASSERT_TRUE(remember_carried(ledger, sum_of(1), all));

  EXPECT_EQ(*recall_carried(ledger, sum_of(0)), carried_of(0));
  EXPECT_EQ(*recall_carried(ledger, sum_of(1)), all);
  EXPECT_EQ(*recall_carried(ledger, sum_of(9)), std::nullopt);
}

TEST(CarriedBook, ManyComeInTheOrderOfTheirSumsAndSayWhichTheyAre) {
  const auto ledger = ledger_of(100);
  std::vector<Sha256> sums;
  for (const int number : {70, 3, 200, 3, 41}) sums.push_back(sum_of(number));

  std::vector<Sha256> order;
  std::vector<Carried> carried(sums.size());
  ASSERT_TRUE(recall_all_carried(ledger, sums, [&](std::size_t at, const CarriedView& view) {
    order.push_back(sums[at]);
    carried[at] = {std::string(view.about), std::string(view.run_exports), view.traits};
    return Result<void>();
  }));

  EXPECT_TRUE(std::ranges::is_sorted(order));
  EXPECT_EQ(carried, (std::vector<Carried>{carried_of(70), carried_of(3), Carried(), carried_of(3),
                                           carried_of(41)}));
}

TEST(CarriedBook, FindsRowsNearAndFarAndNoneThatAreNotThere) {
  const auto ledger = ledger_of(300);
  for (const int stride : {1, 2, 7, 40, 299}) {
    std::vector<Sha256> sums;
    for (int number = 0; number < 330; number += stride) sums.push_back(sum_of(number));

    std::vector<bool> found(sums.size());
    ASSERT_TRUE(recall_all_carried(ledger, sums, [&](std::size_t at, const CarriedView& view) {
      const auto number = static_cast<int>(at) * stride;
      EXPECT_EQ(view.about, carried_of(number).about);
      found[at] = true;
      return Result<void>();
    }));

    for (std::size_t at = 0; at < sums.size(); ++at) {
      EXPECT_EQ(found[at], static_cast<int>(at) * stride < 300) << at << " of " << stride;
    }
  }
}

TEST(CarriedBook, AnErrorEndsTheRecall) {
  const auto ledger = ledger_of(2);
  const std::vector<Sha256> sums = {sum_of(0), sum_of(1)};
  int taken = 0;

  const auto outcome = recall_all_carried(ledger, sums, [&](std::size_t, const CarriedView&) {
    ++taken;
    return Result<void>(Error(Error::Kind::io, "full"));
  });

  EXPECT_EQ(outcome.error().words(), "full");
  EXPECT_EQ(taken, 1);
}

class CarriedBookInAStore : public StoreWorld {};

TEST_F(CarriedBookInAStore, WhatIsRememberedGoesWithItsBlob) {
  const auto store = open();
  for (const std::string bytes : {"removed", "lost", "kept"}) {
    add_blob(store, bytes);
    ASSERT_TRUE(remember_carried(store.ledger(), io::sha256_of(bytes), carried_of(1)));
  }

  mirror::Waste waste;
  waste.blobs = {io::sha256_of("removed")};
  ASSERT_TRUE(remove_waste(store, waste));
  ASSERT_TRUE(forget_blob(store, io::sha256_of("lost")));

  const auto knows = [&](std::string_view bytes) {
    return recall_carried(store.ledger(), io::sha256_of(bytes))->has_value();
  };
  EXPECT_FALSE(knows("removed"));
  EXPECT_FALSE(knows("lost"));
  EXPECT_TRUE(knows("kept"));
}

}  // namespace

}  // namespace adder::testing
