#include "mirror/wanted_names.h"

#include "base/io/hasher.h"

#include <gtest/gtest.h>

#include <string>

namespace adder::testing {

namespace {

mirror::Artifact wanted(const std::string& file, const std::string& bytes) {
  mirror::Artifact artifact;
  artifact.item = "pypi/" + file;
  artifact.size = bytes.size();
  artifact.sha256 = io::sha256_of(bytes);
  return artifact;
}

TEST(WantedNames, AreFoundByNameAndSize) {
  mirror::WantedNames names;
  names.add(wanted("demo-1.0.whl", "bytes"));

  EXPECT_EQ(names.find("demo-1.0.whl", 5).size(), 1u);
  EXPECT_TRUE(names.find("demo-1.0.whl", 6).empty());
  EXPECT_TRUE(names.find("demo-1.1.whl", 5).empty());
}

TEST(WantedNames, MayBeWrittenAsInAUrl) {
  mirror::WantedNames names;
  names.add(wanted("demo-1!1.0+local.whl", "bytes"));

  EXPECT_EQ(names.find("demo-1!1.0+local.whl", 5).size(), 1u);
  EXPECT_EQ(names.find("demo-1%211.0%2Blocal.whl", 5).size(), 1u);
}

TEST(WantedNames, AreWantedNoMoreOnceTheirBytesAreFound) {
  mirror::WantedNames names;
  names.add(wanted("a.whl.metadata", "the same"));
  names.add(wanted("b.whl.metadata", "the same"));
  ASSERT_EQ(names.left(), 2u);

  names.found(io::sha256_of("the same"));

  EXPECT_EQ(names.left(), 0u);
  EXPECT_TRUE(names.find("b.whl.metadata", 8).empty());
}

TEST(WantedNames, WithoutAChecksumAreNoOnesToBeFound) {
  mirror::WantedNames names;
  auto artifact = wanted("demo-1.0.whl", "bytes");
  artifact.sha256.reset();
  names.add(artifact);

  EXPECT_EQ(names.left(), 0u);
}

TEST(WantedNames, WhoseSizeNobodySaysAreFoundByNameAlone) {
  mirror::WantedNames names;
  auto artifact = wanted("demo-1.0.whl.metadata", "bytes");
  artifact.size.reset();
  artifact.most = 100;
  names.add(artifact);

  EXPECT_EQ(names.find("demo-1.0.whl.metadata", 77).size(), 1u);
  EXPECT_TRUE(names.find("demo-1.0.whl.metadata", 101).empty());
}

}  // namespace

}  // namespace adder::testing
