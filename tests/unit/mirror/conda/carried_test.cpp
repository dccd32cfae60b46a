#include "mirror/conda/carried.h"

#include "base/core/text.h"
#include "tests/support/conda_package_builder.h"
#include "tests/support/temp_folder.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace adder::testing {

namespace {

using mirror::Carried;
using mirror::PackageTraits;

class CarriedReading : public ::testing::Test {
 protected:
  Result<Carried> read(const std::string& bytes, const std::string& file_name) {
    return mirror::read_carried(folder_.write("blob", bytes), *conda::DistName::parse(file_name));
  }

  // What both formats carry, which has to be the same.
  Carried carried_by(const CondaPackage& package) {
    const auto conda = read(package.conda(), package.stem() + ".conda");
    const auto tar = read(package.tar_bz2(), package.stem() + ".tar.bz2");
    EXPECT_TRUE(conda) << conda.error().words();
    EXPECT_TRUE(tar) << tar.error().words();
    if (!conda || !tar) return {};
    EXPECT_EQ(*conda, *tar);
    return *conda;
  }

  // Why neither format can be read; the same words for both.
  std::string refused(const CondaPackage& package, const std::string& stem = "demo-1.0-0") {
    const auto conda = read(package.conda(), stem + ".conda");
    const auto tar = read(package.tar_bz2(), stem + ".tar.bz2");
    if (conda || tar) return "";
    EXPECT_EQ(conda.error().words(), tar.error().words());
    return tar.error().words();
  }

  PackageTraits traits_of(const std::vector<CondaFile>& files) {
    CondaPackage package;
    package.files = files;
    const auto traits = carried_by(package).traits;
    // Packages that are older than paths.json tell the same in other words.
    package.info = {{"paths.json", std::nullopt}};
    EXPECT_EQ(carried_by(package).traits, traits);
    return traits;
  }

  TempFolder folder_;
};

TEST_F(CarriedReading, PicksOfAboutWhatChanneldataTells) {
  CondaPackage package;
  package.about = R"({
    "conda_version": "24.1", "description": "\n  Two\nlines. \n", "dev_url": "https://dev",
    "doc_url": "", "extra": {"home": "no"}, "home": "https://home", "keywords": ["a", "b"],
    "license": "BSD-3-Clause", "summary": "Short", "tags": [ ], "identifiers": null})";
  package.more_index = R"({"license": null})";

  EXPECT_EQ(carried_by(package).about,
            R"({"description":"Two lines.","dev_url":"https://dev","home":"https://home",)"
            R"("keywords":["a","b"],"license":"BSD-3-Clause","summary":"Short"})");
}

TEST_F(CarriedReading, TakesTheSourceFromTheRecipeAndTheLicenseFromTheIndex) {
  CondaPackage package;
  package.about = R"({"license":"BSD","source_url":"https://about"})";
  package.info = {{"recipe/meta.yaml", "source:\n  url: https://recipe/d\n  git_url: a/b\n"}};

  EXPECT_EQ(carried_by(package).about,
            R"({"license":"MIT","source_git_url":"a/b","source_url":"https://recipe/d"})");
}

TEST_F(CarriedReading, LeavesOutWhatIsAbsurdlyLong) {
  CondaPackage package;
  package.more_index = R"({"license":null})";
  package.about = cat(R"({"description":")", std::string(70'000, 'x'), R"(","summary":"s"})");

  EXPECT_EQ(carried_by(package).about, R"({"summary":"s"})");
}

TEST_F(CarriedReading, ProseMayBeAListOfLines) {
  CondaPackage package;
  package.more_index = R"({"license":null})";
  package.about = R"({"description":["one\n", "two"],"summary":{"en":"s"}})";

  EXPECT_EQ(carried_by(package).about, R"({"description":"one two","summary":{"en":"s"}})");
}

TEST_F(CarriedReading, RunExportsAreAnObject) {
  const auto run_exports = [&](const std::string& json) {
    return carried_by({.run_exports = json}).run_exports;
  };
  EXPECT_EQ(run_exports(R"({ "weak": ["demo >=1,<2"] })"), R"({"weak":["demo >=1,<2"]})");
  EXPECT_EQ(run_exports(R"(["demo"])"), R"({"weak":["demo"]})");
  EXPECT_EQ(run_exports(""), "");
  EXPECT_EQ(run_exports("{}"), "");
  EXPECT_EQ(run_exports("[]"), "");
  EXPECT_EQ(run_exports("null"), "");
  EXPECT_EQ(run_exports("{ broken"), "");
}

TEST_F(CarriedReading, BrokenPapersThatNoInstallerNeedsSayNothing) {
  CondaPackage package;
  package.about = "{ broken";
  package.info = {{"recipe/meta.yaml", "\xff\xfe: ["}};

  EXPECT_EQ(carried_by(package).about, R"({"license":"MIT"})");
}

TEST_F(CarriedReading, TellsScriptsAndPrefixesFromThePaths) {
  EXPECT_EQ(traits_of({{.path = "bin/demo"}}), PackageTraits());
  EXPECT_EQ(traits_of({{.path = "etc/conda/activate.d/demo.sh"},
                       {.path = "bin/.demo-post-link.sh"},
                       {.path = "bin/demo", .placeholder = "/old prefix", .mode = "binary"}}),
            (PackageTraits{.activate_d = true, .binary_prefix = true, .post_link = true}));
  EXPECT_EQ(traits_of({{.path = "etc/conda/deactivate.d/demo.bat"},
                       {.path = "Scripts/.demo-pre-link.bat"},
                       {.path = "bin/.demo-pre-unlink.sh"},
                       {.path = "bin/demo", .placeholder = "/old"}}),
            (PackageTraits{
                .deactivate_d = true, .text_prefix = true, .pre_link = true, .pre_unlink = true}));
}

TEST_F(CarriedReading, PrefixLinesOfOldPackagesComeInThreeShapes) {
  const auto traits = [&](const std::string& has_prefix) {
    CondaPackage package;
    package.info = {{"paths.json", std::nullopt}, {"has_prefix", has_prefix}};
    return carried_by(package).traits;
  };
  EXPECT_EQ(traits("bin/demo\n"), PackageTraits{.text_prefix = true});
  EXPECT_EQ(traits("\"C:\\old prefix\" binary \"a b\"\n"), PackageTraits{.binary_prefix = true});
  EXPECT_EQ(traits("/old text bin/a\n/old binary bin/b\n\n"),
            (PackageTraits{.binary_prefix = true, .text_prefix = true}));
}

TEST_F(CarriedReading, APackageIsTheOneItsNameSays) {
  EXPECT_EQ(refused({.more_index = R"({"name":"other"})"}),
            "info/index.json: it is another package than its name says\n"
            "  expected name demo\n"
            "  found    name other");
  EXPECT_NE(refused({.more_index = R"({"version":"1.0.0"})"}).find("found    version 1.0.0"),
            std::string::npos);
  EXPECT_NE(refused({.more_index = R"({"build":"1"})"}).find("found    build 1"),
            std::string::npos);
  EXPECT_EQ(refused({.more_index = R"({"build":null})"}),
            "info/index.json: field 'build' is missing");
  EXPECT_EQ(refused({.more_index = R"({"version":1})"}),
            "info/index.json: field 'version' is not a string");
  // Dashes must not let one package pass for another.
  EXPECT_NE(refused({.name = "a", .version = "b-1"}, "a-b-1-0"), "");
}

TEST_F(CarriedReading, WhatAChannelPatchesIsNotCompared) {
  CondaPackage package;
  package.more_index =
      R"({"depends":null,"license":"other","timestamp":1,"subdir":"linux-64","build_number":"x"})";

  EXPECT_EQ(carried_by(package).about, R"({"license":"other","summary":"a demo"})");
}

TEST_F(CarriedReading, RefusesAPackageWithoutASoundIndexOrList) {
  CondaPackage package;
  package.info = {{"index.json", std::nullopt}};
  EXPECT_EQ(refused(package), "it has no info/index.json");
  package.info = {{"index.json", R"({"name":"a","name":"demo","version":"1.0","build":"0"})"}};
  EXPECT_NE(refused(package), "");
  package.info = {{"index.json", std::string(2 << 20, ' ')}};
  EXPECT_EQ(refused(package), "it has no info/index.json");
  package.info = {{"paths.json", R"({"paths":[{"_path":"../../etc/passwd"}]})"}};
  EXPECT_EQ(refused(package),
            "info/paths.json: the path '../../etc/passwd' is none that a package brings");
  package.info = {{"paths.json", R"({"paths":[)"}};
  EXPECT_TRUE(refused(package).starts_with("info/paths.json: ")) << refused(package);
  package.info = {{"paths.json", R"({"files":[]})"}};
  EXPECT_EQ(refused(package), "info/paths.json: it lists no paths");
}

TEST_F(CarriedReading, InfoMayStandAnywhereInATarBz2) {
  const CondaPackage package;
  auto members = package.file_members();
  for (auto& member : package.info_members()) members.push_back(std::move(member));
  members.insert(members.begin(), {.name = "./", .type = '5'});
  for (auto& member : members) {
    if (member.name != "./") member.name = "./" + member.name;
  }

  const auto carried = read(packed(tar_of(members), "bzip2"), "demo-1.0-0.tar.bz2");

  ASSERT_TRUE(carried) << carried.error().words();
  EXPECT_EQ(*carried, carried_by(package));
}

}  // namespace

}  // namespace adder::testing
