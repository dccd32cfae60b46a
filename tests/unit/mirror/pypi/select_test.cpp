#include "mirror/pypi/select.h"

#include "tests/unit/mirror/pypi/offers.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace adder::testing {

namespace {

using mirror::Exclusion;
using mirror::Offer;
using mirror::Sdists;
using mirror::Wish;
using Names = std::vector<std::string>;

Names names(const Offer& offer, const mirror::Bits& files) {
  Names names;
  files.each([&](std::size_t i) { names.emplace_back(offer.name(offer.files()[i])); });
  return names;
}

Names selected(const Offer& offer, const Wish& wish,
               const std::vector<Exclusion>& exclusions = {}) {
  std::vector<const Exclusion*> pointers;
  for (const auto& one : exclusions) pointers.push_back(&one);
  return names(offer, select(offer, wish, not_excluded(offer, pointers)));
}

Names left(const Offer& offer, const Exclusion& exclusion) {
  const auto* const pointer = &exclusion;
  return names(offer, mirror::not_excluded(offer, {&pointer, 1}));
}

// Wheels of two versions, and an sdist of each.
Offer two_versions() {
  return demo_of(Names{"demo-1.0.tar.gz", "demo-1.0-cp39-cp39-manylinux2014_x86_64.whl",
                       "demo-1.0-cp39-cp39-win_amd64.whl", "demo-2.0.tar.gz",
                       "demo-2.0-py3-none-any.whl"});
}

TEST(Select, WithoutASpecifierTakesEveryFileOfEveryVersion) {
  const Names all = {"demo-final-cut.tar.gz", "demo-1.0.egg", "demo-1.0.exe", "demo-2.0rc1.tar.gz",
                     "demo_unheard-of.shape"};

  EXPECT_EQ(selected(demo_of(all), wish("demo")).size(), all.size());
}

TEST(Select, TakesTheVersionsOfTheSpecifierPrereleasesIncluded) {
  const auto offer = demo_of(Names{"demo-1.0.tar.gz", "demo-1.5b2.tar.gz", "demo-2.0rc1.tar.gz",
                                   "demo-2.0.tar.gz", "demo-odd.tar.gz"});

  EXPECT_EQ(selected(offer, wish("demo", ">=1.0,<2")),
            (Names{"demo-1.0.tar.gz", "demo-1.5b2.tar.gz"}));
  EXPECT_EQ(selected(offer, wish("demo", ">=2.0rc1")),
            (Names{"demo-2.0rc1.tar.gz", "demo-2.0.tar.gz"}));
}

TEST(Select, TakesYankedFiles) {
  const auto offer = demo_of(std::vector{record("demo-1.0.tar.gz"), yanked("demo-2.0.tar.gz")});

  EXPECT_EQ(selected(offer, wish("demo", ">=2")), Names{"demo-2.0.tar.gz"});
}

TEST(Select, KeepsWheelsThatMatchAGlobAndLeavesSdistsAlone) {
  auto line = wish("demo");
  line.wheels = {Pattern::glob("*manylinux*x86_64*"), Pattern::glob("*-any")};

  EXPECT_EQ(selected(two_versions(), line),
            (Names{"demo-1.0-cp39-cp39-manylinux2014_x86_64.whl", "demo-1.0.tar.gz",
                   "demo-2.0-py3-none-any.whl", "demo-2.0.tar.gz"}));
}

TEST(Select, LeavesSdistsOutWhereTheLineSaysNo) {
  auto line = wish("demo", "==2.0");
  line.sdists = Sdists::no;

  EXPECT_EQ(selected(two_versions(), line), Names{"demo-2.0-py3-none-any.whl"});
}

TEST(Select, FallsBackToSdistsWhereNoWheelIsLeft) {
  auto line = wish("demo");
  line.sdists = Sdists::fallback;

  EXPECT_EQ(selected(two_versions(), line),
            (Names{"demo-1.0-cp39-cp39-manylinux2014_x86_64.whl",
                   "demo-1.0-cp39-cp39-win_amd64.whl", "demo-2.0-py3-none-any.whl"}));

  line.wheels = {Pattern::glob("*-any")};
  EXPECT_EQ(selected(two_versions(), line),
            (Names{"demo-1.0.tar.gz", "demo-2.0-py3-none-any.whl"}));
}

TEST(Select, FallsBackToSdistsWhereTheWheelsAreExcluded) {
  auto line = wish("demo");
  line.sdists = Sdists::fallback;
  auto no_any = exclusion("demo");
  no_any.wheels = {Pattern::glob("*-any")};

  EXPECT_EQ(selected(two_versions(), line, {no_any}),
            (Names{"demo-1.0-cp39-cp39-manylinux2014_x86_64.whl",
                   "demo-1.0-cp39-cp39-win_amd64.whl", "demo-2.0.tar.gz"}));
}

TEST(Select, LeavesPrereleasesOutWhereTheLineSaysNo) {
  const auto offer =
      demo_of(Names{"demo-1.0.tar.gz", "demo-2.0rc1.tar.gz", "demo-2.0.dev3.tar.gz"});
  auto line = wish("demo");
  line.prereleases = pypi::Prereleases::only_if_named;

  EXPECT_EQ(selected(offer, line), Names{"demo-1.0.tar.gz"});
}

TEST(Select, KeepsTheLatestVersions) {
  const auto offer = demo_of(Names{"demo-1.9.tar.gz", "demo-1.10.tar.gz", "demo-1.8.tar.gz",
                                   "demo-1.10-py3-none-any.whl"});
  auto line = wish("demo");
  line.latest = 2;

  EXPECT_EQ(selected(offer, line),
            (Names{"demo-1.9.tar.gz", "demo-1.10-py3-none-any.whl", "demo-1.10.tar.gz"}));
}

TEST(Select, CountsOnlyVersionsThatStillHaveAFileAsLatest) {
  const auto offer = demo_of(
      Names{"demo-1.0-py3-none-any.whl", "demo-2.0.tar.gz", "demo-3.0-cp312-cp312-win32.whl"});
  auto line = wish("demo");
  line.sdists = Sdists::no;
  line.wheels = {Pattern::glob("*-any")};
  line.latest = 1;

  EXPECT_EQ(selected(offer, line), Names{"demo-1.0-py3-none-any.whl"});
}

TEST(Select, CountsOnlyVersionsThatAreNotExcludedAsLatest) {
  const auto offer = demo_of(Names{"demo-1.0.tar.gz", "demo-2.0.tar.gz", "demo-3.0.tar.gz"});
  auto line = wish("demo");
  line.latest = 1;

  EXPECT_EQ(selected(offer, line, {exclusion("demo", "==3.0")}), Names{"demo-2.0.tar.gz"});
}

TEST(Select, CountsPrereleasesAndYankedVersionsAsLatestOnlyIfNothingElseIsThere) {
  auto line = wish("demo");
  line.latest = 2;
  const auto rc = record("demo-3.0rc1.tar.gz");
  const auto withdrawn = yanked("demo-2.0.tar.gz");

  EXPECT_EQ(selected(demo_of(std::vector{rc, withdrawn, record("demo-1.0.tar.gz")}), line),
            Names{"demo-1.0.tar.gz"});
  EXPECT_EQ(selected(demo_of(std::vector{rc, withdrawn, yanked("demo-1.0.tar.gz")}), line),
            (Names{"demo-2.0.tar.gz", "demo-3.0rc1.tar.gz"}));
}

TEST(Select, AVersionOfWhichSomeFilesAreYankedIsNotYanked) {
  auto line = wish("demo");
  line.latest = 1;
  const auto offer = demo_of(std::vector{record("demo-1.0.tar.gz"), yanked("demo-2.0.tar.gz"),
                                         record("demo-2.0-py3-none-any.whl")});

  EXPECT_EQ(selected(offer, line), (Names{"demo-2.0-py3-none-any.whl", "demo-2.0.tar.gz"}));
}

TEST(Select, KeepsFilesThatAnyOfThePythonsCanUse) {
  const auto offer = demo_of(std::vector{
      record("demo-1.0-cp38-cp38-win32.whl"),
      record("demo-1.0-cp310-cp310-win32.whl"),
      record("demo-1.0-cp38-abi3-win32.whl"),
      record("demo-1.0-py2-none-any.whl"),
      record("demo-1.0-py3-none-any.whl"),
      record("demo-1.0-py2.py3-none-any.whl", "<3"),
      record("demo-1.0.tar.gz", ">=3.9.2"),
      record("demo-1.0.zip", "<3.9"),
  });
  auto line = wish("demo");
  line.python = spec(">=3.9,<3.11");

  EXPECT_EQ(selected(offer, line),
            (Names{"demo-1.0-cp310-cp310-win32.whl", "demo-1.0-cp38-abi3-win32.whl",
                   "demo-1.0-py3-none-any.whl", "demo-1.0.tar.gz"}));
}

TEST(Select, AsksForOnePythonThatBothTheTagsAndRequiresPythonAdmit) {
  const auto offer = demo_of(std::vector{record("demo-1.0-cp38-cp38-win32.whl", ">=3.9")});
  auto line = wish("demo");
  line.python = spec(">=3.8");

  EXPECT_EQ(selected(offer, line), Names{});
}

TEST(Select, TakesFilesWhoseRequiresPythonIsNoSpecifier) {
  const auto offer = demo_of(std::vector{record("demo-1.0.tar.gz", "three or so")});
  auto line = wish("demo");
  line.python = spec(">=3.9");

  EXPECT_EQ(selected(offer, line), Names{"demo-1.0.tar.gz"});
}

TEST(Select, AsksForAllFiltersOfALineTogether) {
  auto line = wish("demo", ">=1.0");
  line.wheels = {Pattern::glob("*manylinux*")};
  line.sdists = Sdists::no;
  line.python = spec(">=3.9");
  line.latest = 1;

  EXPECT_EQ(selected(two_versions(), line), Names{"demo-1.0-cp39-cp39-manylinux2014_x86_64.whl"});
}

TEST(Exclusion, TakesAwayAllOfAProject) {
  EXPECT_EQ(left(two_versions(), exclusion("demo")), Names{});
  EXPECT_TRUE(excludes_all(exclusion("demo")));
  EXPECT_FALSE(excludes_all(exclusion("demo", "==1.0")));
}

TEST(Exclusion, TakesAwayVersions) {
  EXPECT_EQ(left(two_versions(), exclusion("demo", "<2")),
            (Names{"demo-2.0-py3-none-any.whl", "demo-2.0.tar.gz"}));
}

TEST(Exclusion, ByAGlobTakesAwayWheelsOnly) {
  auto line = exclusion("demo");
  line.wheels = {Pattern::glob("*win*"), Pattern::glob("*-any")};

  EXPECT_EQ(left(two_versions(), line), (Names{"demo-1.0-cp39-cp39-manylinux2014_x86_64.whl",
                                               "demo-1.0.tar.gz", "demo-2.0.tar.gz"}));
}

TEST(Exclusion, OfSdistsLeavesWheelsAlone) {
  auto line = exclusion("demo");
  line.sdists = Sdists::yes;

  EXPECT_EQ(left(two_versions(), line),
            (Names{"demo-1.0-cp39-cp39-manylinux2014_x86_64.whl",
                   "demo-1.0-cp39-cp39-win_amd64.whl", "demo-2.0-py3-none-any.whl"}));
}

TEST(Exclusion, OfFallbackSdistsTakesAwayThoseWithoutAWheelBeside) {
  auto line = exclusion("demo");
  line.sdists = Sdists::fallback;

  EXPECT_EQ(
      left(demo_of(Names{"demo-1.0.tar.gz", "demo-2.0.tar.gz", "demo-2.0-py3-none-any.whl"}), line),
      (Names{"demo-2.0-py3-none-any.whl", "demo-2.0.tar.gz"}));
}

TEST(Exclusion, OfWheelsAndSdistsTakesAwayBoth) {
  auto line = exclusion("demo", ">=2");
  line.wheels = {Pattern::glob("*-any")};
  line.sdists = Sdists::yes;

  EXPECT_EQ(left(two_versions(), line),
            (Names{"demo-1.0-cp39-cp39-manylinux2014_x86_64.whl",
                   "demo-1.0-cp39-cp39-win_amd64.whl", "demo-1.0.tar.gz"}));
}

TEST(Exclusion, ByPythonTakesAwayWhatThatPythonCanUse) {
  auto line = exclusion("demo");
  line.python = spec("<3");
  const auto offer = demo_of(Names{"demo-1.0-py2-none-any.whl", "demo-1.0-py2.py3-none-any.whl",
                                   "demo-1.0-py3-none-any.whl"});

  EXPECT_EQ(left(offer, line), Names{"demo-1.0-py3-none-any.whl"});
}

TEST(Exclusion, OrderDoesNotMatter) {
  const auto offer = two_versions();
  const auto versions = exclusion("demo", "<2");
  auto wheels = exclusion("demo");
  wheels.wheels = {Pattern::glob("*-any")};

  EXPECT_EQ(selected(offer, wish("demo"), {versions, wheels}), Names{"demo-2.0.tar.gz"});
  EXPECT_EQ(selected(offer, wish("demo"), {wheels, versions}), Names{"demo-2.0.tar.gz"});
}

}  // namespace

}  // namespace adder::testing
