#include "mirror/conda/choice.h"

#include "tests/unit/mirror/conda/decided.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace adder::testing {

namespace {

using mirror::CondaBecause;

CondaBecause wished(const std::string& line, const std::string& versions = "") {
  return {.words = {.wish = "a.list:" + line, .dependent = {}, .requirement = {}},
          .versions = versions};
}

CondaBecause needed(const std::string& dependent, const std::string& requirement,
                    std::uint32_t next = 0, const std::string& subdir = "linux-64") {
  return {.words = {.wish = {}, .dependent = dependent, .requirement = requirement},
          .subdir = subdir,
          .next = next};
}

Channel jupyter() {
  Channel channel;
  channel.add_all(
      {"noarch/jupyter-1.0-0.conda", "noarch/numpy-1.0-0.conda", "noarch/numba-1.0-0.conda"});
  return channel;
}

TEST(CondaChoice, ALineThatMatchesNothingNamesTheNearestPackage) {
  EXPECT_EQ(warnings(jupyter(), {"jupiter", "nunpy*", "/xyz/", "!numbo", "!scipy", "jupyter"}),
            (Texts{"a.list:1: 'jupiter' matches nothing; the nearest name is 'jupyter'",
                   "a.list:2: 'nunpy*' matches nothing; the nearest name is 'numpy'",
                   "a.list:3: '/xyz/' matches nothing",
                   "a.list:4: '!numbo' matches nothing; the nearest name is 'numba'",
                   "a.list:5: '!scipy' matches nothing"}));
}

TEST(CondaChoice, ALineThatMatchesNoFileSaysWhatThereIs) {
  EXPECT_EQ(
      warnings(jupyter(), {"jupyter >=2", "num* >=2", "numpy", "!numpy"}),
      (Texts{"a.list:1: 'jupyter >=2' matches no file of jupyter, whose newest version is 1.0",
             "a.list:2: 'num* >=2' matches no file of the 2 packages it names",
             "a.list:3: 'numpy' is left out by '!numpy' (a.list:4)"}));
}

TEST(CondaChoice, AnExclusionThatCutsADependencyNamesTheDependents) {
  Channel channel;
  channel.add("linux-64/app-1.0-0.conda", {"evil >=1", "half >=2", "whole"});
  channel.add("linux-64/tool-1.0-0.conda", {"evil >=1"})
      .add("linux-64/other-1.0-0.conda", {"evil"});
  channel.add_all({"noarch/evil-1.0-0.conda", "noarch/half-1.0-0.conda", "noarch/half-2.0-0.conda",
                   "noarch/whole-1.0-0.conda", "noarch/whole-2.0-0.conda"});

  EXPECT_EQ(
      warnings(channel, {"app +deps", "tool +deps", "other", "!evil", "!half >=2", "!whole <2"}),
      (Texts{"a.list:4: '!evil' leaves out evil, a dependency of app, tool",
             "a.list:5: '!half >=2' leaves out half, a dependency of app"}));
}

TEST(CondaChoice, AnExclusionThatCutsVeryManySaysSoOnce) {
  Channel channel;
  Texts depends;
  for (int i = 10; i < 50; ++i) {
    depends.push_back(cat("r-", i));
    channel.add(cat("noarch/r-", i, "-1.0-0.conda"));
  }
  channel.add("linux-64/app-1.0-0.conda", depends);

  const auto told = warnings(channel, {"app +deps", "!r-*"});
  ASSERT_EQ(told.size(), 21u);
  EXPECT_EQ(told.back(), "a.list:2: '!r-*' leaves out 20 more packages that wanted ones depend on");
}

TEST(CondaChoice, WhatTheChannelHasNotIsOneWarning) {
  Channel channel;
  channel.add("linux-64/app-1.0-0.conda", {"a", "b >=1", "c", "d", "e"})
      .add("noarch/c-1.0-0.conda");

  EXPECT_EQ(
      warnings(channel, {"app +deps"}),
      Texts{"the channel has no package a, b, d and 1 other, which wanted ones depend on; 'adder "
            "requests missing' names them all"});
}

TEST(CondaChoice, RemembersLinesThenDependents) {
  Channel channel;
  channel.add("linux-64/app-1.0-0.conda", {"lib >=1"})
      .add("linux-64/app-2.0-0.conda", {"lib >=1", "mid"});
  channel.add("noarch/mid-1.0-0.conda", {"lib"})
      .add_all({"noarch/lib-1.0-0.conda", "noarch/lib-0.5-0.conda"});

  const auto all = reasons(decide(channel, {"app +deps", "lib <1", "l*"}));

  const Reasons expected = {
      {"app", {wished("1: app +deps")}},
      {"lib",
       {wished("2: lib <1"), wished("3: l*"), needed("app 2.0 0", "lib >=1"),
        needed("mid 1.0 0", "lib", 0, "noarch")}},
      {"mid", {needed("app 2.0 0", "mid")}},
  };
  EXPECT_EQ(all, expected);
}

TEST(CondaChoice, RemembersWhichVersionsLatestLeft) {
  Channel channel;
  channel.add_all({"noarch/app-1.0-0.conda", "noarch/app-2.0-0.conda", "noarch/app-3.0-0.conda"});

  EXPECT_EQ(reasons(decide(channel, {"app latest=2"})).at("app"),
            std::vector{wished("1: app latest=2", "2.0,3.0")});
}

TEST(CondaChoice, OfVeryManyDependentsKeepsThoseThatAFileIsThereFor) {
  Channel channel;
  for (int i = 10; i < 60; ++i) {
    channel.add(cat("linux-64/app", i, "-1.0-0.conda"), {cat("lib ", i, ".0"), cat("all !=", i)});
    channel.add(cat("noarch/lib-", i, ".0-0.conda"));
  }
  channel.add_all({"noarch/all-1.0-0.conda"});

  const auto all = reasons(decide(channel, {"app* +deps"}));

  EXPECT_EQ(all.at("lib").size(), 50u);
  EXPECT_EQ(all.at("all").size(), 11u);
}

}  // namespace

}  // namespace adder::testing
