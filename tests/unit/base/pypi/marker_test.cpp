#include "base/pypi/marker.h"

#include <gtest/gtest.h>

#include <string>

namespace adder::testing {

namespace {

using pypi::Marker;
using pypi::MarkerEnvironment;

Marker marker(std::string_view text) {
  auto parsed = Marker::parse(text);
  EXPECT_TRUE(parsed) << parsed.error().words();
  return parsed ? *parsed : Marker();
}

const MarkerEnvironment& linux_311() {
  static const MarkerEnvironment environment = {
      {"python_version", "3.11"},
      {"os_name", "posix"},
      {"sys_platform", "linux"},
      {"platform_system", "Linux"},
      {"platform_machine", "x86_64"},
      {"implementation_name", "cpython"},
      {"platform_python_implementation", "CPython"},
  };
  return environment;
}

bool holds(std::string_view text, std::string_view extra = {}) {
  return marker(text).holds(linux_311(), extra);
}

std::string normal(std::string_view text) {
  return marker(text).text();
}

std::string why_not(std::string_view text) {
  const auto parsed = Marker::parse(text);
  return parsed ? "it is a marker: " + parsed->text() : parsed.error().words();
}

TEST(Marker, ComparesVersionsAsVersions) {
  EXPECT_TRUE(holds("python_version >= '3.9'"));
  EXPECT_FALSE(holds("python_version < '3.9'"));
  EXPECT_TRUE(holds("python_version == '3.*'"));
  EXPECT_TRUE(holds("python_version ~= '3.8'"));
  EXPECT_TRUE(holds("'3.9' <= python_version"));
  EXPECT_TRUE(holds("python_version != '3.9'"));
}

TEST(Marker, ComparesOtherThingsAsWords) {
  EXPECT_TRUE(holds("sys_platform == 'linux'"));
  EXPECT_FALSE(holds("sys_platform == 'win32'"));
  EXPECT_TRUE(holds("sys_platform > 'l'"));
  EXPECT_TRUE(holds("os_name === 'POSIX'"));
  EXPECT_TRUE(holds("'linux' in sys_platform"));
  EXPECT_FALSE(holds("sys_platform not in 'linux darwin'"));
  EXPECT_TRUE(holds("python_version in '3.10, 3.11'"));
}

TEST(Marker, AndBindsTighterThanOr) {
  EXPECT_TRUE(holds("os_name == 'posix' or os_name == 'nt' and os_name == 'java'"));
  EXPECT_FALSE(holds("(os_name == 'posix' or os_name == 'nt') and os_name == 'java'"));
}

TEST(Marker, CountsWhatItDoesNotKnowAsTrue) {
  EXPECT_TRUE(holds("platform_release < '1'"));
  EXPECT_TRUE(holds("'Ubuntu' in platform_version and os_name == 'posix'"));
  EXPECT_TRUE(holds("platform_release < '1' or os_name == 'nt'"));
  EXPECT_FALSE(holds("platform_release < '1' and os_name == 'nt'"));
  EXPECT_TRUE(holds("platform_release == platform_version"));
  EXPECT_TRUE(Marker().holds({}));
}

TEST(Marker, AsksSomePatchOfAPythonForItsFullVersion) {
  EXPECT_TRUE(holds("python_full_version < '3.11.4'"));
  EXPECT_TRUE(holds("python_full_version > '3.11.4'"));
  EXPECT_TRUE(holds("python_full_version == '3.11.4'"));
  EXPECT_TRUE(holds("python_full_version != '3.11.4'"));
  EXPECT_TRUE(holds("python_full_version ~= '3.11.4'"));
  EXPECT_TRUE(holds("python_full_version == '3.11.*'"));
  EXPECT_TRUE(holds("python_full_version <= '3.11.0a6'"));
  EXPECT_TRUE(holds("'3.11.4' <= python_full_version"));
  EXPECT_FALSE(holds("python_full_version < '3.11'"));
  EXPECT_FALSE(holds("python_full_version <= '3.10.12'"));
  EXPECT_FALSE(holds("python_full_version >= '3.12.0a1'"));
  EXPECT_FALSE(holds("python_full_version == '3.10.4'"));
  EXPECT_FALSE(holds("'3.12' <= python_full_version"));
  EXPECT_TRUE(marker("python_full_version < '3'").holds({}));
}

TEST(Marker, ComparesExtrasInNormalForm) {
  EXPECT_TRUE(holds("extra == 'Socks_Proxy'", "socks-proxy"));
  EXPECT_TRUE(holds("'socks.proxy' == extra", "SOCKS_proxy"));
  EXPECT_FALSE(holds("extra == 'test'"));
  EXPECT_TRUE(holds("extra != 'test'"));
  EXPECT_FALSE(holds("extra == '1.0'", "1"));
}

TEST(Marker, KnowsTheDottedNamesOfOldTimes) {
  EXPECT_TRUE(holds("os.name == 'posix' and sys.platform == 'linux'"));
  EXPECT_TRUE(holds("python_implementation == 'CPython'"));
  EXPECT_TRUE(holds("platform.python_implementation == 'CPython'"));
}

TEST(Marker, FallsBackToWordsWhereOneSideIsNoVersion) {
  EXPECT_TRUE(marker("platform_release >= '5'").holds({{"platform_release", "6.1-generic"}}));
  EXPECT_TRUE(marker("platform_version ~= 'SMP'").holds({{"platform_version", "Debian"}}));
}

TEST(Marker, WritesItsNormalForm) {
  EXPECT_EQ(normal("( os.name=='nt'or(python_version>='3'and extra not  in\"a'b\"))"),
            "os_name == \"nt\" or python_version >= \"3\" and extra not in \"a'b\"");
  EXPECT_EQ(normal("(os_name=='a' or os_name=='b') and '\"' != os_name"),
            "(os_name == \"a\" or os_name == \"b\") and '\"' != os_name");
}

TEST(Marker, SaysWhatIsWrongAndWhere) {
  EXPECT_EQ(why_not(""), "'' is not a marker: expected a variable or a quoted text at its end");
  EXPECT_EQ(why_not("python_versoin > '3'"),
            "'python_versoin > '3'' is not a marker: 'python_versoin' is neither a variable nor "
            "quoted, did you mean 'python_version'?");
  EXPECT_EQ(why_not("os_name = 'nt'"),
            "'os_name = 'nt'' is not a marker: expected one of == != <= >= < > ~= === in, not in "
            "before '= 'nt''");
  EXPECT_EQ(why_not("os_name == 'nt"),
            "'os_name == 'nt' is not a marker: expected a closing quote at its end");
  EXPECT_EQ(why_not("os_name == nt"),
            "'os_name == nt' is not a marker: 'nt' is neither a variable nor quoted");
  EXPECT_EQ(why_not("os_name == 'nt' os_name == 'nt'"),
            "'os_name == 'nt' os_name == 'nt'' is not a marker: expected 'and' or 'or' before "
            "'os_name == 'nt''");
  EXPECT_EQ(why_not("(os_name == 'nt'"),
            "'(os_name == 'nt'' is not a marker: expected 'and', 'or' or ')' at its end");
}

TEST(Marker, RefusesControlCharactersInATextButNotOtherAlphabets) {
  EXPECT_FALSE(Marker::parse("os_name == 'a\nb'"));
  EXPECT_FALSE(Marker::parse("os_name == 'a\x1b[31m'"));
  EXPECT_TRUE(Marker::parse("os_name == '\xc3\xa9'"));
}

TEST(Marker, BoundsItsDepthAndLength) {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '(') + "os_name == 'nt'" + std::string(depth, ')');
  };
  EXPECT_TRUE(Marker::parse(nested(64)));
  EXPECT_FALSE(Marker::parse(nested(65)));
  EXPECT_FALSE(Marker::parse(std::string(1000000, '(')));
  std::string wide = "os_name == 'nt'";
  while (wide.size() < 65000) wide += " or os_name == 'nt'";
  EXPECT_TRUE(Marker::parse(wide));
  EXPECT_FALSE(Marker::parse(wide + wide));
}

}  // namespace

}  // namespace adder::testing
