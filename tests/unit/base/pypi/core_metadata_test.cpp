#include "base/pypi/core_metadata.h"

#include "base/core/text.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace adder::testing {

namespace {

using pypi::CoreMetadataFile;
using pypi::parse_core_metadata;
using Words = std::vector<std::string>;

CoreMetadataFile parse(std::string_view text) {
  auto metadata = parse_core_metadata(text);
  EXPECT_TRUE(metadata) << metadata.error().words();
  return metadata ? *metadata : CoreMetadataFile();
}

TEST(CoreMetadata, ReadsWhatConcernsDependencies) {
  const auto metadata = parse(
      "Metadata-Version: 2.1\nName: Demo\nVersion: 1.0\nSummary: a demonstration\n"
      "Author: somebody\nRequires-Python: >=3.8\nRequires-Dist: numpy (>=1.20)\n"
      "Requires-Dist: pytest ; extra == 'test'\nProvides-Extra: test\nDynamic: License-File\n"
      "\nRequires-Dist: in-the-description\n");

  EXPECT_EQ(metadata.metadata_version, "2.1");
  EXPECT_EQ(metadata.name, "Demo");
  EXPECT_EQ(metadata.version, "1.0");
  EXPECT_EQ(metadata.summary, "a demonstration");
  EXPECT_EQ(metadata.requires_python, ">=3.8");
  EXPECT_EQ(metadata.requires_dist, (Words{"numpy (>=1.20)", "pytest ; extra == 'test'"}));
  EXPECT_EQ(metadata.provides_extra, Words{"test"});
  EXPECT_EQ(metadata.dynamic, Words{"license-file"});
}

TEST(CoreMetadata, TakesAnyLineEndsAnyCaseAndNoSpace) {
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    const auto metadata =
        parse(cat("NAME:demo", end, "requires-dist:a", end, "Requires-Dist:\tb", end, end, "x"));
    EXPECT_EQ(metadata.name, "demo");
    EXPECT_EQ(metadata.requires_dist, (Words{"a", "b"}));
  }
  EXPECT_EQ(parse("\xef\xbb\xbfName: demo").name, "demo");
}

TEST(CoreMetadata, JoinsFoldedLines) {
  const auto metadata = parse(
      "Name: demo\nRequires-Dist: numpy\n  >=1.20 ;\n\tpython_version < '4'\n"
      "Description: one\n        |Requires-Dist: two\n  three\nRequires-Dist:\n scipy\n");

  EXPECT_EQ(metadata.requires_dist, (Words{"numpy >=1.20 ; python_version < '4'", "scipy"}));
}

TEST(CoreMetadata, PassesOverLinesThatAreNoHeaders) {
  const auto metadata = parse(
      " folded into nothing\nName: demo\nDescription: first\nsecond line, unfolded: here\n"
      ": no name\nRequires-Dist: a\n");

  EXPECT_EQ(metadata.name, "demo");
  EXPECT_EQ(metadata.requires_dist, Words{"a"});
}

TEST(CoreMetadata, TheFirstOfTwoNamesCounts) {
  EXPECT_EQ(parse("Name: demo\nName: other\n and more\n").name, "demo");
}

TEST(CoreMetadata, ReadsAsLatin1WhatIsNotUtf8) {
  EXPECT_EQ(parse("Name: demo\nSummary: gr\xfcn\n").summary, "gr\xc3\xbcn");
  EXPECT_EQ(parse("Name: demo\nSummary: gr\xc3\xbcn\n").summary, "gr\xc3\xbcn");
}

TEST(CoreMetadata, RefusesWhatIsSomethingElse) {
  EXPECT_EQ(parse_core_metadata("").error().words(), "not core metadata: it has no 'Name'");
  EXPECT_FALSE(parse_core_metadata("<!DOCTYPE html>\n<html>\n"));
  EXPECT_FALSE(parse_core_metadata("\nName: demo\n"));
  EXPECT_EQ(parse_core_metadata(std::string((16U << 20U) + 1, 'a')).error().words(),
            "not core metadata: longer than 16777216 bytes");
}

TEST(CoreMetadata, DependenciesOfAnSdistAreStaticFromVersion22OnUnlessSaidOtherwise) {
  const auto is_static = [](const std::string& version, const std::string& rest = {}) {
    return parse("Name: d\nMetadata-Version: " + version + "\n" + rest).dependencies_are_static();
  };

  EXPECT_FALSE(is_static("1.0"));
  EXPECT_FALSE(is_static("2.1"));
  EXPECT_TRUE(is_static("2.2"));
  EXPECT_TRUE(is_static("2.10"));
  EXPECT_TRUE(is_static("3.0"));
  EXPECT_FALSE(is_static(""));
  EXPECT_FALSE(is_static("2.2", "Dynamic: Requires-Dist\n"));
  EXPECT_TRUE(is_static("2.2", "Dynamic: version\n"));
}

TEST(CoreMetadata, AWheelsDependenciesAreAlwaysKnown) {
  const auto old = parse("Name: d\nMetadata-Version: 2.1\n");
  const auto current = parse("Name: d\nMetadata-Version: 2.2\n");

  EXPECT_TRUE(dependencies_are_known(old, pypi::FileKind::wheel));
  EXPECT_FALSE(dependencies_are_known(old, pypi::FileKind::sdist));
  EXPECT_TRUE(dependencies_are_known(current, pypi::FileKind::sdist));
  EXPECT_FALSE(dependencies_are_known(current, pypi::FileKind::egg));
}

}  // namespace

}  // namespace adder::testing
