#include "mirror/pypi/why_not.h"

#include "mirror/store/hidden.h"
#include "tests/support/temp_folder.h"

#include <gtest/gtest.h>

namespace adder::testing {

namespace {

TEST(WhyNot, WhatIsHiddenOfAChannelIsNoObstacleToAProject) {
  const TempFolder folder;
  const auto store = mirror::Store::open(folder.path(), Clock());
  ASSERT_TRUE(store);
  const auto hide = [&](const char* section, const char* name) {
    ASSERT_TRUE(mirror::hide_item(
        *store, {.section = section, .name = name, .cause = "admin", .note = {}, .since = Time()}));
  };
  hide("conda/conda-forge", "numpy");
  hide("pypi", "scipy");

  const auto numpy = obstacles_to(*store, {}, "numpy");
  const auto scipy = obstacles_to(*store, {}, "scipy");

  ASSERT_TRUE(numpy && scipy);
  EXPECT_TRUE(numpy->words.empty());
  EXPECT_EQ(scipy->words.size(), 1u);
}

}  // namespace

}  // namespace adder::testing
