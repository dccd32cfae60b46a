#include "base/pypi/wheel_fit.h"

#include <gtest/gtest.h>

#include <string>

namespace adder::testing {

namespace {

using pypi::Target;

const Target kLinux = {
    .python = "3.11", .platform = "linux", .machine = "x86_64", .libc = "glibc>=2.17"};
const Target kMusl = {
    .python = "3.11", .platform = "linux", .machine = "x86_64", .libc = "musl>=1.1"};
const Target kMac = {.python = "3.11", .platform = "darwin", .machine = "arm64"};
const Target kOldMac = {.python = "3.11", .platform = "darwin", .machine = "x86_64"};
const Target kWindows = {.python = "3.11", .platform = "win32", .machine = "AMD64"};

pypi::WheelTags tags(const std::string& name) {
  const auto project = *pypi::ProjectName::parse("demo");
  const auto parsed = pypi::parse_file_name("demo-1.0-" + name + ".whl", project);
  EXPECT_TRUE(parsed.tags) << name;
  return parsed.tags.value_or(pypi::WheelTags());
}

bool fits_python(const std::string& python_and_abi, std::string_view python) {
  return pypi::fits_python(tags(python_and_abi + "-any"), python);
}

bool fits_machine(const std::string& platform, const Target& target) {
  return pypi::fits_machine(tags("py3-none-" + platform), target);
}

TEST(WheelFit, AWheelForAnythingFitsAnything) {
  for (const auto& target : {kLinux, kMusl, kMac, kOldMac, kWindows}) {
    EXPECT_TRUE(fits(tags("py3-none-any"), target)) << target.platform;
    EXPECT_TRUE(fits(tags("py2.py3-none-any"), target)) << target.platform;
    EXPECT_FALSE(fits(tags("py2-none-any"), target)) << target.platform;
  }
}

TEST(WheelFit, NeedsBothThePythonAndTheMachine) {
  EXPECT_TRUE(fits(tags("cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64"), kLinux));
  EXPECT_FALSE(fits(tags("cp312-cp312-manylinux_2_17_x86_64"), kLinux));
  EXPECT_FALSE(fits(tags("cp311-cp311-win_amd64"), kLinux));
}

TEST(WheelFit, AnExtensionFitsOnlyThePythonItWasBuiltFor) {
  EXPECT_TRUE(fits_python("cp311-cp311", "3.11"));
  EXPECT_FALSE(fits_python("cp311-cp311", "3.12"));
  EXPECT_FALSE(fits_python("cp31-cp31", "3.11"));
  EXPECT_FALSE(fits_python("cp311-cp311", "3.1"));
  EXPECT_TRUE(fits_python("cp37-cp37m", "3.7"));
  EXPECT_TRUE(fits_python("cp27-cp27mu", "2.7"));
  EXPECT_TRUE(fits_python("cp313-cp313t", "3.13"));
  EXPECT_FALSE(fits_python("cp313-cp312", "3.13"));
  EXPECT_TRUE(fits_python("cp310.cp311-cp310.cp311", "3.11"));
}

TEST(WheelFit, TheStableAbiFitsLaterPythonsToo) {
  EXPECT_TRUE(fits_python("cp37-abi3", "3.7"));
  EXPECT_TRUE(fits_python("cp37-abi3", "3.15"));
  EXPECT_FALSE(fits_python("cp37-abi3", "3.6"));
  EXPECT_TRUE(fits_python("cp36.cp37-abi3", "3.6"));
  EXPECT_TRUE(fits_python("cp315-abi3.abi3t", "3.16"));
  EXPECT_FALSE(fits_python("cp27-abi3", "2.7"));
  EXPECT_FALSE(fits_python("cp31-abi3", "3.11"));
}

TEST(WheelFit, AGenericWheelFitsPythonsThatAreNotOlder) {
  EXPECT_TRUE(fits_python("py39-none", "3.11"));
  EXPECT_FALSE(fits_python("py312-none", "3.11"));
  EXPECT_FALSE(fits_python("py399999999999999999999-none", "3.11"));
  EXPECT_FALSE(fits_python("py27-none", "3.11"));
  EXPECT_TRUE(fits_python("py27-none", "2.7"));
  EXPECT_TRUE(fits_python("cp3-none", "3.11"));
  EXPECT_TRUE(fits_python("cp311-none", "3.11"));
  EXPECT_FALSE(fits_python("cp310-none", "3.11"));
}

TEST(WheelFit, OtherImplementationsAreNotOurs) {
  EXPECT_FALSE(fits_python("pp311-pypy311_pp73", "3.11"));
  EXPECT_FALSE(fits_python("pp3-none", "3.11"));
  EXPECT_FALSE(fits_python("graalpy311-graalpy242_311_native", "3.11"));
  EXPECT_FALSE(fits_python("jy27-none", "2.7"));
  EXPECT_FALSE(fits_python("source-none", "3.11"));
}

TEST(WheelFit, EveryManylinuxFitsSomeMachineWithAnOpenGlibc) {
  for (const auto* platform : {"manylinux1_x86_64", "manylinux2010_x86_64", "manylinux2014_x86_64",
                               "manylinux_2_5_x86_64", "manylinux_2_39_x86_64", "linux_x86_64"}) {
    EXPECT_TRUE(fits_machine(platform, kLinux)) << platform;
  }
  EXPECT_FALSE(fits_machine("manylinux2014_aarch64", kLinux));
  EXPECT_FALSE(fits_machine("manylinux_2_17_i686", kLinux));
  EXPECT_FALSE(fits_machine("manylinux_x86_64", kLinux));
  EXPECT_FALSE(fits_machine("android_21_x86_64", kLinux));
}

TEST(WheelFit, TheTwoLibcsOfLinuxDoNotMix) {
  EXPECT_TRUE(fits_machine("musllinux_1_1_x86_64", kMusl));
  EXPECT_TRUE(fits_machine("linux_x86_64", kMusl));
  EXPECT_FALSE(fits_machine("musllinux_1_1_x86_64", kLinux));
  EXPECT_FALSE(fits_machine("manylinux_2_17_x86_64", kMusl));
  auto either = kLinux;
  either.libc = "";
  EXPECT_TRUE(fits_machine("musllinux_1_1_x86_64", either));
  EXPECT_TRUE(fits_machine("manylinux1_x86_64", either));
}

TEST(WheelFit, MacWheelsMayHoldSeveralProcessors) {
  EXPECT_TRUE(fits_machine("macosx_11_0_arm64", kMac));
  EXPECT_TRUE(fits_machine("macosx_10_9_universal2", kMac));
  EXPECT_FALSE(fits_machine("macosx_10_9_x86_64", kMac));
  EXPECT_FALSE(fits_machine("macosx_10_6_intel", kMac));
  EXPECT_TRUE(fits_machine("macosx_10_6_intel", kOldMac));
  EXPECT_TRUE(fits_machine("macosx_10_9_universal2", kOldMac));
  EXPECT_TRUE(fits_machine("macosx_99_0_x86_64", kOldMac));
  EXPECT_FALSE(fits_machine("macosx_11_0_arm64", kOldMac));
  EXPECT_FALSE(fits_machine("macosx_x86_64", kOldMac));
}

TEST(WheelFit, ProcessorsHaveSeveralNames) {
  EXPECT_TRUE(fits_machine("win_amd64", kWindows));
  EXPECT_FALSE(fits_machine("win32", kWindows));
  EXPECT_TRUE(fits_machine("win32", {.python = "3.11", .platform = "win32", .machine = "x86"}));
  EXPECT_TRUE(
      fits_machine("win_arm64", {.python = "3.11", .platform = "win32", .machine = "arm64"}));
  EXPECT_TRUE(fits_machine("manylinux2014_aarch64",
                           {.python = "3.11", .platform = "linux", .machine = "arm64"}));
  EXPECT_TRUE(
      fits_machine("linux_armv7l", {.python = "3.11", .platform = "linux", .machine = "armv8l"}));
}

TEST(WheelFit, TakesTagsInUpperCase) {
  EXPECT_TRUE(fits(tags("CP311-CP311-Win_AMD64"), kWindows));
}

}  // namespace

}  // namespace adder::testing
