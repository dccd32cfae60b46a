#pragma once

#include "base/pypi/marker.h"

#include <string>

namespace adder::pypi {

// One Python on one kind of machine, as an [pypi] environment names it. Always CPython.
struct Target {
  std::string python = "3.11";     // X.Y
  std::string platform = "linux";  // linux, darwin, win32
  std::string machine = "x86_64";
  std::string libc = {};  // glibc>=2.17, musl>=1.1; empty: both; only for linux
};

// What that Python says of itself to markers. What differs between machines of a kind is left
// unknown: the patch of the Python (see marker.h), the release and the version of the platform.
MarkerEnvironment marker_environment(const Target& target);

}  // namespace adder::pypi
