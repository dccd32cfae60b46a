#include "base/pypi/target.h"

#include <gtest/gtest.h>

#include <string>

namespace adder::testing {

namespace {

using pypi::Marker;
using pypi::Target;

bool holds(std::string_view marker, const Target& target) {
  return Marker::parse(marker)->holds(marker_environment(target));
}

const Target kLinux = {.python = "3.11", .platform = "linux", .machine = "x86_64"};

TEST(Target, SaysOfItselfWhatItsPythonWould) {
  const pypi::MarkerEnvironment expected = {
      {"implementation_name", "cpython"}, {"os_name", "posix"},
      {"platform_machine", "x86_64"},     {"platform_python_implementation", "CPython"},
      {"platform_system", "Linux"},       {"python_version", "3.11"},
      {"sys_platform", "linux"},
  };
  EXPECT_EQ(marker_environment(kLinux), expected);
}

TEST(Target, LeavesOpenWhatDiffersBetweenMachinesOfAKind) {
  EXPECT_TRUE(holds("platform_release >= '99'", kLinux));
  EXPECT_TRUE(holds("'Ubuntu' in platform_version", kLinux));
  EXPECT_TRUE(holds("implementation_version < '3'", kLinux));
  EXPECT_TRUE(holds("python_full_version < '3.11.4'", kLinux));
  EXPECT_FALSE(holds("python_full_version < '3.11'", kLinux));
}

TEST(Target, NamesSystemAndProcessorAsTheSystemDoes) {
  const Target windows = {.python = "3.12", .platform = "win32", .machine = "x86_64"};
  EXPECT_TRUE(holds("os_name == 'nt' and platform_system == 'Windows'", windows));
  EXPECT_TRUE(holds("platform_machine == 'AMD64'", windows));
  const Target mac = {.python = "3.12", .platform = "darwin", .machine = "aarch64"};
  EXPECT_TRUE(holds("sys_platform == 'darwin' and platform_machine == 'arm64'", mac));
  const Target arm = {.python = "3.12", .platform = "linux", .machine = "arm64"};
  EXPECT_TRUE(holds("platform_machine == 'aarch64'", arm));
  const Target power = {.python = "3.12", .platform = "linux", .machine = "ppc64le"};
  EXPECT_TRUE(holds("platform_machine == 'ppc64le'", power));
}

TEST(Target, RemembersHowPython2NamedLinux) {
  const Target old = {.python = "2.7", .platform = "linux", .machine = "x86_64"};
  EXPECT_TRUE(holds("sys_platform == 'linux2' and python_version < '3'", old));
}

}  // namespace

}  // namespace adder::testing
