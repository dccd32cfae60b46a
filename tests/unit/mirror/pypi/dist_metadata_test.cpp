#include "mirror/pypi/dist_metadata.h"

#include "tests/support/tar_builder.h"
#include "tests/support/temp_folder.h"
#include "tests/support/zip_builder.h"

#include <gtest/gtest.h>

#include <string>

namespace adder::testing {

namespace {

class DistMetadata : public ::testing::Test {
 protected:
  // The metadata, "none", or the error.
  std::string metadata_of(const std::string& file_name, const std::string& bytes) {
    // Stored under its checksum: the name says nothing.
    const auto metadata = mirror::metadata_of(folder_.write("4f5e", bytes), file_name);
    if (!metadata) return metadata.error().words();
    return metadata->value_or("none");
  }
  std::string of_wheel(const std::vector<ZipMember>& members) {
    return metadata_of("Demo_Pkg-1.0-py3-none-any.whl", ZipFile{.members = members}.bytes());
  }
  std::string of_sdist(const std::vector<TarMember>& members) {
    return metadata_of("demo-1.0.tar.gz", packed(tar_of(members), "gzip"));
  }

  TempFolder folder_;
};

TEST_F(DistMetadata, IsInTheDistInfoOfAWheel) {
  EXPECT_EQ(of_wheel({stored("demo/__init__.py", ""),
                      stored("demo/_vendor/other-2.0.dist-info/METADATA", "vendored"),
                      deflated("demo_pkg-1.0.dist-info/METADATA", "Name: demo")}),
            "Name: demo");
  EXPECT_EQ(of_wheel({stored("Demo.Pkg-1.0.dist-info/METADATA", "other spelling")}),
            "other spelling");
}

TEST_F(DistMetadata, AWheelWithoutOneHasNone) {
  EXPECT_EQ(of_wheel({stored("demo/__init__.py", ""), stored("METADATA", "x")}), "none");
}

TEST_F(DistMetadata, OfTwoPlacesInAWheelNeitherIsBelieved) {
  EXPECT_EQ(of_wheel({stored("demo_pkg-1.0.dist-info/METADATA", "a"),
                      stored("demo_pkg-1.1.dist-info/METADATA", "b")}),
            "Demo_Pkg-1.0-py3-none-any.whl: it has two files of metadata");
  EXPECT_EQ(of_wheel({stored("other-1.0.dist-info/METADATA", "a")}),
            "Demo_Pkg-1.0-py3-none-any.whl: its metadata is in 'other-1.0.dist-info/METADATA'");
}

TEST_F(DistMetadata, IsThePkgInfoBelowTheOnlyFolderOfAnSdist) {
  const std::vector<TarMember> members = {{.name = "demo-1.0/setup.py"},
                                          {.name = "demo-1.0/demo.egg-info/PKG-INFO", .bytes = "b"},
                                          {.name = "demo-1.0/PKG-INFO", .bytes = "Name: demo"}};

  EXPECT_EQ(of_sdist(members), "Name: demo");
  EXPECT_EQ(metadata_of("demo-1.0.tar.bz2", packed(tar_of(members), "bzip2")), "Name: demo");
  EXPECT_EQ(metadata_of("demo-1.0.tar.xz", packed(tar_of(members), "xz")), "Name: demo");
  EXPECT_EQ(metadata_of("demo-1.0.tar.Z", packed(tar_of(members), "compress")), "Name: demo");
  EXPECT_EQ(metadata_of("demo-1.0.tgz", packed(tar_of(members), "gzip")), "Name: demo");
  EXPECT_EQ(of_sdist({{.name = "./demo-1.0/PKG-INFO", .bytes = "dot"}}), "dot");
  EXPECT_EQ(metadata_of("demo-1.0.zip",
                        ZipFile{.members = {deflated("demo-1.0/PKG-INFO", "zip")}}.bytes()),
            "zip");
}

TEST_F(DistMetadata, OfTwoPlacesInAnSdistNeitherIsBelieved) {
  EXPECT_EQ(of_sdist({{.name = "a/PKG-INFO", .bytes = "1"}, {.name = "b/PKG-INFO", .bytes = "2"}}),
            "demo-1.0.tar.gz: it has two files of metadata");
  EXPECT_EQ(
      of_sdist({{.name = "a/PKG-INFO", .bytes = "1"}, {.name = "./a/PKG-INFO", .bytes = "2"}}),
      "demo-1.0.tar.gz: it has two files of metadata");
}

TEST_F(DistMetadata, OtherKindsOfFilesHaveNone) {
  EXPECT_EQ(of_sdist({{.name = "PKG-INFO", .bytes = "not in a folder"}}), "none");
  EXPECT_EQ(metadata_of("demo-1.0-py2.7.egg", "whatever"), "none");
  EXPECT_EQ(metadata_of("demo-1.0.rpm", "whatever"), "none");
}

TEST_F(DistMetadata, ABrokenFileIsAnError) {
  EXPECT_NE(metadata_of("demo-1.0-py3-none-any.whl", "no zip").find("not a sound zip file"),
            std::string::npos);
  EXPECT_NE(metadata_of("demo-1.0.tar.gz", "no tar").find("not a sound archive"),
            std::string::npos);
}

}  // namespace

}  // namespace adder::testing
