#include "base/core/text_pool.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace adder::testing {

namespace {

using Numbered = std::pair<std::uint32_t, bool>;

TEST(TextPool, NumbersEachTextOnce) {
  TextPool pool;

  EXPECT_EQ(pool.number("numpy"), (Numbered{0, true}));
  EXPECT_EQ(pool.number("scipy"), (Numbered{1, true}));
  EXPECT_EQ(pool.number("numpy"), (Numbered{0, false}));
  EXPECT_EQ(pool.text(1), "scipy");
  EXPECT_EQ(pool.size(), 2U);
}

TEST(TextPool, KeepsManyTextsWhereTheyAre) {
  TextPool pool;
  const auto text = [](std::uint32_t i) {
    return std::to_string(i) + std::string(i % 90, '-');
  };
  pool.number(text(0));
  const auto first = pool.text(0);
  for (std::uint32_t i = 1; i < 20'000; ++i) ASSERT_EQ(pool.number(text(i)), (Numbered{i, true}));

  EXPECT_EQ(pool.text(0).data(), first.data());
  for (std::uint32_t i = 0; i < 20'000; ++i) {
    ASSERT_EQ(pool.number(text(i)), (Numbered{i, false}));
    ASSERT_EQ(pool.text(i), text(i));
  }
}

TEST(TextPool, TakesTextsOfAnyLength) {
  TextPool pool;
  const std::string longer(200'000, 'x');

  EXPECT_EQ(pool.number(""), (Numbered{0, true}));
  EXPECT_EQ(pool.number(longer), (Numbered{1, true}));
  EXPECT_EQ(pool.number("short"), (Numbered{2, true}));
  EXPECT_EQ(pool.number(""), (Numbered{0, false}));
  EXPECT_EQ(pool.text(1), longer);
  EXPECT_EQ(pool.text(2), "short");
}

}  // namespace

}  // namespace adder::testing
