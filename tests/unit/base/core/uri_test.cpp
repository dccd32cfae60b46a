#include "base/core/uri.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace adder::testing {

namespace {

TEST(Uri, ResolvesTheExamplesOfTheStandard) {
  const std::pair<const char*, const char*> examples[] = {
      {"g:h", "g:h"},
      {"g", "http://a/b/c/g"},
      {"./g", "http://a/b/c/g"},
      {"g/", "http://a/b/c/g/"},
      {"/g", "http://a/g"},
      {"//g", "http://g"},
      {"?y", "http://a/b/c/d;p?y"},
      {"g?y", "http://a/b/c/g?y"},
      {"#s", "http://a/b/c/d;p?q#s"},
      {"g#s", "http://a/b/c/g#s"},
      {"g?y#s", "http://a/b/c/g?y#s"},
      {";x", "http://a/b/c/;x"},
      {"g;x?y#s", "http://a/b/c/g;x?y#s"},
      {"", "http://a/b/c/d;p?q"},
      {".", "http://a/b/c/"},
      {"./", "http://a/b/c/"},
      {"..", "http://a/b/"},
      {"../", "http://a/b/"},
      {"../g", "http://a/b/g"},
      {"../..", "http://a/"},
      {"../../", "http://a/"},
      {"../../g", "http://a/g"},
      {"../../../g", "http://a/g"},
      {"../../../../g", "http://a/g"},
      {"/./g", "http://a/g"},
      {"/../g", "http://a/g"},
      {"g.", "http://a/b/c/g."},
      {".g", "http://a/b/c/.g"},
      {"g..", "http://a/b/c/g.."},
      {"..g", "http://a/b/c/..g"},
      {"./../g", "http://a/b/g"},
      {"./g/.", "http://a/b/c/g/"},
      {"g/./h", "http://a/b/c/g/h"},
      {"g/../h", "http://a/b/c/h"},
      {"g;x=1/./y", "http://a/b/c/g;x=1/y"},
      {"g;x=1/../y", "http://a/b/c/y"},
      {"g?y/./x", "http://a/b/c/g?y/./x"},
      {"g#s/../x", "http://a/b/c/g#s/../x"},
      {"http:g", "http:g"},
  };
  for (const auto& [reference, meaning] : examples) {
    const auto resolved = resolve_reference("http://a/b/c/d;p?q", reference);
    ASSERT_TRUE(resolved) << reference;
    EXPECT_EQ(*resolved, meaning) << reference;
  }
}

TEST(Uri, ResolvesWhatPagesOfPackageIndexesSay) {
  EXPECT_EQ(*resolve_reference("https://m.org/pypi/simple/demo/", "../../packages/ab/d-1.0.tar.gz"),
            "https://m.org/pypi/packages/ab/d-1.0.tar.gz");
  EXPECT_EQ(*resolve_reference("https://m.org", "d%2B1.whl"), "https://m.org/d%2B1.whl");
  EXPECT_EQ(*resolve_reference("file:///srv/simple/", "../f"), "file:///srv/f");
}

TEST(Uri, RefusesWhatIsNoUri) {
  EXPECT_EQ(resolve_reference("https://a/", "b\r\nc").error().words(),
            "'b\\x0d\\x0ac' is not a URL");
  EXPECT_EQ(resolve_reference("https://a/", "b c").error().words(), "'b c' is not a URL");
  EXPECT_FALSE(resolve_reference("https://a/", "gr\xc3\xbcn"));
  EXPECT_EQ(resolve_reference("/a/", "b").error().words(), "'/a/' is not an absolute URL");
}

TEST(Uri, EncodesAllThatMeansSomethingInAPath) {
  EXPECT_EQ(percent_encode("a-1.0+cu118 ?#%/\xc3\xbc~_"), "a-1.0%2Bcu118%20%3F%23%25%2F%C3%BC~_");
}

}  // namespace

}  // namespace adder::testing
