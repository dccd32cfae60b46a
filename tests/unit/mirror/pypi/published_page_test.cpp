#include "mirror/pypi/published_page.h"

#include "mirror/pypi/published_paths.h"

#include <gtest/gtest.h>

#include <string>

namespace adder::mirror {

namespace {

TEST(OwnPage, ThatCannotBeReadWholeIsNotReadAtAll) {
  const std::string page =
      R"({"meta":{"api-version":"1.1"},"name":"odd","files":[)"
      R"({"filename":"odd-1.0 a.tar.gz","url":"../../packages/ab/odd-1.0 a.tar.gz","hashes":{}}]})";

  const auto read = parse_own_page(page);

  ASSERT_FALSE(read);
  EXPECT_NE(read.error().words().find("odd-1.0 a.tar.gz"), std::string::npos);
}

TEST(PublishedPath, IsWhatItsUrlMeans) {
  for (const std::string name : {"a-1.0.tar.gz", "a 1%41#?+!\xc3\xa9.zip", "a-1.0.zip.metadata"}) {
    const auto path = package_path(Blake2b(), name);
    EXPECT_EQ(package_path_of(package_url(path)), path);
  }
  EXPECT_EQ(package_path_of("https://files.example.org/a.zip"), std::nullopt);
}

}  // namespace

}  // namespace adder::mirror
