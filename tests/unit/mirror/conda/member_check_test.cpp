#include "mirror/conda/member_check.h"

#include "base/core/text.h"
#include "base/io/hasher.h"
#include "tests/support/conda_package_builder.h"
#include "tests/support/temp_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace adder::testing {

namespace {

using mirror::MemberCheck;

class MemberChecking : public ::testing::Test {
 protected:
  // "path what" of all findings, or the error.
  std::string check(const std::string& bytes, conda::Format format) {
    const auto outcome = mirror::check_members(folder_.write("blob", bytes), format);
    if (!outcome) return outcome.error().words();
    return story(*outcome);
  }

  static std::string story(const MemberCheck& outcome) {
    std::vector<std::string> findings;
    for (const auto& [path, what] : outcome.damaged) findings.push_back(path + " " + what);
    if (outcome.more != 0) findings.push_back(cat("and ", outcome.more, " more"));
    if (!outcome.has_list) findings.push_back("no list");
    return join(findings, "; ");
  }

  // Of the package's own info/ beside these members, in both formats.
  std::string check_with(const CondaPackage& package, const std::vector<TarMember>& members) {
    auto all = package.info_members();
    const auto conda =
        check(conda_of(package.stem(), tar_of(all), tar_of(members)), conda::Format::conda);
    all.insert(all.end(), members.begin(), members.end());
    EXPECT_EQ(check(packed(tar_of(all), "bzip2"), conda::Format::tar_bz2), conda);
    // The list may come last.
    const auto first_file = all.end() - static_cast<std::ptrdiff_t>(members.size());
    std::rotate(all.begin(), first_file, all.end());
    EXPECT_EQ(check(packed(tar_of(all), "bzip2"), conda::Format::tar_bz2), conda);
    return conda;
  }
  std::string check_with(const CondaPackage& package) {
    return check_with(package, package.file_members());
  }

  TempFolder folder_;
};

CondaPackage demo() {
  CondaPackage package;
  package.files = {{.path = "bin/demo", .bytes = "demo"}, {.path = "bin/link", .link = "demo"}};
  return package;
}

const TarMember kDemo = {.name = "bin/demo", .bytes = "demo"};
const TarMember kLink = {.name = "bin/link", .type = '2', .link = "demo"};

TEST_F(MemberChecking, FindsNothingInASoundPackage) {
  EXPECT_EQ(check_with(demo()), "");
  EXPECT_EQ(check(demo().conda(), conda::Format::conda), "");
  EXPECT_EQ(check(demo().tar_bz2(), conda::Format::tar_bz2), "");
}

TEST_F(MemberChecking, FindsMembersThatAreMissingOrNotListed) {
  EXPECT_EQ(check_with(demo(), {kLink}), "bin/demo is missing");
  EXPECT_EQ(
      check_with(demo(), {kDemo, kLink, {.name = "a"}, {.name = "z", .type = '2', .link = "a"}}),
      "a is not listed; z is not listed");
}

TEST_F(MemberChecking, FindsOtherBytes) {
  EXPECT_EQ(check_with(demo(), {{.name = "bin/demo", .bytes = "demo!"}, kLink}),
            "bin/demo has 5 bytes, listed are 4");
  EXPECT_EQ(check_with(demo(), {{.name = "bin/demo", .bytes = "Demo"}, kLink}),
            cat("bin/demo has sha256 ", io::sha256_of("Demo").hex(), ", listed is ",
                io::sha256_of("demo").hex()));
}

TEST_F(MemberChecking, FindsAnotherKindOfMember) {
  EXPECT_EQ(check_with(demo(), {{.name = "bin/demo", .type = '2', .link = "/bin/sh"}, kLink}),
            "bin/demo is a soft link, listed as a file");
  EXPECT_EQ(check_with(demo(), {kDemo, {.name = "bin/link"}}),
            "bin/link is a file, listed as a soft link");
  EXPECT_EQ(check_with(demo(), {{.name = "bin/demo", .type = '5'}, kLink}),
            "bin/demo is a folder, listed as a file");
}

TEST_F(MemberChecking, FindsWhatStandsTwice) {
  EXPECT_EQ(check_with(demo(), {kDemo, kLink, kDemo}), "bin/demo stands twice");
  auto package = demo();
  package.files.push_back(package.files[0]);
  EXPECT_EQ(check_with(package, {kDemo, kLink}), "bin/demo is listed twice");
}

TEST_F(MemberChecking, AHardLinkHasTheBytesOfTheMemberBeforeIt) {
  auto package = demo();
  package.files.push_back({.path = "bin/same", .bytes = "demo"});
  const TarMember same = {.name = "bin/same", .type = '1', .link = "./bin/demo"};

  EXPECT_EQ(check_with(package, {kDemo, kLink, same}), "");
  package.files.back().bytes = "DEMO";
  EXPECT_NE(check_with(package, {kDemo, kLink, same}).find("bin/same has sha256 "),
            std::string::npos);
  EXPECT_EQ(check_with(package, {same, kDemo, kLink}),
            "the member 'bin/same' leads to './bin/demo', which is no file before it");
}

TEST_F(MemberChecking, FoldersNeedNotBeListedNorHaveAMember) {
  CondaPackage package;
  package.files.clear();
  package.info = {{"paths.json", R"({"paths":[
    {"_path":"empty","path_type":"directory"},{"_path":"full","path_type":"directory"},
    {"_path":"gone","path_type":"directory"},
    {"_path":"full/a","sha256":")" + io::sha256_of("").hex() +
                                     R"(","size_in_bytes":0}]})"}};

  EXPECT_EQ(check_with(package, {{.name = "empty", .type = '5'},
                                 {.name = "other", .type = '5'},
                                 {.name = "other", .type = '5'},
                                 {.name = "full/a"}}),
            "gone is missing");
}

TEST_F(MemberChecking, ListsMayLackASizeButNoChecksum) {
  CondaPackage package;
  package.info = {{"paths.json", R"({"paths":[
    {"_path":"a","sha256":")" + io::sha256_of("1").hex() +
                                     R"("},
    {"_path":"b","size_in_bytes":1},{"_path":"c","sha256":"xyz"},
    {"_path":"info/recipe/meta.yaml","sha256":""}]})"}};

  EXPECT_EQ(check_with(package,
                       {{.name = "a", .bytes = "1"}, {.name = "b", .bytes = "1"}, {.name = "c"}}),
            "b is listed without a sha256; c is listed without a sha256");
}

TEST_F(MemberChecking, APackageWithoutAListIsOldAndNotDamaged) {
  auto package = demo();
  package.info = {{"paths.json", std::nullopt}};

  EXPECT_EQ(check_with(package), "no list");
}

// conda-package-handling leaves what it does not know of info/ to the other archive.
TEST_F(MemberChecking, FilesOfInfoMayLieInEitherArchive) {
  const auto package = demo();
  auto members = package.file_members();
  members.push_back({.name = "info/extra"});

  EXPECT_EQ(check(conda_of(package.stem(), tar_of(package.info_members()), tar_of(members)),
                  conda::Format::conda),
            "");
}

TEST_F(MemberChecking, NamesTheFirstHundred) {
  std::vector<TarMember> members = {kDemo, kLink};
  for (int i = 0; i < 150; ++i) members.push_back({.name = cat("x", i)});

  const auto found = check_with(demo(), members);

  EXPECT_TRUE(found.ends_with("; and 50 more")) << found;
}

TEST_F(MemberChecking, RefusesABrokenPackage) {
  const auto bytes = demo().conda();
  EXPECT_NE(check(bytes.substr(0, bytes.size() / 2), conda::Format::conda), "");
  auto package = demo();
  package.info = {{"paths.json", "{"}};
  EXPECT_TRUE(check_with(package).starts_with("info/paths.json: "));
}

}  // namespace

}  // namespace adder::testing
