#include "base/io/named_digests.h"

#include "tests/support/temp_folder.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace adder::testing {

namespace {

TEST(NamedDigests, AreThoseOfPythonAndLeaveOutWhatNobodyKnows) {
  const TempFolder folder;
  folder.write("abc", "abc");

  const auto digests = io::named_digests(
      folder / "abc", std::vector<std::string>{"md5", "sha1", "sha3_256", "blake2s", "crc32"});

  ASSERT_TRUE(digests) << digests.error().words();
  EXPECT_EQ(digests->size(), 4u);
  EXPECT_EQ(digests->at("md5"), "900150983cd24fb0d6963f7d28e17f72");
  EXPECT_EQ(digests->at("sha1"), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(digests->at("sha3_256"),
            "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532");
  EXPECT_EQ(digests->at("blake2s"),
            "508c5e8c327c14e2e1a72ba34eeb452f37458b209ed63a294d999b4c86675982");
}

}  // namespace

}  // namespace adder::testing
