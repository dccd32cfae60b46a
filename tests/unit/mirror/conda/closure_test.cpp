#include "mirror/conda/closure.h"

#include "tests/unit/mirror/conda/decided.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace adder::testing {

namespace {

TEST(CondaClosure, WithoutDepsTakesWhatLinesAskForAndNoMore) {
  Channel channel;
  channel.add("linux-64/app-1.0-0.conda", {"lib"}).add("linux-64/lib-1.0-0.conda");
  channel.add("linux-64/app-2.0-0.conda", {"lib"});

  EXPECT_EQ(wanted(channel, {"app <2"}), Texts{"linux-64/app-1.0-0.conda"});
  EXPECT_EQ(wanted(channel, {"app <2", "lib"}),
            (Texts{"linux-64/app-1.0-0.conda", "linux-64/lib-1.0-0.conda"}));
  EXPECT_EQ(wanted(channel, {"*", "!app >=2"}),
            (Texts{"linux-64/app-1.0-0.conda", "linux-64/lib-1.0-0.conda"}));
}

TEST(CondaClosure, FollowsDependenciesToTheirEnd) {
  Channel channel;
  channel.add("linux-64/app-1.0-0.conda", {"lib >=1,<2"});
  channel.add_all({"linux-64/lib-0.9-0.conda", "linux-64/lib-2.0-0.conda"});
  channel.add("linux-64/lib-1.0-0.conda", {"deep 3.*"}).add("linux-64/lib-1.0-0.tar.bz2", {"old"});
  channel.add_all({"noarch/deep-3.1-0.conda", "noarch/deep-4.0-0.conda"});
  channel.add("linux-64/old-1.0-0.tar.bz2", {"app", "python"});

  EXPECT_EQ(
      wanted(channel, {"app +deps"}),
      (Texts{"linux-64/app-1.0-0.conda", "linux-64/lib-1.0-0.conda", "linux-64/lib-1.0-0.tar.bz2",
             "linux-64/old-1.0-0.tar.bz2", "noarch/deep-3.1-0.conda"}));
}

TEST(CondaClosure, TakesWhatSatisfiesOneOfTheSpecs) {
  Channel channel;
  channel.add("linux-64/app-1.0-py311_0.conda", {"python >=3.11,<3.12.0a0", "lib >=1"});
  channel.add("linux-64/app-1.0-py312_0.conda", {"python >=3.12,<3.13.0a0", "lib 0.5"});
  channel.add_all({"linux-64/python-3.10.1-0.conda", "linux-64/python-3.11.1-0.conda",
                   "linux-64/python-3.12.1-0.conda", "linux-64/python-3.13.1-0.conda"});
  channel.add_all(
      {"linux-64/lib-0.5-0.conda", "linux-64/lib-0.6-0.conda", "linux-64/lib-1.0-0.conda"});

  EXPECT_EQ(wanted(channel, {"app +deps"}),
            (Texts{"linux-64/app-1.0-py311_0.conda", "linux-64/app-1.0-py312_0.conda",
                   "linux-64/lib-0.5-0.conda", "linux-64/lib-1.0-0.conda",
                   "linux-64/python-3.11.1-0.conda", "linux-64/python-3.12.1-0.conda"}));
}

TEST(CondaClosure, LooksInTheSubdirOfTheDependentAndInNoarch) {
  Channel channel({"noarch", "linux-64", "osx-64"});
  channel.add("linux-64/app-1.0-0.conda", {"lib"}).add("noarch/pure-1.0-0.conda", {"lib", "mid"});
  channel.add_all({"noarch/lib-1.0-0.conda", "linux-64/lib-1.0-0.conda", "osx-64/lib-1.0-0.conda"});
  channel.add("noarch/mid-1.0-0.conda", {"tool"}).add_all({"osx-64/tool-1.0-0.conda"});

  EXPECT_EQ(
      wanted(channel, {"app +deps"}),
      (Texts{"linux-64/app-1.0-0.conda", "linux-64/lib-1.0-0.conda", "noarch/lib-1.0-0.conda"}));
  EXPECT_EQ(
      wanted(channel, {"pure +deps"}),
      (Texts{"linux-64/lib-1.0-0.conda", "noarch/lib-1.0-0.conda", "noarch/mid-1.0-0.conda",
             "noarch/pure-1.0-0.conda", "osx-64/lib-1.0-0.conda", "osx-64/tool-1.0-0.conda"}));
}

TEST(CondaClosure, ASpecIsLookedForWhereverOneOfItsDependentsLies) {
  Channel channel({"noarch", "linux-64", "osx-64"});
  channel.add("linux-64/app-1.0-0.conda", {"lib >=1", "late"}).add("osx-64/late-1.0-0.conda");
  channel.add("noarch/late-1.0-0.conda", {"lib >=1"});
  channel.add_all({"linux-64/lib-1.0-0.conda", "osx-64/lib-1.0-0.conda", "osx-64/lib-0.5-0.conda"});

  EXPECT_EQ(wanted(channel, {"app +deps"}),
            (Texts{"linux-64/app-1.0-0.conda", "linux-64/lib-1.0-0.conda",
                   "noarch/late-1.0-0.conda", "osx-64/lib-1.0-0.conda"}));
}

TEST(CondaClosure, ConstrainsAndVirtualPackagesBringNothing) {
  Channel channel;
  channel.add("linux-64/app-1.0-0.conda", {"__glibc >=2.17", "__cuda"}, R"(,"constrains":["lib"])");
  channel.add_all({"linux-64/lib-1.0-0.conda"});

  EXPECT_EQ(wanted(channel, {"app +deps"}), Texts{"linux-64/app-1.0-0.conda"});
  EXPECT_EQ(warnings(channel, {"app +deps"}), Texts{});
}

TEST(CondaClosure, TheFiltersOfALineDoNotPassOn) {
  Channel channel;
  channel.add_all({"linux-64/app-1.0-0.tar.bz2", "linux-64/lib-1.0-0.tar.bz2"});
  channel.add("linux-64/app-1.0-0.conda", {"lib"}).add("linux-64/app-0.9-0.conda", {"older"});
  channel.add_all({"noarch/lib-0.9-0.conda", "noarch/older-1.0-0.conda"});

  EXPECT_EQ(
      wanted(channel, {"app format=conda subdir=linux-64 latest=1 +deps"}),
      (Texts{"linux-64/app-1.0-0.conda", "linux-64/lib-1.0-0.tar.bz2", "noarch/lib-0.9-0.conda"}));
}

TEST(CondaClosure, ExclusionsPassOn) {
  Channel channel;
  channel.add("linux-64/app-1.0-0.conda", {"lib", "evil"})
      .add("linux-64/lib-1.0-0.conda", {"deep"});
  channel.add_all(
      {"linux-64/lib-1.0-0.tar.bz2", "linux-64/evil-1.0-0.conda", "linux-64/deep-1.0-0.conda"});

  EXPECT_EQ(wanted(channel, {"app +deps", "!lib format=conda", "!ev*"}),
            (Texts{"linux-64/app-1.0-0.conda", "linux-64/lib-1.0-0.tar.bz2"}));
}

TEST(CondaClosure, ALineWithoutDepsBringsNoDependenciesOfItsRecords) {
  Channel channel;
  channel.add("linux-64/app-1.0-0.conda", {"lib <2"});
  channel.add("linux-64/lib-1.0-0.conda", {"one"}).add("linux-64/lib-2.0-0.conda", {"two"});
  channel.add_all({"linux-64/one-1.0-0.conda", "linux-64/two-1.0-0.conda"});

  EXPECT_EQ(wanted(channel, {"app +deps", "lib"}),
            (Texts{"linux-64/app-1.0-0.conda", "linux-64/lib-1.0-0.conda",
                   "linux-64/lib-2.0-0.conda", "linux-64/one-1.0-0.conda"}));
}

TEST(CondaClosure, WhatCannotBeReadStandsForAnyVersionAndIsWarnedOfOnce) {
  Channel channel;
  channel.add("linux-64/app-1.0-0.conda", {"lib >=x!", "*-nightly", "[]"});
  channel.add("linux-64/app-2.0-0.conda", {"lib >=x!", "__bad >=x!"});
  channel.add_all({"linux-64/lib-1.0-0.conda", "noarch/lib-2.0-0.conda"});

  EXPECT_EQ(wanted(channel, {"app +deps"}).size(), 4u);
  EXPECT_EQ(
      warnings(channel, {"app +deps"}),
      (Texts{"app 1.0 0: depends on '*-nightly', which names no package: left out",
             "app 1.0 0: depends on '[]', which names no package: left out",
             "app 2.0 0: depends on 'lib >=x!', which cannot be read: taken for any version of "
             "lib"}));
}

TEST(CondaClosure, AsksForThePackagesItHasNotSeenEachOnce) {
  Channel channel;
  mirror::CondaClosure closure(listed({"app +deps", "other", "!evil"}), channel.offers);
  EXPECT_TRUE(closure.wants("app"));
  EXPECT_FALSE(closure.wants("lib"));
  EXPECT_FALSE(closure.wants("evil"));

  channel.add("linux-64/app-1.0-0.conda", {"lib >=1", "ghost", "evil"});
  EXPECT_EQ(closure.run(), (std::set<std::string>{"ghost", "lib"}));
  channel.add("linux-64/lib-1.0-0.conda", {"app", "deep"}).add("linux-64/lib-0.9-0.conda");
  EXPECT_EQ(closure.run(), std::set<std::string>{"deep"});
  channel.add("noarch/deep-1.0-0.conda", {"ghost"});
  EXPECT_EQ(closure.run(), std::set<std::string>{});

  const auto choice = std::move(closure).finish();
  EXPECT_EQ(wanted(channel, choice), (Texts{"linux-64/app-1.0-0.conda", "linux-64/lib-1.0-0.conda",
                                            "noarch/deep-1.0-0.conda"}));
  EXPECT_TRUE(choice.has(0));
  EXPECT_FALSE(choice.has(2));
}

TEST(CondaClosure, DoesNotAskForWhatIsLeftOutAsAWhole) {
  Channel channel;
  const mirror::CondaClosure closure(listed({"*", "!evil*", "!numpy <1"}), channel.offers);
  EXPECT_FALSE(closure.wants("evil-twin"));
  EXPECT_TRUE(closure.wants("numpy"));
}

TEST(CondaClosure, ACircleHasAnEnd) {
  Channel channel;
  channel.add("linux-64/a-1.0-0.conda", {"b"}).add("linux-64/b-1.0-0.conda", {"a", "b"});

  EXPECT_EQ(wanted(channel, {"a +deps"}).size(), 2u);
}

}  // namespace

}  // namespace adder::testing
