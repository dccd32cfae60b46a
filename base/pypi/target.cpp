#include "base/pypi/target.h"

#include "base/pypi/machine.h"

#include <algorithm>

namespace adder::pypi {

namespace {

struct Platform {
  std::string_view sys_platform;
  std::string_view os_name;
  std::string_view system;
};

constexpr Platform kPlatforms[] = {
    {"linux", "posix", "Linux"}, {"darwin", "posix", "Darwin"}, {"win32", "nt", "Windows"}};

// platform.machine() as each system spells it.
std::string machine_words(const Target& target) {
  const auto machine = machine_name(target.machine);
  const bool windows = target.platform == "win32";
  if (machine == "x86_64") return windows ? "AMD64" : "x86_64";
  if (machine == "i686" && windows) return "x86";
  if (machine != "aarch64") return target.machine;
  if (windows) return "ARM64";
  return target.platform == "darwin" ? "arm64" : "aarch64";
}

}  // namespace

MarkerEnvironment marker_environment(const Target& target) {
  MarkerEnvironment environment = {
      {"implementation_name", "cpython"},
      {"platform_machine", machine_words(target)},
      {"platform_python_implementation", "CPython"},
      {"python_version", target.python},
      {"sys_platform", target.platform},
  };
  const auto platform = std::ranges::find(kPlatforms, target.platform, &Platform::sys_platform);
  if (platform != std::end(kPlatforms)) {
    environment.emplace("os_name", platform->os_name);
    environment.emplace("platform_system", platform->system);
  }
  // Python 2 told the kernel's major version, too, and did not know its own implementation's name.
  if (target.python.starts_with("2.")) {
    if (target.platform == "linux") environment["sys_platform"] = "linux2";
    environment.erase("implementation_name");
  }
  return environment;
}

}  // namespace adder::pypi
