#pragma once

#include "base/pypi/file_name.h"
#include "base/pypi/target.h"

#include <string_view>

namespace adder::pypi {

// Whether some machine of the target's kind can install a wheel with these tags. A superset: a
// target stands for many machines, so a libc "glibc>=2.17" has every manylinux there is (newer
// machines have a newer glibc), and no version of macOS is too new. Free-threaded and debug builds
// are Pythons like any other of their X.Y.
bool fits(const WheelTags& tags, const Target& target);

// The two halves of fits(): one Python, and the kind of machine.
bool fits_python(const WheelTags& tags, std::string_view python);
bool fits_machine(const WheelTags& tags, const Target& target);

}  // namespace adder::pypi
