#include "base/core/nearest_names.h"
#include "tests/unit/mirror/pypi/world.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace adder::testing {

namespace {

using mirror::RequestList;

// Decides as a sync does: with a second look at the names for lines that match none.
mirror::Choice decide_with_nearest(const World& world, const RequestList& list) {
  mirror::Closure closure(list, environments());
  for (const auto& [name, page] : world.pages()) closure.found(name);
  while (!closure.is_finished()) {
    for (const auto& page : closure.needs().pages)
      closure.page(page, world.pages().at(page.text()));
  }
  const auto words = closure.unmatched_words();
  NearestNames seeker(words);
  for (const auto& [name, page] : world.pages()) seeker.consider(name);
  Texts nearest;
  for (std::size_t i = 0; i < words.size(); ++i) nearest.push_back(seeker.nearest(i));
  closure.set_nearest(nearest);
  return std::move(closure).finish();
}

World some_world() {
  World world;
  world.release("numpy", "1.0").release("numpy", "2.0").release("jupyter", "1.0");
  return world;
}

Texts warned(const RequestList& list) {
  return warnings(decide_with_nearest(some_world(), list));
}

TEST(LineWarnings, AreSilentAboutLinesThatMatch) {
  EXPECT_EQ(warned({.wishes = {wish("numpy", ">=2"), wish("jup*")},
                    .exclusions = {exclusion("numpy", "<1")}}),
            Texts{});
}

TEST(LineWarnings, NameTheNearestNameWhereALineMatchesNothing) {
  EXPECT_EQ(warned({.wishes = {wish("nunpy"), wish("jupiter*"), wish("tensorflow")}}),
            (Texts{"'jupiter*' matches nothing; the nearest name is 'jupyter'",
                   "'nunpy' matches nothing; the nearest name is 'numpy'",
                   "'tensorflow' matches nothing"}));
}

TEST(LineWarnings, GuessNothingForExpressions) {
  auto line = wish("");
  line.text = "/num(py|ba)x/";
  line.name = *Pattern::regex("num(py|ba)x");

  EXPECT_EQ(warned({.wishes = {line}}), Texts{"'/num(py|ba)x/' matches nothing"});
}

TEST(LineWarnings, AreAboutExclusionsToo) {
  EXPECT_EQ(warned({.wishes = {wish("numpy")}, .exclusions = {exclusion("nunpy")}}),
            Texts{"'!nunpy' matches nothing; the nearest name is 'numpy'"});
}

TEST(LineWarnings, SayWhereTheLineStands) {
  auto line = wish("nunpy");
  line.place = {.file = "requests/pypi.list", .line = 12};

  const auto warnings = decide_with_nearest(some_world(), {.wishes = {line}}).warnings();

  ASSERT_EQ(warnings.size(), 1U);
  EXPECT_EQ(warnings[0].file, "requests/pypi.list");
  EXPECT_EQ(warnings[0].line, 12);
}

TEST(LineWarnings, TellOfLinesThatMatchNoFile) {
  EXPECT_EQ(warned({.wishes = {wish("*", ">=9"), wish("numpy", ">=3")}}),
            (Texts{"'*>=9' matches no file of the 2 projects it names",
                   "'numpy>=3' matches no file of numpy, whose newest version is 2.0"}));
}

TEST(LineWarnings, TellOfAWishThatAnExclusionUndoes) {
  EXPECT_EQ(warned({.wishes = {wish("numpy")}, .exclusions = {exclusion("num*")}}),
            Texts{"'numpy' is left out by '!num*' (a.list:1)"});
}

TEST(LineWarnings, ANameThatUpstreamListsWithoutAPageMatchesNothing) {
  mirror::Closure closure({.wishes = {wish("ghost")}}, environments());
  EXPECT_TRUE(closure.found("ghost"));
  for (const auto& page : closure.needs().pages) closure.no_page(page);
  ASSERT_TRUE(closure.is_finished());

  EXPECT_EQ(warnings(std::move(closure).finish()), Texts{"'ghost' matches nothing"});
}

TEST(LineWarnings, AreSilentAboutAPageThatNobodyCouldRead) {
  World world;
  world.release("app", "1.0", {"secret"});
  mirror::Closure closure({.wishes = {with_deps(wish("app")), wish("secret", ">=2")}},
                          environments());
  closure.found("app");
  closure.found("secret");
  while (!closure.is_finished()) {
    const auto needs = closure.needs();
    for (const auto& page : needs.pages) {
      const auto found = world.pages().find(page.text());
      if (found != world.pages().end()) {
        closure.page(page, found->second);
      } else {
        closure.no_page(page, mirror::Closure::NoPage::unreadable);
      }
    }
    for (const auto& need : needs.metadata) closure.requirements(need, Texts{"secret"});
  }

  EXPECT_EQ(warnings(std::move(closure).finish()), Texts{});
}

}  // namespace

}  // namespace adder::testing
