#include "base/core/checksum.h"

#include <gtest/gtest.h>

#include <string>

namespace adder::testing {

namespace {

TEST(Checksum, ReadsWhatItWrites) {
  const std::string hex(64, 'a');

  const auto sum = Sha256::from_hex(hex);

  ASSERT_TRUE(sum) << sum.error().words();
  EXPECT_EQ(sum->hex(), hex);
}

TEST(Checksum, TakesUpperCaseDigits) {
  EXPECT_EQ(Md5::from_hex("D41D8CD98F00B204E9800998ECF8427E")->hex(),
            "d41d8cd98f00b204e9800998ecf8427e");
}

TEST(Checksum, SaysWhatIsWrongWithADigest) {
  EXPECT_EQ(Sha256::from_hex("abc").error().words(),
            "'abc' is not a SHA-256: it needs 64 hex digits");
  EXPECT_EQ(Md5::from_hex(std::string(32, '-')).error().words(),
            "'" + std::string(32, '-') + "' is not an MD5: it has a non-hex digit");
}

}  // namespace

}  // namespace adder::testing
