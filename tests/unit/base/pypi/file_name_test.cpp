#include "base/pypi/file_name.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace adder::testing {

namespace {

using pypi::FileKind;
using pypi::FileName;
using Words = std::vector<std::string>;

FileName parse(std::string_view file_name, std::string_view project = "demo") {
  return pypi::parse_file_name(file_name, *pypi::ProjectName::parse(project));
}

std::string version_of(const FileName& name) {
  return name.version ? name.version->text() : "not PEP 440: " + name.version_text;
}

TEST(FileName, ReadsAWheel) {
  const auto name = parse("demo-1.0-py2.py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl");

  EXPECT_EQ(name.kind, FileKind::wheel);
  EXPECT_EQ(version_of(name), "1.0");
  EXPECT_EQ(name.build_tag, "");
  EXPECT_EQ(name.variant, "");
  ASSERT_TRUE(name.tags);
  EXPECT_EQ(name.tags->pythons, (Words{"py2", "py3"}));
  EXPECT_EQ(name.tags->abis, Words{"none"});
  EXPECT_EQ(name.tags->platforms, (Words{"manylinux_2_17_x86_64", "manylinux2014_x86_64"}));
}

TEST(FileName, TellsABuildTagFromAVariant) {
  const auto build = parse("demo-1.0-2abc-py3-none-any.whl");
  const auto variant = parse("demo-1.0-cp312-cp312-linux_x86_64-cu128.whl");
  const auto both = parse("demo-1.0-7-cp312-cp312-linux_x86_64-x86_64_v3.whl");

  EXPECT_EQ(build.build_tag, "2abc");
  EXPECT_EQ(build.variant, "");
  EXPECT_EQ(variant.build_tag, "");
  EXPECT_EQ(variant.variant, "cu128");
  EXPECT_EQ(variant.tags->platforms, Words{"linux_x86_64"});
  EXPECT_EQ(both.build_tag, "7");
  EXPECT_EQ(both.variant, "x86_64_v3");
  EXPECT_EQ(both.tags->pythons, Words{"cp312"});
}

TEST(FileName, ReadsEpochsLocalVersionsAndUnderscoresInWheels) {
  EXPECT_EQ(version_of(parse("demo-1!2.0+cu118-cp310-cp310-linux_x86_64.whl")), "1!2.0+cu118");
  EXPECT_EQ(version_of(parse("demo-1.0_post2-py3-none-any.whl")), "1.0.post2");
  EXPECT_EQ(version_of(parse("demo-1.0_3-py3-none-any.whl")), "1.0.post3");
}

TEST(FileName, AWheelOfOddShapeIsStillAWheel) {
  const auto shorter = parse("demo-1.0.whl");
  const auto longer = parse("demo-1.0-py3-none-any-a-b.whl");
  const auto dashed = parse("foo-bar-1.0-py3-none-any.whl", "foo-bar");
  const auto renamed = parse("other_thing-1.0-py3-none-any.whl");

  EXPECT_EQ(shorter.kind, FileKind::wheel);
  EXPECT_EQ(version_of(shorter), "1.0");
  EXPECT_FALSE(shorter.tags);
  EXPECT_EQ(version_of(longer), "1.0");
  EXPECT_FALSE(longer.tags);
  EXPECT_EQ(version_of(dashed), "1.0");
  EXPECT_TRUE(dashed.tags);
  EXPECT_EQ(version_of(renamed), "1.0");
  EXPECT_EQ(parse("demo.whl").kind, FileKind::wheel);
  EXPECT_EQ(parse(".whl").kind, FileKind::wheel);
  EXPECT_EQ(parse("demo-1.0-py3-none-any.WHL").kind, FileKind::wheel);
}

TEST(FileName, ReadsSdistsOfEveryCompression) {
  for (const std::string ending : {".tar.gz", ".zip", ".tar.bz2", ".tar.xz", ".tgz", ".tar.Z",
                                   ".tar", ".tbz", ".txz", ".tar.lzma", ".ZIP"}) {
    const auto name = parse("demo-1.0rc1" + ending);
    EXPECT_EQ(name.kind, FileKind::sdist) << ending;
    EXPECT_EQ(version_of(name), "1.0rc1") << ending;
  }
}

TEST(FileName, TheProjectTellsWhereAnSdistsNameEnds) {
  EXPECT_EQ(version_of(parse("foo-bar-1.0.tar.gz", "foo-bar")), "1.0");
  EXPECT_EQ(version_of(parse("Foo.Bar_Baz-1.0.tar.gz", "foo-bar-baz")), "1.0");
  EXPECT_EQ(version_of(parse("foo-2-1.0.tar.gz", "foo-2")), "1.0");
  EXPECT_EQ(version_of(parse("foo_2-1.0-1.zip", "foo-2")), "1.0.post1");
  EXPECT_EQ(version_of(parse("demo-2004d.zip")), "not PEP 440: 2004d");
  EXPECT_EQ(version_of(parse("demo-1.0-final-2.tar.gz")), "not PEP 440: 1.0-final-2");
  EXPECT_EQ(version_of(parse("renamed-since-1.0.tar.gz")), "1.0");
  EXPECT_EQ(version_of(parse("demo.tar.gz")), "not PEP 440: ");
}

TEST(FileName, ReadsTheVersionsOfLongAgo) {
  for (const std::string file :
       {"demo-1.0-py2.7.egg", "demo-1.0-py2.7-linux-x86_64.egg", "demo-1.0.win32-py2.7.exe",
        "demo-1.0.win-amd64-py2.7.exe", "demo-1.0.win32.exe", "demo-1.0.win-amd64.msi",
        "demo-1.0-1.noarch.rpm", "demo-1.0-1.src.rpm", "demo-1.0.linux-x86_64.tar.gz",
        "demo-1.0.macosx-10.9-x86_64.tar.gz", "demo-1.0.win32.zip",
        "demo-1.0-py2.7-macosx10.6.dmg"}) {
    const auto name = parse(file);
    EXPECT_EQ(name.kind, FileKind::egg) << file;
    EXPECT_EQ(version_of(name), "1.0") << file;
  }
}

TEST(FileName, KnowsTheVersionOfAListOfVariants) {
  const auto name = parse("demo-1.0-variants.json");

  EXPECT_EQ(name.kind, FileKind::other);
  EXPECT_EQ(version_of(name), "1.0");
}

TEST(FileName, NeverRefusesAShape) {
  for (const std::string file :
       {"", "-", "--", "demo", "demo-", "demo-.zip", "README", "demo-1.0.jar", "-1.0.tar.gz",
        "demo-1.0.tar.gz.asc", "a-b-c-d-e-f-g-h.whl"}) {
    const auto name = parse(file);
    EXPECT_FALSE(name.kind == FileKind::wheel && name.tags && name.tags->pythons.empty()) << file;
  }
  EXPECT_EQ(parse("demo-1.0.jar").kind, FileKind::other);
}

TEST(FileName, IsSafeOnlyWhereItCannotLeaveItsFolder) {
  for (const std::string file :
       {"demo-1.0.tar.gz", "demo-1!2.0+cu.whl", "_x-1.zip", "gr\xc3\xbcn.whl", "a b"}) {
    EXPECT_TRUE(pypi::is_safe_file_name(file)) << file;
  }
  for (const std::string file : {"", ".", "..", ".hidden", "-rf", "a/b", "a\\b", "a\nb", "a\x7f"}) {
    EXPECT_FALSE(pypi::is_safe_file_name(file)) << file;
  }
  EXPECT_FALSE(pypi::is_safe_file_name(std::string("a\0b", 3)));
  EXPECT_TRUE(pypi::is_safe_file_name(std::string(244, 'a')));
  EXPECT_FALSE(pypi::is_safe_file_name(std::string(245, 'a')));
}

}  // namespace

}  // namespace adder::testing
