#include "mirror/conda/package_walk.h"

#include "base/core/text.h"
#include "tests/support/conda_package_builder.h"
#include "tests/support/temp_folder.h"
#include "tests/support/zip_builder.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace adder::testing {

namespace {

using io::ArchiveStream;
using mirror::PackageMember;
using mirror::PackagePart;

const std::string kMetadata = R"({"conda_pkg_format_version": 2})";

std::string zst(const std::vector<TarMember>& members) {
  return packed(tar_of(members), "zstd");
}

class PackageWalking : public ::testing::Test {
 protected:
  // The names of all members in the order they come, or the error without the file's name.
  std::string walk(const std::string& bytes, conda::Format format,
                   PackagePart part = PackagePart::all) {
    const auto file = folder_.write("blob", bytes);
    std::vector<std::string> names;
    const auto stem =
        walk_package(file, format, part, [&](const PackageMember& member, ArchiveStream&) {
          names.push_back(member.name);
          return Result<void>();
        });
    if (stem) return join(names, " ");
    const auto words = stem.error().words();
    const auto at = words.find(file.string());
    return at == words.npos ? words : words.substr(at + file.string().size() + 2);
  }
  std::string walk_zip(const std::vector<ZipMember>& members) {
    return walk(ZipFile{.members = members}.bytes(), conda::Format::conda);
  }
  std::string walk_conda(const std::vector<TarMember>& info, const std::vector<TarMember>& pkg) {
    return walk(conda_of("a-1-0", tar_of(info), tar_of(pkg)), conda::Format::conda);
  }
  std::string walk_tar(const std::vector<TarMember>& members) {
    return walk(packed(tar_of(members), "bzip2"), conda::Format::tar_bz2);
  }

  TempFolder folder_;
};

TEST_F(PackageWalking, OfACondaPackageOnlyInfoNeedBeUnpacked) {
  const auto bytes = conda_of("a-1-0", tar_of({{.name = "info/index.json"}}), "no tar at all");

  EXPECT_EQ(walk(bytes, conda::Format::conda, PackagePart::info), "info/index.json");
  EXPECT_NE(walk(bytes, conda::Format::conda).find("is not a sound archive"), std::string::npos);
}

TEST_F(PackageWalking, NamesAreAsInstallersUseThem) {
  const std::vector<TarMember> members = {{.name = ".", .type = '5'},
                                          {.name = "./", .type = '5'},
                                          {.name = "./bin/", .type = '5'},
                                          {.name = "././bin/a"},
                                          {.name = "bin/..b"}};
  EXPECT_EQ(walk_tar(members), "bin bin/a bin/..b");
  EXPECT_EQ(walk_conda({}, members), "bin bin/a bin/..b");
}

TEST_F(PackageWalking, RefusesNamesThatLeadOutOrHideAnother) {
  const std::vector<std::string> names = {"../a",  "a/../../b", "/etc/passwd",         "a/..", "..",
                                          "a/./b", "a//b",      std::string(5000, 'x')};
  for (const auto& name : names) {
    const auto why = cat("the member '", name, "' has a name that no package has");
    EXPECT_EQ(walk_tar({{.name = name}}), why);
    EXPECT_EQ(walk_conda({}, {{.name = name}}), why);
    EXPECT_EQ(walk_conda({{.name = name}}, {}), why);
  }
}

TEST_F(PackageWalking, RefusesWhatIsNeitherFileNorLinkNorFolder) {
  EXPECT_EQ(walk_tar({{.name = "dev/sda", .type = '4'}}),
            "the member 'dev/sda' is no file, link or folder");
  EXPECT_EQ(walk_tar({{.name = "."}}), "a member without a name");
}

TEST_F(PackageWalking, RefusesAFileOfInfoThatStandsTwice) {
  const std::string why = "the member 'info/index.json' stands twice";
  EXPECT_EQ(walk_tar({{.name = "info/index.json"}, {.name = "./info/index.json"}}), why);
  EXPECT_EQ(walk_conda({{.name = "info/index.json"}}, {{.name = "info/index.json"}}), why);
  EXPECT_EQ(walk_tar({{.name = "info/a"}, {.name = "info/a", .type = '2', .link = "b"}}),
            "the member 'info/a' stands twice");
  EXPECT_EQ(walk_tar({{.name = "info", .type = '5'}, {.name = "info", .type = '5'}}), "info info");
}

TEST_F(PackageWalking, RefusesAZipThatIsNoCondaPackage) {
  const auto metadata = stored("metadata.json", kMetadata);
  const auto info = stored("info-a-1-0.tar.zst", zst({{.name = "info/a"}}));
  const auto pkg = stored("pkg-a-1-0.tar.zst", zst({{.name = "b"}}));

  EXPECT_EQ(walk_zip({metadata, info, pkg}), "info/a b");
  EXPECT_EQ(walk_zip({metadata, info, pkg, stored("signature", "x")}), "info/a b");
  EXPECT_EQ(walk_zip({info, pkg}), "it has no metadata.json");
  EXPECT_EQ(walk_zip({stored("metadata.json", R"({"conda_pkg_format_version": 3})"), info, pkg}),
            "metadata.json: conda_pkg_format_version is not 2");
  EXPECT_EQ(walk_zip({stored("metadata.json", "[]"), info, pkg}),
            "metadata.json: not a JSON object");
  EXPECT_EQ(walk_zip({metadata, pkg}), "it has no member named info-*.tar.zst");
  EXPECT_EQ(walk_zip({metadata, info}), "it has no member named pkg-*.tar.zst");
  EXPECT_EQ(walk_zip({metadata, info, stored("info-b-1-0.tar.zst", ""), pkg}),
            "it has two members named info-*.tar.zst");
  EXPECT_EQ(walk_zip({metadata, info, stored("pkg-b-1-0.tar.zst", "")}),
            "its members 'info-a-1-0.tar.zst' and 'pkg-b-1-0.tar.zst' belong to two packages");
  EXPECT_EQ(walk_zip({metadata, deflated("info-a-1-0.tar.zst", zst({{.name = "info/a"}})), pkg}),
            "the member 'info-a-1-0.tar.zst' is packed once more");
  EXPECT_EQ(walk_zip({metadata, stored("info-a-1-0.tar.zst", tar_of({{.name = "info/a"}})), pkg}),
            "is not a sound archive: it is not packed with zstd");
}

TEST_F(PackageWalking, RefusesATarBz2ThatIsPackedInAnotherWay) {
  const auto tar = tar_of({{.name = "info/a"}});
  EXPECT_EQ(walk(packed(tar, "gzip"), conda::Format::tar_bz2),
            "is not a sound archive: it is not packed with bzip2");
  EXPECT_EQ(walk(tar, conda::Format::tar_bz2),
            "is not a sound archive: it is not packed with bzip2");
}

TEST_F(PackageWalking, RefusesBombs) {
  const std::vector<TarMember> bomb = {
      {.name = "zeros", .bytes = std::string(std::size_t{300} << 20, '\0')}};
  const auto packed_bomb = zst(bomb);
  const auto bytes = ZipFile{.members = {stored("metadata.json", kMetadata),
                                         stored("info-a-1-0.tar.zst", packed_bomb),
                                         stored("pkg-a-1-0.tar.zst", zst({}))}}
                         .bytes();
  ASSERT_LT(bytes.size(), 40'000u);

  EXPECT_NE(walk(bytes, conda::Format::conda).find("it unpacks to more than"), std::string::npos);
}

TEST_F(PackageWalking, EveryTruncationIsAnError) {
  const CondaPackage package;
  for (const auto format : {conda::Format::conda, conda::Format::tar_bz2}) {
    const auto whole = format == conda::Format::conda ? package.conda() : package.tar_bz2();
    for (std::size_t size = 0; size < whole.size(); size += 13) {
      const auto file = folder_.write("cut", whole.substr(0, size));
      EXPECT_FALSE(
          walk_package(file, format, PackagePart::all,
                       [](const PackageMember&, ArchiveStream&) { return Result<void>(); }))
          << size;
    }
  }
}

}  // namespace

}  // namespace adder::testing
