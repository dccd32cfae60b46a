#include "mirror/pypi/missing.h"

#include "tests/unit/mirror/pypi/world.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace adder::testing {

namespace {

using mirror::Gap;
using mirror::RequestList;

std::vector<Gap> gaps(const World& world, const RequestList& list) {
  mirror::Closure closure(list, environments(), mirror::Closure::Reads::everything);
  return Decider(world, std::move(closure), 1).decide(nullptr).gaps();
}

Texts told(const std::vector<Gap>& gaps) {
  Texts out;
  for (const auto& gap : gaps) {
    out.push_back(gap.dependent + " " + gap.version + " needs " + gap.requirement + ": " +
                  std::string(words(gap.why)));
  }
  return out;
}

TEST(Missing, IsWhatWantedPackagesDependOnAndNoListAsksFor) {
  World world;
  world.release("app", "1.0", {"lib>=1", "tool"}).release("app", "2.0", {"lib>=1", "other"});
  world.release("lib", "1.0").release("tool", "1.0").release("other", "1.0");

  EXPECT_EQ(told(gaps(world, {.wishes = {wish("app"), wish("tool")}})),
            (Texts{"app 2.0 needs lib>=1: no list asks for it",
                   "app 2.0 needs other: no list asks for it"}));
}

TEST(Missing, IsNothingThatDepsBring) {
  World world;
  world.release("app", "1.0", {"lib"}).release("lib", "1.0", {"deep"}).release("deep", "1.0");

  EXPECT_EQ(told(gaps(world, {.wishes = {with_deps(wish("app"))}})), Texts{});
}

TEST(Missing, TakesNothingForWantedThatItOnlyLooksAt) {
  World world;
  world.release("app", "1.0", {"lib"}).release("lib", "1.0", {"deep"}).release("deep", "1.0");

  mirror::Closure closure({.wishes = {wish("app")}}, environments(),
                          mirror::Closure::Reads::everything);
  const auto choice = Decider(world, std::move(closure), 1).decide(nullptr);

  EXPECT_EQ(releases(choice), Texts{"app 1.0"});
  EXPECT_EQ(told(choice.gaps()), Texts{"app 1.0 needs lib: no list asks for it"});
}

TEST(Missing, FollowsDepsAlsoFromVersionsThatAnotherLineAsksFor) {
  World world;
  world.release("app", "1.0", {"lib"}).release("lib", "1.0", {"deep"}).release("deep", "1.0");
  const RequestList list = {.wishes = {with_deps(wish("app")), wish("lib")}};

  for (unsigned dice = 0; dice < 20; ++dice) {
    mirror::Closure closure(list, environments(), mirror::Closure::Reads::everything);
    const auto choice = Decider(world, std::move(closure), dice).decide(nullptr);
    EXPECT_EQ(releases(choice), (Texts{"app 1.0", "deep 1.0", "lib 1.0"}));
    EXPECT_EQ(told(choice.gaps()), Texts{});
  }
}

TEST(Missing, IsAlsoAVersionThatTheListsDoNotAskFor) {
  World world;
  world.release("app", "1.0", {"lib>=2"}).release("lib", "1.0").release("lib", "2.0");

  EXPECT_EQ(told(gaps(world, {.wishes = {wish("app"), wish("lib", "<2")}})),
            Texts{"app 1.0 needs lib>=2: the lists ask for other versions only"});
}

TEST(Missing, SaysWhatIsExcludedOrDoesNotExist) {
  World world;
  world.release("app", "1.0", {"bad", "ghost"}).release("bad", "1.0");

  EXPECT_EQ(
      told(gaps(world, {.wishes = {with_deps(wish("app"))}, .exclusions = {exclusion("bad")}})),
      (Texts{"app 1.0 needs bad: a line leaves it out",
             "app 1.0 needs ghost: upstream has no such project"}));
}

TEST(Missing, LooksAtTheExtrasAndMarkersThatCount) {
  World world;
  world.release("app", "1.0",
                {"socks; extra == 'socks'", "docs; extra == 'docs'",
                 "windows; sys_platform == 'win32'", "app[docs]; extra == 'all'"});
  RequestList list = {.wishes = {wish("app")}};
  list.wishes[0].extras = {"socks"};

  EXPECT_EQ(told(gaps(world, list)),
            Texts{"app 1.0 needs socks; extra == 'socks': no list asks for it"});

  list.wishes[0].extras = {"all"};
  EXPECT_EQ(told(gaps(world, list)),
            Texts{"app 1.0 needs docs; extra == 'docs': no list asks for it"});
}

}  // namespace

}  // namespace adder::testing
