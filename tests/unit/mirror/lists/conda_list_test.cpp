#include "mirror/lists/conda_list.h"

#include "tests/support/temp_folder.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace adder::testing {

namespace {

using conda::Format;
using conda::RecordView;
using mirror::CondaRequestList;
using mirror::CondaWish;
using mirror::Dependencies;
using Words = std::vector<std::string>;

const RecordView kNumpy = {.name = "numpy",
                           .version_text = "1.26.4",
                           .build = "py312_0",
                           .subdir = "linux-64",
                           .channel = "conda-forge"};

struct Read {
  CondaRequestList list;
  Problems problems;
};

Read read(const std::string& line, const std::string& channel = "conda-forge") {
  Read read;
  mirror::add_conda_line({.place = {.file = "a.list", .line = 7}, .text = line}, channel, read.list,
                         read.problems);
  return read;
}

// The wish of a line that is in order.
CondaWish wish(const std::string& line) {
  auto [list, problems] = read(line);
  EXPECT_TRUE(problems.errors.empty()) << line << ": " << problems.errors.front().words();
  EXPECT_TRUE(problems.warnings.empty()) << line << ": " << problems.warnings.front().words();
  if (list.wishes.size() == 1) return list.wishes.front();
  ADD_FAILURE() << line << " is " << list.wishes.size() << " wishes";
  return {.place = {},
          .text = {},
          .name = Pattern::exact(""),
          .spec = *conda::MatchSpec::parse("nothing")};
}

// What is said of a line that is not.
std::string wrong(const std::string& line, const std::string& channel = "conda-forge") {
  const auto [list, problems] = read(line, channel);
  EXPECT_TRUE(list.wishes.empty() && list.exclusions.empty()) << line;
  return problems.errors.size() == 1 ? problems.errors[0].text : "nothing";
}

bool asks_for_numpy(const std::string& line) {
  const auto found = wish(line);
  return found.name.matches(kNumpy.name) && found.spec.matches(kNumpy);
}

TEST(CondaList, ANameAloneMeansEveryVersion) {
  const auto found = wish("NumPy");
  EXPECT_EQ(*found.name.name(), "numpy");
  EXPECT_TRUE(found.spec.is_name_only());
  EXPECT_EQ(found.text, "NumPy");
  EXPECT_EQ(found.place.line, 7);
  EXPECT_EQ(found.dependencies, Dependencies::no);
  EXPECT_FALSE(found.format);
  EXPECT_FALSE(found.subdir);
  EXPECT_FALSE(found.latest);
}

TEST(CondaList, TakesAMatchSpecInEveryForm) {
  for (const auto* line :
       {"numpy 1.26.*", "numpy=1.26", "numpy==1.26.4", "numpy 1.26.4 py312_0",
        "numpy=1.26.4=py312_0", "numpy>=1.20,<2", "numpy >= 1.20 , < 2", "numpy 1.25.*|1.26.*",
        "numpy (>=1.20,<2)|3.*", "numpy ~=1.26.0", "numpy !=1.25", "numpy * py312*",
        "numpy[version='>=1.20, <2',build=py312*]", "numpy[subdir=linux-64]", "conda-forge::numpy",
        "conda-forge/linux-64::numpy", "https://conda.anaconda.org/conda-forge::numpy", "*::numpy",
        "^num.*$"}) {
    EXPECT_TRUE(asks_for_numpy(line)) << line;
  }
  for (const auto* line : {"numpy 1.26", "numpy==1.26.4=py311_0", "numpy <1.20|>=2", "numpy 1.25.*",
                           "numpy[build=py311*]", "conda-forge/osx-64::numpy", "scipy"}) {
    EXPECT_FALSE(asks_for_numpy(line)) << line;
  }
}

TEST(CondaList, TakesGlobsAndTheWholeChannel) {
  EXPECT_TRUE(asks_for_numpy("num*"));
  EXPECT_TRUE(asks_for_numpy("Num?? >=1.20"));
  EXPECT_FALSE(asks_for_numpy("num?? >=2"));
  EXPECT_TRUE(asks_for_numpy("*"));
  EXPECT_TRUE(asks_for_numpy("* 1.26.*"));
  EXPECT_TRUE(asks_for_numpy("*[build=py312*]"));
  EXPECT_EQ(wish("*").name.name(), nullptr);
}

TEST(CondaList, TakesExpressionsWithAVersionSpec) {
  EXPECT_TRUE(asks_for_numpy("/^(numpy|numba)$/"));
  EXPECT_TRUE(asks_for_numpy("/num(py|ba)/ >=1.20,<2"));
  EXPECT_TRUE(asks_for_numpy("/num[^/]+/>=1.20"));
  EXPECT_TRUE(asks_for_numpy("/num.*/ 1.26.* py312*"));
  EXPECT_TRUE(asks_for_numpy("/num.*/[build=py312*]"));
  EXPECT_FALSE(asks_for_numpy("/num.*/ >=2"));
  EXPECT_FALSE(asks_for_numpy("/num/"));
}

TEST(CondaList, EveryFilterIsRead) {
  const auto found = wish("numpy >=1.20 format=conda subdir=linux-* latest=3 +deps");
  EXPECT_EQ(found.format, Format::conda);
  ASSERT_TRUE(found.subdir);
  EXPECT_TRUE(found.subdir->matches("linux-aarch64"));
  EXPECT_FALSE(found.subdir->matches("noarch"));
  EXPECT_EQ(found.latest, 3);
  EXPECT_EQ(found.dependencies, Dependencies::yes);
  EXPECT_EQ(wish("numpy format=tar.bz2").format, Format::tar_bz2);
  EXPECT_FALSE(wish("numpy format=both").format);
}

TEST(CondaList, TheTextIsTheLineWithSingleSpaces) {
  EXPECT_EQ(wish("scipy \t  >=1   +deps").text, "scipy >=1 +deps");
  EXPECT_EQ(read("!  a  >1").list.exclusions.at(0).text, "!a >1");
}

TEST(CondaList, ExclusionsTakeSpecAndFilters) {
  const auto [list, problems] = read("!num* <1.20 format=tar.bz2 subdir=linux-*");
  ASSERT_EQ(list.exclusions.size(), 1u);
  const auto& found = list.exclusions[0];
  EXPECT_TRUE(found.name.matches("numpy"));
  EXPECT_FALSE(found.spec.matches(kNumpy));
  EXPECT_EQ(found.format, Format::tar_bz2);
  EXPECT_TRUE(found.subdir);
}

TEST(CondaList, ExclusionsTakeNothingThatChooses) {
  EXPECT_EQ(wrong("!a latest=3"), "an exclusion cannot have latest=");
  EXPECT_EQ(wrong("!a +deps"), "an exclusion cannot have +deps");
}

TEST(CondaList, FiltersOfPypiAreErrors) {
  for (const auto* filter : {"wheels=*", "sdist=no", "python=>=3.10", "pre=no"}) {
    const std::string key(filter, std::string(filter).find('=') + 1);
    EXPECT_EQ(wrong(std::string("a ") + filter), key + " is for lists of PyPI");
    EXPECT_EQ(wrong(std::string("!a ") + filter), key + " is for lists of PyPI");
  }
  EXPECT_EQ(wrong("a ; python_version < '3'"), "a marker is for lists of PyPI");
  EXPECT_EQ(wrong("a;"), "a marker is for lists of PyPI");
  EXPECT_TRUE(wrong("a[x,y]").ends_with(", extras are for lists of PyPI")) << wrong("a[x,y]");
}

TEST(CondaList, UrlsPathsAndFilesAreErrors) {
  const std::string said = "' is a URL or a path, only packages of the channel can be asked for";
  EXPECT_EQ(wrong("https://me:secret@example.org/linux-64/a-1-0.conda"),
            "'https://***@example.org/linux-64/a-1-0.conda" + said);
  EXPECT_EQ(wrong("./a-1-0.conda"), "'./a-1-0.conda" + said);
  EXPECT_EQ(wrong("~/a"), "'~/a" + said);
  EXPECT_EQ(wrong("/srv/pkgs/a-1-0.conda"), "'/srv/pkgs/a-1-0.conda" + said);
  EXPECT_EQ(wrong("conda-forge/numpy"), "'conda-forge/numpy" + said);
  EXPECT_EQ(wrong("environment.yml"), "'environment.yml" + said);
  EXPECT_EQ(wrong("numpy-1.26.4-py312_0.conda"),
            "'numpy-1.26.4-py312_0.conda' is a file, packages are asked for by name; did you mean "
            "'numpy ==1.26.4 py312_0'?");
  EXPECT_TRUE(asks_for_numpy("numpy ==1.26.4 py312_0"));
}

TEST(CondaList, AnotherChannelIsAnError) {
  EXPECT_EQ(wrong("bioconda::samtools"),
            "'bioconda::samtools' is of another channel, this list is of 'conda-forge'");
  EXPECT_EQ(wrong("samtools[channel=bioconda]"),
            "'samtools[channel=bioconda]' is of another channel, this list is of 'conda-forge'");
  EXPECT_EQ(wrong("!conda-forge::numpy", "pkgs/main"),
            "'conda-forge::numpy' is of another channel, this list is of 'pkgs/main'");
  EXPECT_EQ(wrong("https://me:secret@example.org/conda-forge::numpy").find("secret"),
            std::string::npos);
  EXPECT_EQ(wrong("https://me:secret@example.org/conda-forge::numpy >=x").find("secret"),
            std::string::npos);
  EXPECT_EQ(read("defaults::numpy", "pkgs/main").list.wishes.size(), 1u);
  EXPECT_EQ(read("pkgs/main::numpy", "pkgs/main").list.wishes.size(), 1u);
}

TEST(CondaList, OptionsAreErrors) {
  EXPECT_EQ(wrong("-c conda-forge"), "-c means nothing in a list of a channel");
  EXPECT_EQ(wrong("numpy --hash=sha256:00"), "--hash means nothing in a list of a channel");
}

TEST(CondaList, KeysThatMeanNothingToUsAreAWarning) {
  const auto carried = read("numpy[version='>=1',when=\"python >=3.9\",biuld=py312*]");
  EXPECT_EQ(carried.list.wishes.size(), 1u);
  ASSERT_EQ(carried.problems.warnings.size(), 2u);
  EXPECT_EQ(carried.problems.warnings[0].words(),
            "a.list:7: 'when=' means nothing to a mirror and was ignored");
  EXPECT_EQ(carried.problems.warnings[1].text,
            "'biuld=' means nothing to a mirror and was ignored, did you mean 'build='?");
  EXPECT_EQ(read("!numpy if python >=3.9").problems.warnings.at(0).text,
            "'if' means nothing to a mirror and was ignored");
}

TEST(CondaList, MistakesAreSaidInWords) {
  EXPECT_EQ(wrong("!"), "a name is missing");
  EXPECT_EQ(wrong("a +dep"), "unknown word '+dep', did you mean '+deps'?");
  EXPECT_EQ(wrong("a lastest=2"), "unknown filter 'lastest=', did you mean 'latest='?");
  EXPECT_EQ(wrong("a latest=0"), "latest=: expected a whole number of at least 1, found '0'");
  EXPECT_EQ(wrong("a format=zip"), "format=: expected conda, tar.bz2 or both, found 'zip'");
  EXPECT_EQ(wrong("a subdir=linux-64,noarch"),
            "subdir=: expected a subdir, or a glob such as linux-*, found 'linux-64,noarch'");
  EXPECT_EQ(wrong("a+deps"), "'a+deps': put a space before '+deps'");
  EXPECT_EQ(wrong("a >=1+deps"), "'a >=1+deps': put a space before '+deps'");
  EXPECT_EQ(wrong("a# why"), "'a# why': a comment needs a space before '#'");
  EXPECT_EQ(wrong("/a"), "the regular expression '/a' does not end in a slash");
  EXPECT_EQ(wrong("a[build=x"), "a bracket is not closed: [");
  EXPECT_TRUE(wrong("a build=py312*")
                  .ends_with("; keys of a match spec stand in brackets: NAME[build=...]"));
  EXPECT_EQ(wrong("a >=x!").substr(0, 20), "match spec 'a >=x!':") << wrong("a >=x!");
  EXPECT_EQ(wrong("@EXPLICIT").substr(0, 22), "match spec '@EXPLICIT'") << wrong("@EXPLICIT");
}

TEST(CondaList, ReadsListsAndTheListsInThem) {
  const TempFolder here;
  here.write("a.list", "numpy\n-r b.list\n*::\n");
  here.write("b.list", "!scipy  # why\nx wheels=*\n");

  const auto read = mirror::read_conda_lists(std::vector{here / "a.list"}, here.path(), "x");

  EXPECT_EQ(read.list.wishes.size(), 1u);
  ASSERT_EQ(read.list.exclusions.size(), 1u);
  EXPECT_EQ(read.list.exclusions[0].place.file, "b.list");
  EXPECT_EQ(read.files.size(), 2u);
  Words errors;
  for (const auto& problem : read.problems.errors) errors.push_back(problem.words());
  EXPECT_EQ(errors, (Words{"b.list:2: wheels= is for lists of PyPI",
                           "a.list:3: match spec '*::': it has no name"}));
}

}  // namespace

}  // namespace adder::testing
