#include "mirror/pypi/why.h"

#include "mirror/words/explanation.h"
#include "tests/unit/mirror/pypi/world.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace adder::testing {

namespace {

using mirror::Because;
using mirror::ReasonsByProject;
using mirror::Subject;

Because wished(const std::string& line) {
  return {.wish = "requests/pypi.list:" + line, .dependent = {}, .requirement = {}};
}

Because needed(const std::string& dependent, const std::string& requirement) {
  return {.wish = {}, .dependent = dependent, .requirement = requirement};
}

std::string why(const std::string& question, const ReasonsByProject& all, std::size_t most = 100) {
  const auto subject = subject_of(question, all);
  if (!subject) return "nothing\n";
  return mirror::why_text({.section = "pypi",
                           .package = subject->project,
                           .file = subject->file,
                           .chains = chains(all.at(subject->project), all)},
                          most);
}

ReasonsByProject some_reasons() {
  return {
      {"app", {wished("3: app +deps")}},
      {"lib", {wished("7: lib >=2"), needed("app 2.0", "lib>=1.0")}},
      {"deep", {needed("lib 1.0", "deep"), needed("mid 1.0", "deep[x] >= 0.5")}},
      {"mid", {needed("lib 2.0", "mid")}},
  };
}

TEST(Why, NamesTheLineThatAsksForAProject) {
  EXPECT_EQ(why("app", some_reasons()),
            "app\n"
            "  requests/pypi.list:3: app +deps\n");
}

TEST(Why, ShowsTheWholeChainOfDependents) {
  EXPECT_EQ(why("mid", some_reasons()),
            "mid\n"
            "  lib 2.0 requires mid\n"
            "    app 2.0 requires lib>=1.0\n"
            "      requests/pypi.list:3: app +deps\n");
}

TEST(Why, GivesAllReasonsTheNearestFirst) {
  EXPECT_EQ(why("lib", some_reasons()),
            "lib\n"
            "  requests/pypi.list:7: lib >=2\n"
            "  app 2.0 requires lib>=1.0\n"
            "    requests/pypi.list:3: app +deps\n");
}

TEST(Why, FollowsTheVersionThatIsNamed) {
  const ReasonsByProject reasons = {
      {"app", {wished("1: app +deps")}},
      {"tool", {wished("2: tool +deps")}},
      {"lib", {needed("app 1.0", "lib>=2"), needed("tool 1.0", "lib<2")}},
      {"deep", {needed("lib 1.5", "deep")}},
  };

  EXPECT_EQ(why("deep", reasons),
            "deep\n"
            "  lib 1.5 requires deep\n"
            "    tool 1.0 requires lib<2\n"
            "      requests/pypi.list:2: tool +deps\n");
}

TEST(Why, ALineWithoutDepsBringsNoDependencies) {
  const ReasonsByProject reasons = {
      {"app", {wished("1: app +deps")}},
      {"lib", {wished("2: lib"), needed("app 1.0", "lib")}},
      {"deep", {needed("lib 1.0", "deep")}},
  };

  EXPECT_EQ(why("deep", reasons),
            "deep\n"
            "  lib 1.0 requires deep\n"
            "    app 1.0 requires lib\n"
            "      requests/pypi.list:1: app +deps\n");
}

TEST(Why, IsNotCaughtInACircle) {
  const ReasonsByProject circle = {
      {"a", {needed("b 1.0", "a"), wished("1: a >=2 +deps")}},
      {"b", {needed("a 1.0", "b"), needed("a 2.0", "b")}},
      {"c", {needed("d 1.0", "c")}},
      {"d", {needed("c 1.0", "d")}},
  };

  EXPECT_EQ(why("b", circle),
            "b\n"
            "  a 1.0 requires b\n"
            "    b 1.0 requires a\n"
            "      a 2.0 requires b\n"
            "        requests/pypi.list:1: a >=2 +deps\n"
            "  a 2.0 requires b\n"
            "    requests/pypi.list:1: a >=2 +deps\n");
  EXPECT_EQ(why("c", circle), "c\n");
}

TEST(Why, CountsWhatItDoesNotShow) {
  ReasonsByProject reasons = {{"app", {wished("1: app +deps")}}};
  for (int i = 0; i < 5; ++i)
    reasons["lib"].push_back(needed("app 1.0", "lib!=" + std::to_string(i)));

  EXPECT_EQ(why("lib", reasons, 1),
            "lib\n"
            "  app 1.0 requires lib!=0\n"
            "    requests/pypi.list:1: app +deps\n"
            "  and 4 more reasons\n");
}

TEST(Why, UnderstandsNamesInAnySpellingAndFileNames) {
  const ReasonsByProject reasons = {{"jupyter-core", {}}, {"jupyter", {}}};
  const auto subject = [&](std::string_view question) {
    return subject_of(question, reasons);
  };

  EXPECT_EQ(subject("Jupyter_Core"), (Subject{.project = "jupyter-core", .file = {}}));
  EXPECT_EQ(subject("pypi/jupyter"), (Subject{.project = "jupyter", .file = {}}));
  EXPECT_EQ(subject("jupyter-core-5.7.tar.gz"),
            (Subject{.project = "jupyter-core", .file = "jupyter-core-5.7.tar.gz"}));
  EXPECT_EQ(subject("pypi/jupyter_core-5.7-py3-none-any.whl"),
            (Subject{.project = "jupyter-core", .file = "jupyter_core-5.7-py3-none-any.whl"}));
  EXPECT_EQ(subject("jupyter-1.0.tar.gz"),
            (Subject{.project = "jupyter", .file = "jupyter-1.0.tar.gz"}));
  EXPECT_FALSE(subject("numpy"));
  EXPECT_FALSE(subject("numpy-1.0.tar.gz"));
  EXPECT_FALSE(subject("-"));
  EXPECT_FALSE(subject(""));
}

TEST(Why, OfAFileHasTheLinesThatLetItPassAndTheDependentsItIsOfUseTo) {
  const auto page =
      page_of(Texts{"lib-1.0-cp312-cp312-win32.whl", "lib-1.0-cp312-cp312-manylinux2014_x86_64.whl",
                    "lib-2.0-py3-none-any.whl"});
  const std::vector<Because> reasons = {wished("1: lib wheels=*win32"), wished("2: lib >=2"),
                                        needed("app 1.0", "lib<2"), needed("app 2.0", "lib")};
  const auto about = [&](const std::string& file) {
    const auto subject = Subject{.project = "lib", .file = file};
    return reasons_for_file(subject, page, environments(), reasons);
  };

  EXPECT_EQ(about("lib-1.0-cp312-cp312-win32.whl"), std::vector{reasons[0]});
  EXPECT_EQ(about("lib-1.0-cp312-cp312-manylinux2014_x86_64.whl"),
            (std::vector{reasons[2], reasons[3]}));
  EXPECT_EQ(about("lib-2.0-py3-none-any.whl"), (std::vector{reasons[1], reasons[3]}));
  EXPECT_TRUE(about("lib-3.0-py3-none-any.whl").empty());
}

TEST(Why, TellsProgramsTheSame) {
  const auto reasons = some_reasons();

  const mirror::Explanation explanation = {
      .section = "pypi",
      .package = "lib",
      .file = "lib-1.0.tar.gz",
      .chains = chains(std::vector{reasons.at("lib")[1]}, reasons)};

  EXPECT_EQ(mirror::why_json({&explanation, 1}),
            R"({
  "schema": 1,
  "project": "lib",
  "file": "lib-1.0.tar.gz",
  "chains": [
    [
      {
        "project": "lib",
        "dependent": "app 2.0",
        "requirement": "lib>=1.0"
      },
      {
        "project": "app",
        "wish": "requests/pypi.list:3: app +deps"
      }
    ]
  ]
}
)");
}

TEST(Why, ShowsNothingThatATerminalWouldObey) {
  const ReasonsByProject reasons = {{"lib", {wished("1: lib \x1b[31m")}}};

  EXPECT_EQ(why("lib", reasons), "lib\n  requests/pypi.list:1: lib \\x1b[31m\n");
}

TEST(Why, FindsALineForAllThatAClosureBrings) {
  World world;
  world.release("app", "1.0", {"a", "b>=2"}).release("a", "1.0", {"b<2"});
  world.release("b", "1.0", {"c"}).release("b", "2.0", {"a"}).release("c", "1.0", {"b"});
  const auto choice = decide(world, {.wishes = {with_deps(wish("app")), wish("b", "==1.0")}});
  ReasonsByProject reasons;
  for (const auto& project : choice.projects()) {
    reasons[project.text()] = choice.selection(project).because;
  }

  for (const auto& [project, because] : reasons) {
    EXPECT_EQ(chains(because, reasons).size(), because.size()) << project;
  }
}

}  // namespace

}  // namespace adder::testing
