#include "mirror/conda/explain.h"

#include "mirror/conda/reasons_book.h"
#include "mirror/store/hidden.h"
#include "tests/support/temp_folder.h"
#include "tests/unit/mirror/conda/decided.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace adder::testing {

namespace {

using mirror::CondaBecause;
using Replace = mirror::CondaReasonsBook::Replace;

// A mirror of a channel in which app depends on lib, as a sync left it.
class CondaExplain : public ::testing::Test {
 protected:
  CondaExplain() : channel({"noarch", "linux-64"}) {
    config.name = "conda-forge";
    auto opened = mirror::Store::open(folder.path(), Clock());
    EXPECT_TRUE(opened);
    store.emplace(*std::move(opened));
    channel.add("linux-64/app-1.0-0.conda", {"lib >=1"});
    channel.add_all(
        {"noarch/lib-1.0-0.conda", "linux-64/lib-1.0-0.conda", "noarch/lib-2.0-0.conda"});
    remember({"app +deps", "lib latest=1"}, Replace::all);
    for (const auto id : channel.offers.of_package("lib")) publish(channel.path(id));
  }

  void remember(const Texts& lines, Replace replace) {
    const auto choice = decide(channel, lines);
    const auto written = book().remember(choice.reasons(), replace);
    ASSERT_TRUE(written) << written.error().words();
  }

  void publish(const std::string& path) {
    auto row =
        store->ledger().prepare("INSERT INTO promise VALUES (?1, 1, NULL, 'x', x'00', NULL)");
    ASSERT_TRUE(row);
    ASSERT_TRUE(row->bind(1, "conda/conda-forge/" + path).run());
  }

  mirror::CondaReasonsBook book(const std::string& name = "conda-forge") const {
    return {*store, name};
  }

  std::vector<CondaBecause> known(std::string_view package,
                                  const std::string& name = "conda-forge") const {
    const auto found = book(name).of(package);
    EXPECT_TRUE(found);
    return *found;
  }

  mirror::CondaExplanation ask(const std::string& question, const Texts& lines) {
    auto said = mirror::explain(*store, config, listed(lines), question);
    EXPECT_TRUE(said) << said.error().words();
    return *std::move(said);
  }
  std::string answer(const std::string& question,
                     const Texts& lines = {"app +deps", "lib latest=1"}) {
    std::string out;
    for (const auto& found : ask(question, lines).found) out += mirror::why_text(found, 10);
    return out;
  }

  TempFolder folder;
  mirror::ChannelConfig config;
  Channel channel;
  std::optional<mirror::Store> store;
};

TEST_F(CondaExplain, TellsOfAPackage) {
  for (const auto* question : {"lib", "conda/conda-forge/lib"}) {
    EXPECT_EQ(answer(question),
              "conda/conda-forge/lib\n"
              "  a.list:2: lib latest=1\n"
              "  app 1.0 0 requires lib >=1\n"
              "    a.list:1: app +deps\n");
  }
  for (const auto* question : {"numpy", "pypi/lib", "conda/bioconda/lib", "no such thing"}) {
    EXPECT_EQ(answer(question), "") << question;
  }
}

TEST_F(CondaExplain, TellsOfAFileWhereverItIsPublished) {
  EXPECT_EQ(answer("lib-1.0-0.conda"),
            "conda/conda-forge/noarch/lib-1.0-0.conda\n"
            "  app 1.0 0 requires lib >=1\n"
            "    a.list:1: app +deps\n"
            "conda/conda-forge/linux-64/lib-1.0-0.conda\n"
            "  app 1.0 0 requires lib >=1\n"
            "    a.list:1: app +deps\n");
  EXPECT_EQ(answer("conda/conda-forge/noarch/lib-2.0-0.conda"),
            "conda/conda-forge/noarch/lib-2.0-0.conda\n"
            "  a.list:2: lib latest=1\n"
            "  app 1.0 0 requires lib >=1\n"
            "    a.list:1: app +deps\n");
  EXPECT_EQ(answer("lib-3.0-0.conda"), "");
}

TEST_F(CondaExplain, NamesLinesWhereTheyStandNow) {
  EXPECT_EQ(answer("app", {"numpy", "scipy", "app +deps"}),
            "conda/conda-forge/app\n"
            "  a.list:3: app +deps\n");
  EXPECT_EQ(answer("app", {"numpy"}),
            "conda/conda-forge/app\n"
            "  a.list:1: app +deps\n");
}

TEST_F(CondaExplain, TellsWhatStandsInTheWay) {
  ASSERT_TRUE(mirror::hide_item(*store, {.section = "conda/conda-forge",
                                         .name = "lib",
                                         .cause = "admin",
                                         .note = "bad",
                                         .since = Time()}));
  const auto lib = ask("lib", {"app +deps", "!lib <2"});
  EXPECT_EQ(lib.found.size(), 1u);
  EXPECT_EQ(lib.obstacles,
            Texts{"'conda/conda-forge/lib' is hidden by 'adder hide' since 1970-01-01, bad"});

  const auto file = ask("lib-1.0-0.conda", {"app +deps", "!lib <2"});
  EXPECT_TRUE(file.found.empty());
  EXPECT_EQ(file.obstacles.back(), "'!lib <2' (a.list:2) leaves 'lib-1.0-0.conda' out");
}

TEST_F(CondaExplain, TheBookKnowsWhatItWasTold) {
  const auto choice = decide(channel, {"app +deps", "lib latest=1"});
  for (const auto& [package, expected] : reasons(choice)) EXPECT_EQ(known(package), expected);
  EXPECT_TRUE(known("numpy").empty());
  EXPECT_TRUE(known("app", "bioconda").empty());
}

TEST_F(CondaExplain, TheBookForgetsWhatNobodyWantsAnyMore) {
  remember({"app"}, Replace::these);
  EXPECT_EQ(known("app").at(0).words.wish, "a.list:1: app");
  EXPECT_EQ(known("lib").size(), 2u);

  remember({"app"}, Replace::all);
  EXPECT_EQ(known("app").size(), 1u);
  EXPECT_TRUE(known("lib").empty());
}

}  // namespace

}  // namespace adder::testing
