#include "mirror/pypi/pythons.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace adder::testing {

namespace {

using mirror::pythons_admitted;
using mirror::PythonSet;

// Those of a few Pythons that are in the set: "2.7 3.8".
std::string some_of(const PythonSet& set) {
  std::string out;
  for (const std::string python : {"2.6", "2.7", "3.0", "3.8", "3.9", "3.12", "3.40"}) {
    if (!set[mirror::python_number(python)]) continue;
    if (!out.empty()) out += ' ';
    out += python;
  }
  return out;
}

std::string by_specifier(const std::string& specifier) {
  return some_of(mirror::pythons_of(*pypi::SpecifierSet::parse(specifier)));
}

std::string by_requires_python(const std::string& requires_python) {
  return some_of(pythons_admitted(requires_python));
}

std::string by_tags(std::vector<std::string> pythons, std::vector<std::string> abis = {"none"}) {
  return some_of(pythons_admitted(pypi::WheelTags{
      .pythons = std::move(pythons), .abis = std::move(abis), .platforms = {"any"}}));
}

TEST(Pythons, HaveAPlaceIfTheyMayExist) {
  EXPECT_LT(mirror::python_number("2.7"), mirror::python_number("3.0"));
  EXPECT_LT(mirror::python_number("3.9"), mirror::python_number("3.10"));
  EXPECT_EQ(mirror::python_number("2.8"), mirror::kPythons);
  EXPECT_EQ(mirror::python_number("three"), mirror::kPythons);
}

TEST(Pythons, OfASpecifierAreThoseItNames) {
  EXPECT_EQ(by_specifier(">=3.9"), "3.9 3.12 3.40");
  EXPECT_EQ(by_specifier("<3"), "2.6 2.7");
  EXPECT_EQ(by_specifier("==3.9.*"), "3.9");
  EXPECT_EQ(by_specifier(">3.8,<=3.12"), "3.9 3.12");
  EXPECT_EQ(by_specifier("!=3.9"), "2.6 2.7 3.0 3.8 3.12 3.40");
}

TEST(Pythons, AreAdmittedWhereOneOfTheirReleasesIs) {
  EXPECT_EQ(by_requires_python(">=3.9.2"), "3.9 3.12 3.40");
  EXPECT_EQ(by_requires_python(">3.8"), "3.8 3.9 3.12 3.40");
  EXPECT_EQ(by_requires_python("!=3.9.0,<3.12"), "2.6 2.7 3.0 3.8 3.9");
  EXPECT_EQ(by_requires_python("==3.9.7"), "3.9");
  EXPECT_EQ(by_requires_python(">=2.7,!=3.0.*,!=3.8.*"), "2.7 3.9 3.12 3.40");
}

TEST(Pythons, AreAllAdmittedWhereNothingUsefulIsSaid) {
  EXPECT_EQ(by_requires_python(""), "2.6 2.7 3.0 3.8 3.9 3.12 3.40");
  EXPECT_EQ(by_requires_python("a snake"), "2.6 2.7 3.0 3.8 3.9 3.12 3.40");
}

TEST(Pythons, OfAnExactTagAreOne) {
  EXPECT_EQ(by_tags({"cp39"}, {"cp39"}), "3.9");
  EXPECT_EQ(by_tags({"cp312"}, {"cp312"}), "3.12");
  EXPECT_EQ(by_tags({"cp27"}, {"cp27mu"}), "2.7");
  EXPECT_EQ(by_tags({"pp39"}, {"pypy39_pp73"}), "3.9");
}

TEST(Pythons, OfTheStableAbiAndOfPurePythonAreAlsoLaterOnes) {
  EXPECT_EQ(by_tags({"cp38"}, {"abi3"}), "3.8 3.9 3.12 3.40");
  EXPECT_EQ(by_tags({"py3"}), "3.0 3.8 3.9 3.12 3.40");
  EXPECT_EQ(by_tags({"py39"}), "3.9 3.12 3.40");
  EXPECT_EQ(by_tags({"py2"}), "2.6 2.7");
  EXPECT_EQ(by_tags({"py27"}), "2.7");
  EXPECT_EQ(by_tags({"py2", "py3"}), "2.6 2.7 3.0 3.8 3.9 3.12 3.40");
}

TEST(Pythons, OfATagThatNobodyKnowsAreAll) {
  EXPECT_EQ(by_tags({"snake"}), "2.6 2.7 3.0 3.8 3.9 3.12 3.40");
  EXPECT_EQ(by_tags({"cp399999999999"}, {"cp3"}), "3.0 3.8 3.9 3.12 3.40");
}

}  // namespace

}  // namespace adder::testing
