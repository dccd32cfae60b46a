#include "mirror/pypi/wish_index.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace adder::testing {

namespace {

using Numbers = std::vector<std::uint32_t>;

mirror::Wish wish(Pattern name) {
  return {.place = {}, .text = name.words(), .name = std::move(name)};
}

mirror::Exclusion exclusion(Pattern name) {
  return {.place = {}, .text = name.words(), .name = std::move(name)};
}

TEST(WishIndex, FindsExactNamesGlobsAndExpressionsInTheOrderOfTheLines) {
  mirror::RequestList list;
  list.wishes.push_back(wish(Pattern::glob("jupyter*")));
  list.wishes.push_back(wish(Pattern::exact("jupyterlab")));
  list.wishes.push_back(wish(*Pattern::regex("(torch|jupyterlab)")));
  list.wishes.push_back(wish(Pattern::exact("jupyterlab")));
  const mirror::WishIndex index(list);

  EXPECT_EQ(index.wishes("jupyterlab"), (Numbers{0, 1, 2, 3}));
  EXPECT_EQ(index.wishes("jupyter-server"), (Numbers{0}));
  EXPECT_EQ(index.wishes("torch"), (Numbers{2}));
  EXPECT_EQ(index.wishes("torchvision"), Numbers{});
}

TEST(WishIndex, KeepsWishesAndExclusionsApart) {
  mirror::RequestList list;
  list.wishes.push_back(wish(Pattern::glob("jupyter*")));
  list.exclusions.push_back(exclusion(Pattern::glob("jupyter-evil*")));
  const mirror::WishIndex index(list);

  EXPECT_EQ(index.wishes("jupyter-evil-twin"), (Numbers{0}));
  EXPECT_EQ(index.exclusions("jupyter-evil-twin"), (Numbers{0}));
  EXPECT_EQ(index.exclusions("jupyter"), Numbers{});
}

TEST(WishIndex, NobodyAsksForAnythingInAnEmptyList) {
  EXPECT_EQ(mirror::WishIndex({}).wishes("numpy"), Numbers{});
}

}  // namespace

}  // namespace adder::testing
