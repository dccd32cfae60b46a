#include "tests/program/mirror.h"

#include <string>

namespace adder::testing {

namespace {

using Json = nlohmann::json;

class WhyCommand : public DemoMirror {
 protected:
  void SetUp() override {
    DemoMirror::SetUp();
    want("demo-pkg ==2.0 +deps\ndemo-epoch  # for the course\n");
    ASSERT_EQ(adder({"sync", "-q"}).exit, 0);
  }
};

TEST_F(WhyCommand, NamesTheLineThatAsksForAPackage) {
  for (const auto* name : {"demo-epoch", "Demo_Epoch", "pypi/demo-epoch"}) {
    const auto ended = adder({"why", name});
    EXPECT_EQ(ended.exit, 0);
    EXPECT_EQ(ended.out, "demo-epoch\n  requests/pypi.list:2: demo-epoch\n");
    EXPECT_EQ(ended.err, "");
  }
}

TEST_F(WhyCommand, ShowsTheChainOfDependencies) {
  const auto ended = adder({"why", "demo-leaf"});

  EXPECT_EQ(ended.exit, 0);
  EXPECT_EQ(ended.out,
            "demo-leaf\n"
            "  demo-dep 1.1 requires demo-leaf>=1.0\n"
            "    demo-pkg 2.0 requires demo-dep>=1.1\n"
            "      requests/pypi.list:1: demo-pkg ==2.0 +deps\n"
            "  demo-dep 2.0 requires demo-leaf>=1.0,<2\n"
            "    demo-pkg 2.0 requires demo-dep>=1.1\n"
            "      requests/pypi.list:1: demo-pkg ==2.0 +deps\n");
}

TEST_F(WhyCommand, KnowsFilesByTheirNames) {
  const auto ended = adder({"why", "demo_dep-1.1-py3-none-any.whl"});

  EXPECT_EQ(ended.exit, 0);
  EXPECT_EQ(ended.out,
            "demo_dep-1.1-py3-none-any.whl\n"
            "  demo-pkg 2.0 requires demo-dep>=1.1\n"
            "    requests/pypi.list:1: demo-pkg ==2.0 +deps\n");
}

TEST_F(WhyCommand, FindsNothingAsGrepDoes) {
  // The last is a file of a wanted project that no line takes.
  for (const auto* name : {"demo-big", "no such thing", "demo_pkg-1.0-py3-none-any.whl"}) {
    const auto ended = adder({"why", name});
    EXPECT_EQ(ended.exit, 1) << name;
    EXPECT_EQ(ended.out, "");
    EXPECT_EQ(ended.err, std::string("nothing asks for '") + name + "'\n");
  }
  EXPECT_EQ(adder({"-q", "why", "demo-big"}).err, "");
}

TEST_F(WhyCommand, AnswersInJsonWithEveryStep) {
  const Json wish = {{"project", "demo-pkg"},
                     {"wish", "requests/pypi.list:1: demo-pkg ==2.0 +deps"}};
  const Json step = {
      {"project", "demo-dep"}, {"dependent", "demo-pkg 2.0"}, {"requirement", "demo-dep>=1.1"}};
  const Json chain = Json::array({step, wish});

  EXPECT_EQ(answer({"why", "demo-dep"}),
            (Json{{"schema", 1}, {"project", "demo-dep"}, {"chains", Json::array({chain})}}));
  EXPECT_EQ(answer({"why", "demo_dep-2.0-py3-none-any.whl"})["file"],
            "demo_dep-2.0-py3-none-any.whl");
}

TEST_F(WhyCommand, AnswersInJsonAlsoWhereNothingIsFound) {
  const auto ended = adder({"--json", "why", "demo-big"});

  EXPECT_EQ(ended.exit, 1);
  EXPECT_EQ(Json::parse(ended.out),
            (Json{{"schema", 1}, {"project", nullptr}, {"chains", Json::array()}}));
}

TEST_F(WhyCommand, SaysThatUpstreamHasNoSuchProject) {
  want("demo-lief\n");
  ASSERT_EQ(adder({"sync", "-q"}).exit, 0);

  const auto ended = adder({"why", "demo-lief"});

  EXPECT_EQ(ended.exit, 1);
  EXPECT_EQ(ended.err,
            "'demo-lief' (requests/pypi.list:1) asks for it, but upstream has no project "
            "'demo-lief'; the nearest name is 'demo-leaf'\n");
}

TEST_F(WhyCommand, NamesTheLineThatLeavesItOut) {
  want("demo-pkg\ndemo-leaf\n!demo-leaf\n!demo-pkg <2\n");
  ASSERT_EQ(adder({"sync", "-q"}).exit, 0);

  const auto project = adder({"why", "demo-leaf"});
  EXPECT_EQ(project.exit, 1);
  EXPECT_EQ(project.err, "'!demo-leaf' (requests/pypi.list:3) leaves 'demo-leaf' out\n");
  const auto file = adder({"why", "demo_pkg-1.0-py3-none-any.whl"});
  EXPECT_EQ(file.exit, 1);
  EXPECT_EQ(file.err,
            "'!demo-pkg <2' (requests/pypi.list:4) leaves 'demo_pkg-1.0-py3-none-any.whl' out\n");
  EXPECT_EQ(answer({"why", "demo-leaf"})["obstacles"],
            Json::array({"'!demo-leaf' (requests/pypi.list:3) leaves 'demo-leaf' out"}));
}

TEST_F(WhyCommand, SaysWhatIsHiddenAndWhichLineAskedForIt) {
  want("demo-epoch\ndemo-hijacked\n");
  ASSERT_EQ(adder({"sync", "-q"}).exit, 0);
  ASSERT_EQ(adder({"hide", "demo-epoch", "--note", "bad stuff"}).exit, 0);
  ASSERT_TRUE(upstream.change(
      R"({"change": "status", "name": "demo-hijacked", "status": "quarantined", "reason": "bad"})"));
  ASSERT_EQ(adder({"sync", "-q"}).exit, 1);

  const auto by_admin = adder({"why", "demo-epoch"});
  EXPECT_EQ(by_admin.exit, 0);
  EXPECT_EQ(by_admin.out, "demo-epoch\n  requests/pypi.list:1: demo-epoch\n");
  EXPECT_EQ(by_admin.err, "'demo-epoch' is hidden by 'adder hide' since 2026-01-01, bad stuff\n");
  const auto by_upstream = adder({"why", "demo-hijacked"});
  EXPECT_EQ(by_upstream.exit, 0);
  EXPECT_EQ(by_upstream.out, "demo-hijacked\n  requests/pypi.list:2: demo-hijacked\n");
  EXPECT_EQ(by_upstream.err,
            "'demo-hijacked' is hidden: quarantined upstream since 2026-01-01, bad\n");

  want("");
  ASSERT_EQ(adder({"sync", "-q"}).exit, 0);
  const auto unasked = adder({"why", "demo-epoch"});
  EXPECT_EQ(unasked.exit, 1);
  EXPECT_EQ(unasked.err, by_admin.err);
}

using WhyBeforeTheFirstSync = DemoMirror;

TEST_F(WhyBeforeTheFirstSync, SaysThatNoMirrorIsThere) {
  const auto ended = adder({"why", "demo-pkg"});
  EXPECT_EQ(ended.exit, 2);
  EXPECT_EQ(ended.err, "error: '" + path("root") +
                           "' holds no mirror yet\n"
                           "hint: run 'adder sync' first\n");
}

class MissingCommand : public DemoMirror {};

TEST_F(MissingCommand, NamesPerPackageWhatNoListAsksFor) {
  want("demo-pkg\ndemo-leaf\n");
  ASSERT_EQ(adder({"sync", "-q"}).exit, 0);

  const auto ended = adder({"requests", "missing"});

  EXPECT_EQ(ended.exit, 1);
  EXPECT_EQ(ended.out,
            "demo-dep: no list asks for it\n"
            "  demo-pkg 1.1 requires demo-dep<2\n"
            "  demo-pkg 2.0 requires demo-dep>=1.1\n"
            "  demo-pkg 2.1rc1 requires demo-dep>=2.0\n");
  EXPECT_EQ(ended.err,
            "hint: 'adder requests add NAME' asks for one of them, '+deps' behind a wish for all "
            "that it requires\n");
  const auto missing = answer({"requests", "missing"});
  EXPECT_EQ(missing["schema"], 1);
  EXPECT_EQ(missing["missing"].size(), 3u);
  EXPECT_EQ(missing["missing"][0], (Json{{"package", "demo-pkg"},
                                         {"version", "1.1"},
                                         {"requirement", "demo-dep<2"},
                                         {"project", "demo-dep"},
                                         {"why", "no list asks for it"}}));
}

TEST_F(MissingCommand, TellsOtherReasonsApart) {
  want("demo-pkg ==2.0\ndemo-dep <2\n!demo-leaf\n");
  ASSERT_EQ(adder({"sync", "-q"}).exit, 0);

  const auto ended = adder({"requests", "missing"});

  EXPECT_EQ(ended.exit, 1);
  EXPECT_EQ(ended.out,
            "demo-leaf: a line leaves it out\n"
            "  demo-dep 1.0 requires demo-leaf>=0.9\n"
            "  demo-dep 1.1 requires demo-leaf>=1.0\n");
  want("demo-pkg ==2.0\ndemo-dep <1.1\ndemo-leaf\n");
  ASSERT_EQ(adder({"sync", "-q"}).exit, 0);
  EXPECT_EQ(adder({"requests", "missing"}).out,
            "demo-dep: the lists ask for other versions only\n"
            "  demo-pkg 2.0 requires demo-dep>=1.1\n");
}

TEST_F(MissingCommand, FindsNothingWhereNothingIsMissing) {
  want("demo-pkg +deps\n");
  ASSERT_EQ(adder({"sync", "-q"}).exit, 0);

  const auto ended = adder({"requests", "missing"});

  EXPECT_EQ(ended.exit, 0);
  EXPECT_EQ(ended.out, "");
  EXPECT_EQ(ended.err, "nothing is missing\n");
  EXPECT_EQ(answer({"requests", "missing"}), (Json{{"schema", 1}, {"missing", Json::array()}}));
}

}  // namespace

}  // namespace adder::testing
