#include "mirror/pypi/closure.h"

#include "tests/unit/mirror/pypi/world.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace adder::testing {

namespace {

using mirror::RequestList;

RequestList deps(const std::string& name, const std::string& specifier = "") {
  return {.wishes = {with_deps(wish(name, specifier))}};
}

TEST(Closure, WithoutDepsTakesOnlyWhatALineAsksFor) {
  World world;
  world.release("app", "1.0", {"lib"}).release("lib", "1.0");

  Questions questions;
  const auto choice = decide(world, {.wishes = {wish("app")}}, &questions);

  EXPECT_EQ(releases(choice), Texts{"app 1.0"});
  EXPECT_EQ(questions.pages, Texts{"app"});
  EXPECT_EQ(questions.files, Texts{});
}

TEST(Closure, FollowsDependenciesTransitively) {
  World world;
  world.release("app", "1.0", {"lib"}).release("lib", "1.0", {"deep"}).release("deep", "1.0");
  world.release("other", "1.0");

  EXPECT_EQ(releases(decide(world, deps("app"))), (Texts{"app 1.0", "deep 1.0", "lib 1.0"}));
}

TEST(Closure, StartsWithAllVersionsTheLineSelects) {
  World world;
  world.release("app", "1.0", {"old"})
      .release("app", "2.0", {"new"})
      .release("app", "3.0", {"next"});
  world.release("old", "1.0").release("new", "1.0").release("next", "1.0");

  EXPECT_EQ(releases(decide(world, deps("app", "<3"))),
            (Texts{"app 1.0", "app 2.0", "new 1.0", "old 1.0"}));
}

TEST(Closure, TakesEveryVersionThatSatisfiesOneRequirementOfOneVersion) {
  World world;
  world.release("app", "1.0", {"lib<2"}).release("app", "2.0", {"lib>=3"});
  for (const auto* version : {"1.0", "1.5", "2.0", "3.0", "4.0"}) world.release("lib", version);

  EXPECT_EQ(releases(decide(world, deps("app"))),
            (Texts{"app 1.0", "app 2.0", "lib 1.0", "lib 1.5", "lib 3.0", "lib 4.0"}));
}

TEST(Closure, FollowsOnlyTheWantedVersionsOfADependency) {
  World world;
  world.release("app", "1.0", {"lib>=2"});
  world.release("lib", "1.0", {"old"}).release("lib", "2.0", {"new"});
  world.release("old", "1.0").release("new", "1.0");

  EXPECT_EQ(releases(decide(world, deps("app"))), (Texts{"app 1.0", "lib 2.0", "new 1.0"}));
}

TEST(Closure, EndsWhereDependenciesAreACircle) {
  World world;
  world.release("a", "1.0", {"b"}).release("b", "1.0", {"c"}).release("c", "1.0", {"a"});

  EXPECT_EQ(releases(decide(world, deps("a"))), (Texts{"a 1.0", "b 1.0", "c 1.0"}));
}

TEST(Closure, ACircleMayBringVersionsThatTheLineDidNotSelect) {
  World world;
  world.release("a", "1.0", {"b"}).release("a", "2.0").release("b", "1.0", {"a"});

  EXPECT_EQ(releases(decide(world, deps("a", "==1.0"))), (Texts{"a 1.0", "a 2.0", "b 1.0"}));
}

TEST(Closure, OfADiamondTakesWhatEitherSideAllows) {
  World world;
  world.release("top", "1.0", {"left", "right"});
  world.release("left", "1.0", {"base<3"}).release("right", "1.0", {"base>=2"});
  for (const auto* version : {"1.0", "2.0", "3.0"}) world.release("base", version);

  EXPECT_EQ(releases(decide(world, deps("top"))),
            (Texts{"base 1.0", "base 2.0", "base 3.0", "left 1.0", "right 1.0", "top 1.0"}));
}

TEST(Closure, CountsARequirementWhoseMarkerIsTrueInOneEnvironment) {
  World world;
  world.release("app", "1.0",
                {"for39; python_version < '3.10'", "for312; python_version >= '3.12'",
                 "for38; python_version < '3.9'", "windows; sys_platform == 'win32'"});
  for (const auto* name : {"for39", "for312", "for38", "windows"}) world.release(name, "1.0");

  EXPECT_EQ(releases(decide(world, deps("app"))), (Texts{"app 1.0", "for312 1.0", "for39 1.0"}));
}

TEST(Closure, CountsARequirementThatOneOfSeveralEnvironmentsNeeds) {
  World world;
  world.release("app", "1.0", {"windows; sys_platform == 'win32'"}).release("windows", "1.0");
  auto both = environments();
  both.push_back({.pythons = {"3.12"}, .platform = "win32", .machine = "AMD64", .libc = ""});

  const auto choice = Decider(world, mirror::Closure(deps("app"), both), 1).decide(nullptr);

  EXPECT_EQ(releases(choice), (Texts{"app 1.0", "windows 1.0"}));
}

TEST(Closure, FollowsAnExtraOnlyIfItIsAskedFor) {
  World world;
  world.release("app", "1.0", {"lib[socks]"});
  world.release("lib", "1.0", {"proxy; extra == 'socks'", "docs; extra == 'docs'"});
  world.release("proxy", "1.0").release("docs", "1.0");

  EXPECT_EQ(releases(decide(world, deps("app"))), (Texts{"app 1.0", "lib 1.0", "proxy 1.0"}));
  EXPECT_EQ(releases(decide(world, deps("lib"))), Texts{"lib 1.0"});
}

TEST(Closure, FollowsTheExtrasOfALine) {
  World world;
  world.release("lib", "1.0", {"proxy; extra == 'so-cks'", "docs; extra == 'docs'"});
  world.release("proxy", "1.0").release("docs", "1.0");
  auto list = deps("lib");
  list.wishes[0].extras = {"So_Cks"};

  EXPECT_EQ(releases(decide(world, list)), (Texts{"lib 1.0", "proxy 1.0"}));
}

TEST(Closure, FollowsExtrasTransitively) {
  World world;
  world.release("app", "1.0", {"lib[all]"});
  world.release("lib", "1.0", {"dep[fast]; extra == 'all'"});
  world.release("dep", "1.0", {"turbo; extra == 'fast'"}).release("turbo", "1.0");

  EXPECT_EQ(releases(decide(world, deps("app"))),
            (Texts{"app 1.0", "dep 1.0", "lib 1.0", "turbo 1.0"}));
}

TEST(Closure, AnExtraMayConsistOfOtherExtrasOfTheSamePackage) {
  World world;
  world.release("app", "1.0", {"lib[all]==1.0"});
  world.release("lib", "1.0",
                {"lib[a,b]; extra == 'all'", "one; extra == 'a'", "two; extra == 'b'"});
  world.release("lib", "2.0", {"three"});
  for (const auto* name : {"one", "two", "three"}) world.release(name, "1.0");

  // A package is not its own dependency: lib 2.0 stays where it is.
  EXPECT_EQ(releases(decide(world, deps("app"))),
            (Texts{"app 1.0", "lib 1.0", "one 1.0", "two 1.0"}));
}

TEST(Closure, AsksOnlyTheVersionsForAnExtraThatTheRequirementIsAbout) {
  World world;
  world.release("app", "1.0", {"lib[x]<2", "lib"});
  world.release("lib", "1.0", {"old; extra == 'x'"}).release("lib", "2.0", {"new; extra == 'x'"});
  world.release("old", "1.0").release("new", "1.0");

  EXPECT_EQ(releases(decide(world, deps("app"))),
            (Texts{"app 1.0", "lib 1.0", "lib 2.0", "old 1.0"}));
}

TEST(Closure, LearnsOfAnExtraAlsoAfterItHasReadTheRequirements) {
  World world;
  world.release("app", "1.0", {"lib", "mid"}).release("mid", "1.0", {"far"});
  world.release("far", "1.0", {"lib[x]"}).release("lib", "1.0", {"late; extra == 'x'"});
  world.release("late", "1.0");

  EXPECT_EQ(releases(decide(world, deps("app"))),
            (Texts{"app 1.0", "far 1.0", "late 1.0", "lib 1.0", "mid 1.0"}));
}

TEST(Closure, LeavesPrereleasesOutWhileAFinalVersionSatisfies) {
  World world;
  world.release("app", "1.0", {"lib>=1"});
  world.release("lib", "1.0").release("lib", "2.0rc1");

  EXPECT_EQ(releases(decide(world, deps("app"))), (Texts{"app 1.0", "lib 1.0"}));
}

TEST(Closure, TakesPrereleasesWhereTheSpecifierNamesOneOrNothingElseSatisfies) {
  World world;
  world.release("app", "1.0", {"named>=2.0b1", "only>=2"});
  world.release("named", "1.0").release("named", "2.0rc1").release("named", "2.0");
  world.release("only", "1.0").release("only", "2.2rc1").release("only", "2.1.dev1");

  EXPECT_EQ(releases(decide(world, deps("app"))),
            (Texts{"app 1.0", "named 2.0", "named 2.0rc1", "only 2.1.dev1", "only 2.2rc1"}));
}

TEST(Closure, TakesAPrereleaseWhereTwoRequirementsTogetherLeaveNothingElse) {
  World world;
  world.release("app", "1.0", {"left", "right"});
  world.release("left", "1.0", {"base<2"}).release("right", "1.0", {"base>1.5"});
  for (const auto* version : {"1.0", "1.6rc1", "3.0", "4.0rc1"}) world.release("base", version);

  EXPECT_EQ(releases(decide(world, deps("app"))),
            (Texts{"app 1.0", "base 1.0", "base 1.6rc1", "base 3.0", "left 1.0", "right 1.0"}));
}

TEST(Closure, TakesYankedVersionsOfDependencies) {
  World world;
  world.release("app", "1.0", {"lib"});
  world.add("lib", yanked("lib-1.0-py3-none-any.whl")).release("lib", "2.0");

  EXPECT_EQ(releases(decide(world, deps("app"))), (Texts{"app 1.0", "lib 1.0", "lib 2.0"}));
}

TEST(Closure, OfDependenciesTakesWheelsThatFitAndSdistsOfVersionsWithoutThem) {
  World world;
  world.release("app", "1.0", {"lib"});
  world.add("lib", "lib-1.0.tar.gz").add("lib", "lib-1.0-cp39-cp39-win_amd64.whl");
  world.add("lib", "lib-2.0.tar.gz").add("lib", "lib-2.0-cp39-cp39-manylinux2014_x86_64.whl");
  world.add("lib", "lib-2.0-cp38-cp38-manylinux2014_x86_64.whl").add("lib", "lib-2.0.exe");

  EXPECT_EQ(files(decide(world, deps("app"))),
            (Texts{"app-1.0-py3-none-any.whl", "lib-1.0.tar.gz",
                   "lib-2.0-cp39-cp39-manylinux2014_x86_64.whl"}));
}

TEST(Closure, DoesNotPassTheFiltersOfALineOn) {
  World world;
  world.add("app", "app-1.0-cp312-cp312-win32.whl", Texts{"lib"}).add("app", "app-1.0.tar.gz");
  world.release("lib", "1.0").add("lib", "lib-2.0.tar.gz");
  auto list = deps("app");
  list.wishes[0].wheels = {Pattern::glob("*win32")};
  list.wishes[0].sdists = mirror::Sdists::no;
  list.wishes[0].latest = 1;

  EXPECT_EQ(files(decide(world, list)),
            (Texts{"app-1.0-cp312-cp312-win32.whl", "lib-1.0-py3-none-any.whl", "lib-2.0.tar.gz"}));
}

TEST(Closure, PassesExclusionsOn) {
  World world;
  world.release("app", "1.0", {"lib", "bad"});
  world.release("lib", "1.0").release("lib", "2.0").release("bad", "1.0");
  auto list = deps("app");
  list.exclusions = {exclusion("lib", ">=2"), exclusion("ba*")};

  Questions questions;
  EXPECT_EQ(releases(decide(world, list, &questions)), (Texts{"app 1.0", "lib 1.0"}));
  EXPECT_EQ(questions.pages, (Texts{"app", "lib"}));
}

TEST(Closure, APrereleaseMustDoWhereTheFinalVersionsAreExcluded) {
  World world;
  world.release("app", "1.0", {"lib"}).release("lib", "1.0").release("lib", "2.0rc1");
  auto list = deps("app");
  list.exclusions = {exclusion("lib", "==1.0")};

  EXPECT_EQ(releases(decide(world, list)), (Texts{"app 1.0", "lib 2.0rc1"}));
}

TEST(Closure, AddsToADependencyWhatALineAsksOfIt) {
  World world;
  world.release("app", "1.0", {"lib<2"});
  world.release("lib", "1.0").release("lib", "2.0", {"unwanted"}).release("unwanted", "1.0");
  auto list = deps("app");
  list.wishes.push_back(wish("lib", "==2.0"));

  EXPECT_EQ(releases(decide(world, list)), (Texts{"app 1.0", "lib 1.0", "lib 2.0"}));
}

TEST(Closure, TakesAUrlForAnyVersionOfTheName) {
  World world;
  world.release("app", "1.0", {"lib @ https://example.org/lib.zip"});
  world.release("lib", "1.0").release("lib", "2.0");

  const auto choice = decide(world, deps("app"));

  EXPECT_EQ(releases(choice), (Texts{"app 1.0", "lib 1.0", "lib 2.0"}));
  EXPECT_EQ(warnings(choice), Texts{"app 1.0: requires 'lib @ https://example.org/lib.zip', a URL: "
                                    "taken for any version of lib"});
}

TEST(Closure, TakesWhatItCannotReadForAnyVersionOfTheName) {
  World world;
  world.release("app", "1.0",
                {"lib (>=1.x-or-so)", "not (right); extra == 'x'", "!!", "no (way); extra == 'y'"});
  world.release("lib", "1.0").release("not", "1.0").release("no", "1.0");
  auto list = deps("app");
  list.wishes[0].extras = {"x"};

  const auto choice = decide(world, list);

  EXPECT_EQ(releases(choice), (Texts{"app 1.0", "lib 1.0", "not 1.0"}));
  EXPECT_EQ(warnings(choice),
            (Texts{"app 1.0: requires 'lib (>=1.x-or-so)', which cannot be read: taken for any "
                   "version of lib",
                   "app 1.0: requires 'not (right); extra == 'x'', which cannot be read: taken for "
                   "any version of not",
                   "app 1.0: requires '!!', which names no project: left out"}));
}

TEST(Closure, WarnsOfADependencyThatUpstreamDoesNotHave) {
  World world;
  world.release("app", "1.0", {"ghost>=2"}).release("app", "2.0", {"ghost>=2"});
  world.release("tool", "1.0", {"ghost"});
  auto list = deps("app");
  list.wishes.push_back(with_deps(wish("tool")));

  const auto choice = decide(world, list);

  EXPECT_EQ(releases(choice), (Texts{"app 1.0", "app 2.0", "tool 1.0"}));
  EXPECT_EQ(warnings(choice), Texts{"ghost: upstream has no such project; it is a dependency of "
                                    "app 2.0, tool 1.0"});
}

TEST(Closure, WarnsOnceAVersionOfDependenciesThatOnlyABuildWouldTell) {
  World world;
  world.add("app", "app-1.0.tar.gz", std::nullopt).add("app", "app-1.0.zip", std::nullopt);
  world.add("app", "app-2.0.tar.gz", Texts{"lib"}).release("lib", "1.0");

  const auto choice = decide(world, deps("app"));

  EXPECT_EQ(files(choice),
            (Texts{"app-1.0.tar.gz", "app-1.0.zip", "app-2.0.tar.gz", "lib-1.0-py3-none-any.whl"}));
  EXPECT_EQ(warnings(choice), Texts{"app 1.0: dependencies unknown: there is no wheel, and only "
                                    "building it would tell"});
}

TEST(Closure, WarnsOfDependenciesThatNoWheelTells) {
  World world;
  world.add("app", "app-1.0-py3-none-any.whl", std::nullopt)
      .add("app", "app-1.0.tar.gz", std::nullopt);

  EXPECT_EQ(warnings(decide(world, deps("app"))),
            Texts{"app 1.0: dependencies unknown: none of its wheels can be read"});
}

TEST(Closure, WarnsOfAnExclusionThatCutsADependencyAndNamesTheDependents) {
  World world;
  world.release("a", "1.0", {"bad"}).release("b", "1.0", {"bad>=2"}).release("c", "1.0", {"bad"});
  world.release("d", "1.0", {"bad"}).release("e", "1.0", {"bad"}).release("bad", "2.0");
  RequestList list;
  for (const auto* name : {"a", "b", "c", "d", "e"}) list.wishes.push_back(with_deps(wish(name)));
  list.exclusions = {exclusion("bad")};

  const auto choice = decide(world, list);

  ASSERT_EQ(choice.warnings().size(), 1U);
  EXPECT_EQ(choice.warnings()[0].text,
            "'!bad' leaves out bad, a dependency of a 1.0, b 1.0, c 1.0 and 2 others");
  EXPECT_EQ(choice.warnings()[0].file, "a.list");
  EXPECT_EQ(choice.warnings()[0].line, 1);
}

TEST(Closure, WarnsOfAnExclusionThatLeavesNoVersionThatWouldDo) {
  World world;
  world.release("a", "1.0", {"lib>=2"}).release("b", "1.0", {"lib"});
  world.release("lib", "1.0").release("lib", "2.0");
  auto list = deps("a");
  list.wishes.push_back(with_deps(wish("b")));
  list.exclusions = {exclusion("lib", ">=2"), exclusion("lib", "==0.5")};

  const auto choice = decide(world, list);

  EXPECT_EQ(releases(choice), (Texts{"a 1.0", "b 1.0", "lib 1.0"}));
  EXPECT_EQ(warnings(choice), Texts{"'!lib>=2' leaves out lib, a dependency of a 1.0"});
}

TEST(Closure, DropsALineWhoseMarkerIsFalseInEveryEnvironment) {
  World world;
  world.release("app", "1.0").release("win", "1.0");
  RequestList list = {.wishes = {wish("app"), wish("win")}};
  list.wishes[0].marker = *pypi::Marker::parse("python_version >= '3.12'");
  list.wishes[1].marker = *pypi::Marker::parse("sys_platform == 'win32'");

  EXPECT_EQ(releases(decide(world, list)), Texts{"app 1.0"});
}

TEST(Closure, SaysForEachProjectWhyItIsWanted) {
  World world;
  world.release("app", "1.0", {"lib>=1"}).release("app", "2.0", {"lib>=1"});
  world.release("lib", "1.0", {"deep"}).release("deep", "1.0");
  auto list = deps("app");
  list.wishes.push_back(wish("lib", "==1.0"));
  list.wishes[1].place.line = 2;

  const auto choice = decide(world, list);

  const auto lib = choice.selection(project("lib")).because;
  ASSERT_EQ(lib.size(), 2U);
  EXPECT_EQ(lib[0].wish, "a.list:2: lib==1.0");
  EXPECT_EQ(lib[1].dependent, "app 2.0");
  EXPECT_EQ(lib[1].requirement, "lib>=1");
  const auto deep = choice.selection(project("deep")).because;
  ASSERT_EQ(deep.size(), 1U);
  EXPECT_EQ(deep[0].dependent, "lib 1.0");
  EXPECT_TRUE(choice.selection(project("other")).files.empty());
}

TEST(Closure, NamesTheShortestWayFirst) {
  World world;
  world.release("app", "1.0", {"aaa", "lib"}).release("aaa", "1.0", {"lib>=1"});
  world.release("lib", "1.0");

  const auto because = decide(world, deps("app")).selection(project("lib")).because;

  ASSERT_EQ(because.size(), 2U);
  EXPECT_EQ(because[0].dependent, "app 1.0");
  EXPECT_EQ(because[1].dependent, "aaa 1.0");
}

}  // namespace

}  // namespace adder::testing
