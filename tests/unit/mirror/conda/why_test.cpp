#include "mirror/conda/why.h"

#include "mirror/words/explanation.h"
#include "tests/unit/mirror/conda/decided.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace adder::testing {

namespace {

using mirror::CondaBecause;
using mirror::CondaQuestion;

constexpr auto kChannel = "conda-forge";

mirror::CondaReasonsOf among(const Reasons& all) {
  return [&all](std::string_view package) -> Result<std::vector<CondaBecause>> {
    const auto found = all.find(std::string(package));
    return found == all.end() ? std::vector<CondaBecause>() : found->second;
  };
}

std::vector<mirror::Chain> chains_of(const std::vector<CondaBecause>& reasons, const Reasons& all) {
  auto chains = mirror::chains(reasons, kChannel, among(all));
  EXPECT_TRUE(chains);
  return *std::move(chains);
}

std::string why(const std::string& package, const Reasons& all) {
  return mirror::why_text({.section = "conda/conda-forge",
                           .package = package,
                           .chains = chains_of(all.at(package), all)},
                          100);
}

std::string why_file(const std::string& path, const Reasons& all) {
  const auto question = mirror::read_question(path, kChannel);
  if (!question || !all.contains(question->package)) return "nothing";
  const auto reasons = mirror::reasons_for_file(*question, kChannel, all.at(question->package));
  return mirror::why_text({.section = "conda/conda-forge",
                           .package = question->package,
                           .file = path,
                           .chains = chains_of(reasons, all)},
                          100);
}

// app depends on lib, which depends on deep.
Channel three() {
  Channel channel({"noarch", "linux-64", "osx-64"});
  channel.add("linux-64/app-1.0-0.conda", {"lib >=1,<2"})
      .add("linux-64/app-2.0-0.conda", {"lib >=2"});
  channel.add("noarch/lib-1.0-py_0.conda", {"deep"}).add("noarch/lib-2.0-py_0.tar.bz2");
  for (const auto* subdir : {"osx-64", "linux-64"}) {
    channel.add(cat(subdir, "/deep-1.0-h1_3.conda"), {}, R"(,"build_number":3)");
  }
  return channel;
}

TEST(CondaWhy, ShowsTheWholeChainOfDependents) {
  const auto channel = three();
  EXPECT_EQ(why("deep", reasons(decide(channel, {"app +deps", "deep subdir=osx-*"}))),
            "conda/conda-forge/deep\n"
            "  a.list:2: deep subdir=osx-*\n"
            "  lib 1.0 py_0 requires deep\n"
            "    app 1.0 0 requires lib >=1,<2\n"
            "      a.list:1: app +deps\n");
}

TEST(CondaWhy, OfAFileHasTheReasonsThatAreAboutIt) {
  const auto channel = three();
  const auto all = reasons(decide(channel, {"app +deps", "lib latest=1", "lib format=conda",
                                            "deep[build_number=3] subdir=linux-64", "deep * h2*"}));

  EXPECT_EQ(why_file("noarch/lib-1.0-py_0.conda", all),
            "conda/conda-forge/noarch/lib-1.0-py_0.conda\n"
            "  a.list:3: lib format=conda\n"
            "  app 1.0 0 requires lib >=1,<2\n"
            "    a.list:1: app +deps\n");
  EXPECT_EQ(why_file("noarch/lib-2.0-py_0.tar.bz2", all),
            "conda/conda-forge/noarch/lib-2.0-py_0.tar.bz2\n"
            "  a.list:2: lib latest=1\n"
            "  app 2.0 0 requires lib >=2\n"
            "    a.list:1: app +deps\n");
  EXPECT_EQ(why_file("osx-64/deep-1.0-h1_3.conda", all),
            "conda/conda-forge/osx-64/deep-1.0-h1_3.conda\n"
            "  lib 1.0 py_0 requires deep\n"
            "    app 1.0 0 requires lib >=1,<2\n"
            "      a.list:1: app +deps\n");
  EXPECT_NE(why_file("deep-1.0-h1_3.conda", all).find("\n  a.list:4: deep"), std::string::npos)
      << why_file("deep-1.0-h1_3.conda", all);
}

TEST(CondaWhy, FindsAnotherWayWhereTheNotedOneIsGone) {
  const auto wished = [](const std::string& line) {
    return CondaBecause{.words = {.wish = "a.list:" + line, .dependent = {}, .requirement = {}}};
  };
  const auto needed = [](const std::string& dependent, const std::string& requirement,
                         std::uint32_t next) {
    return CondaBecause{.words = {.wish = {}, .dependent = dependent, .requirement = requirement},
                        .subdir = "linux-64",
                        .next = next};
  };
  const Reasons all = {
      {"app", {wished("1: app <2"), wished("2: app >=2 +deps")}},
      {"lib", {needed("app 2.0 0", "lib", 7), needed("app 1.0 0", "lib", 0)}},
      {"deep", {needed("gone 1.0 0", "deep", 0), needed("lib 1.0 0", "deep", 1)}},
      {"round", {needed("round 1.0 0", "round", 0)}},
  };

  EXPECT_EQ(why("lib", all),
            "conda/conda-forge/lib\n"
            "  app 2.0 0 requires lib\n"
            "    a.list:2: app >=2 +deps\n");
  EXPECT_EQ(why("deep", all),
            "conda/conda-forge/deep\n"
            "  lib 1.0 0 requires deep\n"
            "    app 2.0 0 requires lib\n"
            "      a.list:2: app >=2 +deps\n");
  EXPECT_EQ(why("round", all), "conda/conda-forge/round\n");
}

TEST(CondaWhy, TrustsWhatWasNotedWhereWordsDoNotTell) {
  Channel channel;
  channel.add("linux-64/app-1.0-0.conda", {"lib[build_number=7]", "lib[build_number=8]"});
  channel.add("linux-64/lib-1.0-h1_3.conda", {"deep"}, R"(,"build_number":7)");
  channel.add("linux-64/deep-1.0-0.conda");

  EXPECT_EQ(why("deep", reasons(decide(channel, {"app +deps"}))),
            "conda/conda-forge/deep\n"
            "  lib 1.0 h1_3 requires deep\n"
            "    app 1.0 0 requires lib[build_number=7]\n"
            "      a.list:1: app +deps\n");
}

TEST(CondaWhy, UnderstandsNamesFilesAndItems) {
  const auto read = [](std::string_view question, std::string_view channel = kChannel) {
    return mirror::read_question(question, channel);
  };
  const CondaQuestion package = {.package = "numpy"};
  const CondaQuestion file = {.package = "numpy", .file = "numpy-1.0-py_0.conda"};
  const CondaQuestion item = {
      .package = "numpy", .subdir = "linux-64", .file = "numpy-1.0-py_0.conda"};

  EXPECT_EQ(read("NumPy"), package);
  EXPECT_EQ(read("conda/conda-forge/numpy"), package);
  EXPECT_EQ(read("conda/pkgs/main/numpy", "pkgs/main"), package);
  EXPECT_EQ(read("numpy-1.0-py_0.conda"), file);
  EXPECT_EQ(read("linux-64/numpy-1.0-py_0.conda"), item);
  EXPECT_EQ(read("conda/conda-forge/linux-64/numpy-1.0-py_0.conda"), item);
  for (const auto* other : {"pypi/numpy", "conda/bioconda/numpy", "conda/conda-forge", "", "a b",
                            "linux-64/numpy", "../numpy-1.0-py_0.conda"}) {
    EXPECT_FALSE(read(other)) << other;
  }
}

TEST(CondaWhy, NamesTheLinesThatLeaveItOut) {
  const auto list =
      listed({"!numpy <1.20", "!evil*", "!numpy format=tar.bz2", "!numpy subdir=osx-*"});
  const auto against = [&](std::string_view question) {
    return mirror::lines_against(*mirror::read_question(question, kChannel), kChannel, list);
  };

  EXPECT_EQ(against("evil-twin"), Texts{"'!evil*' (a.list:2) leaves 'evil-twin' out"});
  EXPECT_EQ(against("numpy"), Texts{});
  EXPECT_EQ(against("linux-64/numpy-1.19-0.tar.bz2"),
            (Texts{"'!numpy <1.20' (a.list:1) leaves 'numpy-1.19-0.tar.bz2' out",
                   "'!numpy format=tar.bz2' (a.list:3) leaves 'numpy-1.19-0.tar.bz2' out"}));
  EXPECT_EQ(against("linux-64/numpy-1.20-0.conda"), Texts{});
}

TEST(CondaWhy, TellsProgramsOfChannelsBesidePypi) {
  const mirror::Chain chain = {{.wish = {}, .dependent = "app 1.0 0", .requirement = "lib"},
                               {.wish = "a.list:1: app +deps", .dependent = {}, .requirement = {}}};
  const mirror::Explanation explanation = {.section = "conda/conda-forge",
                                           .package = "lib",
                                           .file = "noarch/lib-1.0-0.conda",
                                           .chains = {chain}};

  EXPECT_EQ(mirror::why_json({&explanation, 1}), R"({
  "schema": 1,
  "project": null,
  "chains": [],
  "conda": [
    {
      "channel": "conda-forge",
      "package": "lib",
      "file": "noarch/lib-1.0-0.conda",
      "chains": [
        [
          {
            "package": "lib",
            "dependent": "app 1.0 0",
            "requirement": "lib"
          },
          {
            "package": "app",
            "wish": "a.list:1: app +deps"
          }
        ]
      ]
    }
  ]
}
)");
}

}  // namespace

}  // namespace adder::testing
