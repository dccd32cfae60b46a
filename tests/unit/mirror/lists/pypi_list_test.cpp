#include "mirror/lists/pypi_list.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace adder::testing {

namespace {

using mirror::Dependencies;
using mirror::Exclusion;
using mirror::RequestList;
using mirror::Sdists;
using mirror::Wish;
using Words = std::vector<std::string>;

struct Read {
  RequestList list;
  Problems problems;
};

Read read(const std::string& line) {
  Read read;
  mirror::add_pypi_line({.place = {.file = "a.list", .line = 7}, .text = line}, read.list,
                        read.problems);
  return read;
}

// The wish of a line that is in order.
Wish wish(const std::string& line) {
  auto [list, problems] = read(line);
  EXPECT_TRUE(problems.errors.empty()) << line << ": " << problems.errors.front().words();
  EXPECT_EQ(list.wishes.size(), 1u) << line;
  if (list.wishes.empty()) return {.place = {}, .text = {}, .name = Pattern::exact("")};
  return list.wishes.front();
}

// What is said of a line that is not.
std::string wrong(const std::string& line) {
  const auto [list, problems] = read(line);
  EXPECT_TRUE(list.wishes.empty() && list.exclusions.empty()) << line;
  return problems.errors.size() == 1 ? problems.errors[0].text : "nothing";
}

pypi::Version version(const std::string& text) {
  return *pypi::Version::parse(text);
}

TEST(PypiList, ANameAloneMeansEveryVersion) {
  const auto found = wish("NumPy");
  EXPECT_EQ(*found.name.name(), "numpy");
  EXPECT_TRUE(found.spec.empty());
  EXPECT_EQ(found.text, "NumPy");
  EXPECT_EQ(found.place.line, 7);
  EXPECT_EQ(found.dependencies, Dependencies::no);
  EXPECT_EQ(found.sdists, Sdists::yes);
  EXPECT_FALSE(found.latest);
}

TEST(PypiList, ASpecMayStandWithOrWithoutWhiteSpace) {
  for (const auto* line : {"requests >=2.20,!=2.25.*", "requests>=2.20, !=2.25.*",
                           "requests >= 2.20 , != 2.25.*", "requests (>=2.20,!=2.25.*)"}) {
    const auto found = wish(line);
    EXPECT_EQ(*found.name.name(), "requests") << line;
    EXPECT_TRUE(found.spec.contains(version("2.20"))) << line;
    EXPECT_FALSE(found.spec.contains(version("2.25.1"))) << line;
    EXPECT_FALSE(found.spec.contains(version("2.19"))) << line;
  }
}

TEST(PypiList, GlobsAreMatchedOverNormalisedNames) {
  const auto found = wish("Jupyter_* >=1");
  EXPECT_EQ(found.name.name(), nullptr);
  EXPECT_TRUE(found.name.matches("jupyter-core"));
  EXPECT_FALSE(found.name.matches("jupyter"));
  EXPECT_TRUE(found.spec.contains(version("1.0")));
  EXPECT_TRUE(wish("*").name.matches("anything"));
  EXPECT_TRUE(wish("torch?>=2").name.matches("torch2"));
}

TEST(PypiList, RegularExpressionsEndAtTheLastSlash) {
  const auto found = wish("/^(torch|torchvision)$/ >=2.0");
  EXPECT_TRUE(found.name.matches("torch"));
  EXPECT_TRUE(found.name.matches("torchvision"));
  EXPECT_FALSE(found.name.matches("torchaudio"));
  EXPECT_FALSE(found.spec.contains(version("1.9")));

  EXPECT_EQ(wish("/a/b/").name.words(), "a/b");
  EXPECT_EQ(wish("/a\\/b/").name.words(), "a/b");
  EXPECT_EQ(wish("/a\\\\/").name.words(), "a\\\\");
  EXPECT_EQ(wish("/a[/]\\d/>=2 latest=1").name.words(), "a[/]\\d");
  EXPECT_TRUE(wish("/[a-z;]+/ latest=1").name.matches("abc"));
}

TEST(PypiList, TheRegexMeansTheWholeName) {
  EXPECT_FALSE(wish("/torch/").name.matches("pytorch"));
}

TEST(PypiList, EveryFilterIsRead) {
  const auto found = wish(
      "tensorflow >=2.10 wheels=*manylinux*x86_64*,*-any.whl sdist=no python=>=3.10 latest=5 "
      "pre=no +deps");
  ASSERT_EQ(found.wheels.size(), 2u);
  EXPECT_TRUE(found.wheels[0].matches("tensorflow-2.10-cp312-cp312-manylinux_2_17_x86_64"));
  EXPECT_TRUE(found.wheels[1].matches("tensorflow-2.10-py3-none-any"));
  EXPECT_EQ(found.sdists, Sdists::no);
  ASSERT_TRUE(found.python);
  EXPECT_TRUE(found.python->contains(version("3.11")));
  EXPECT_FALSE(found.python->contains(version("3.9")));
  EXPECT_EQ(found.latest, 5);
  EXPECT_EQ(found.prereleases, pypi::Prereleases::only_if_named);
  EXPECT_EQ(found.dependencies, Dependencies::yes);
  EXPECT_EQ(wish("a sdist=fallback").sdists, Sdists::fallback);
}

TEST(PypiList, PythonTakesEveryOperator) {
  EXPECT_TRUE(wish("a python===3.11").python->contains(version("3.11")));
  EXPECT_FALSE(wish("a python=!=3.9,<3.12").python->contains(version("3.9")));
}

TEST(PypiList, TheTextIsTheLineWithSingleSpaces) {
  EXPECT_EQ(wish("scipy \t  >=1   +deps").text, "scipy >=1 +deps");
  EXPECT_EQ(read("!  a  >1").list.exclusions.at(0).text, "!a >1");
}

TEST(PypiList, ExclusionsTakeSpecAndFilters) {
  const auto [list, problems] = read("!jupyter-evil* >=2 wheels=*win* sdist=no python=<3");
  ASSERT_EQ(list.exclusions.size(), 1u);
  const auto& found = list.exclusions[0];
  EXPECT_TRUE(found.name.matches("jupyter-evil-twin"));
  EXPECT_FALSE(found.spec.contains(version("1")));
  EXPECT_EQ(found.wheels.size(), 1u);
  EXPECT_EQ(found.sdists, Sdists::no);
  EXPECT_TRUE(found.python);
}

TEST(PypiList, ExclusionsTakeNothingThatChooses) {
  EXPECT_EQ(wrong("!a latest=3"), "an exclusion cannot have latest=");
  EXPECT_EQ(wrong("!a +deps"), "an exclusion cannot have +deps");
  EXPECT_EQ(wrong("!a pre=no"), "an exclusion cannot have pre=");
  EXPECT_EQ(wrong("!a[x]"), "an exclusion cannot have extras");
  EXPECT_EQ(wrong("!a ; python_version<'3'"), "an exclusion cannot have a marker");
}

TEST(PypiList, RequirementsLinesAreUnderstood) {
  const auto found = wish(
      "requests[socks,Security]>=2 ; python_version < \"3.12\" and "
      "sys_platform == 'linux'");
  EXPECT_EQ(found.extras, (Words{"security", "socks"}));
  EXPECT_FALSE(found.marker.empty());
  EXPECT_TRUE(found.marker.holds({{"python_version", "3.9"}, {"sys_platform", "linux"}}));
  EXPECT_FALSE(found.marker.holds({{"python_version", "3.13"}, {"sys_platform", "linux"}}));

  const auto dependent = wish("a; python_version<'3.12' +deps latest=2");
  EXPECT_EQ(dependent.dependencies, Dependencies::yes);
  EXPECT_EQ(dependent.latest, 2);
  EXPECT_FALSE(dependent.marker.empty());
}

TEST(PypiList, PipsOptionsAreIgnoredWithAWarning) {
  for (const auto* line : {"--index-url https://me:secret@host/simple", "-ihttps://me:secret@host/",
                           "--pre", "-f wheels", "--no-binary :all:"}) {
    const auto [list, problems] = read(line);
    EXPECT_TRUE(problems.errors.empty()) << line;
    ASSERT_EQ(problems.warnings.size(), 1u) << line;
    EXPECT_EQ(problems.warnings[0].text.find("secret"), std::string::npos);
  }
  EXPECT_EQ(read("--pre").problems.warnings[0].words(),
            "a.list:7: --pre means nothing to a mirror and was ignored");

  const auto [list, problems] = read("a==1 --hash=sha256:00 --hash=sha256:11");
  EXPECT_EQ(list.wishes.size(), 1u);
  ASSERT_EQ(problems.warnings.size(), 1u);
  EXPECT_EQ(problems.warnings[0].text, "--hash means nothing to a mirror and was ignored");
}

TEST(PypiList, WhatCannotBeMirroredIsAnError) {
  EXPECT_EQ(wrong("-e ."), "-e: an editable installation cannot be mirrored");
  EXPECT_EQ(wrong("-c constraints.txt"),
            "-c: constraints are not known here; write versions behind the names");
  const std::string said = "' is a URL or a path, only names of projects can be asked for";
  EXPECT_EQ(wrong("https://me:secret@example.org/a.whl"), "'https://***@example.org/a.whl" + said);
  EXPECT_EQ(wrong("git+https://example.org/a.git"), "'git+https://example.org/a.git" + said);
  EXPECT_EQ(wrong("./a"), "'./a" + said);
  EXPECT_EQ(wrong("wheels/a-1.0.whl"), "'wheels/a-1.0.whl" + said);
  EXPECT_EQ(wrong("a-1.0-py3-none-any.whl"), "'a-1.0-py3-none-any.whl" + said);
  EXPECT_EQ(wrong("a @ https://example.org/a.whl"),
            "a name at a URL cannot be mirrored, only what the index offers");
}

TEST(PypiList, MistakesAreSaidInWords) {
  EXPECT_EQ(wrong("!"), "a name is missing");
  EXPECT_EQ(wrong("a +dep"), "unknown word '+dep', did you mean '+deps'?");
  EXPECT_EQ(wrong("a lastest=2"), "unknown filter 'lastest=', did you mean 'latest='?");
  EXPECT_EQ(
      wrong("a colour=red"),
      "unknown filter 'colour=', there are wheels, sdist, python, pre, latest, format, subdir");
  EXPECT_EQ(wrong("a latest=0"), "latest=: expected a whole number of at least 1, found '0'");
  EXPECT_EQ(wrong("a latest=2 latest=3"), "latest= stands here twice");
  EXPECT_EQ(wrong("a latest="), "latest= has no value");
  EXPECT_EQ(wrong("a sdist=maybe"), "sdist=: expected yes, no or fallback, found 'maybe'");
  EXPECT_EQ(wrong("a python=three"),
            "python=: expected versions of Python such as >=3.10,<3.14, found 'three'");
  EXPECT_EQ(wrong("a wheels=x,,y"),
            "wheels=: expected globs with commas between them, found 'x,,y'");
  EXPECT_EQ(wrong("a subdir=linux-64"), "subdir= is for lists of conda channels");
  EXPECT_EQ(wrong("a latest=2 >=1"),
            "'>=1' stands behind the filters; name and version come first");
  EXPECT_EQ(wrong("/a"), "the regular expression '/a' does not end in a slash");
  EXPECT_EQ(wrong("/a\\/"), "the regular expression '/a\\/' does not end in a slash");
  EXPECT_EQ(wrong("//"), "the regular expression '//' is empty");
  EXPECT_EQ(wrong("/(/"), "bad regular expression '(': missing ): (");
  EXPECT_EQ(wrong("a*[x]"), "extras belong to one name, not to a pattern");
  EXPECT_EQ(wrong("a[x"), "a bracket is not closed: [");
  EXPECT_EQ(wrong("a ; x=='"), "a quote is not closed: '");
  for (const auto* line : {"a b", "a >=x", "a-", "a >=1 b", "a ; nonsense", "a=1", "\xc3\xa9"}) {
    EXPECT_NE(wrong(line), "nothing") << line;
  }
}

}  // namespace

}  // namespace adder::testing
