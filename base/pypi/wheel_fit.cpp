#include "base/pypi/wheel_fit.h"

#include "base/core/scanner.h"
#include "base/core/text.h"
#include "base/pypi/machine.h"

#include <algorithm>
#include <charconv>
#include <initializer_list>
#include <limits>
#include <optional>
#include <system_error>

namespace adder::pypi {

namespace {

constexpr unsigned kFirstWithAbi3 = 2;

// What is too large for a number is larger than any there is.
unsigned number(std::string_view digits) {
  unsigned value = 0;
  const auto problem = std::from_chars(digits.data(), digits.data() + digits.size(), value).ec;
  return problem == std::errc::result_out_of_range ? std::numeric_limits<unsigned>::max() : value;
}

// cp312: cp, 3 and 12. py3: py and 3.
struct PythonTag {
  std::string_view implementation;
  unsigned major = 0;
  std::optional<unsigned> minor;
};

std::optional<PythonTag> read_python_tag(std::string_view text) {
  Scanner scan(text);
  PythonTag tag{.implementation = scan.take_while(is_letter), .major = 0, .minor = {}};
  const auto digits = scan.take_digits();
  if (digits.empty() || !scan.at_end()) return {};
  tag.major = number(digits.substr(0, 1));
  if (digits.size() > 1) tag.minor = number(digits.substr(1));
  return tag;
}

struct Python {
  unsigned major;
  unsigned minor;

  explicit Python(std::string_view text) {
    const auto dot = std::min(text.find('.'), text.size());
    major = number(text.substr(0, dot));
    minor = number(text.substr(std::min(dot + 1, text.size())));
  }
};

// cp37m, cp313t, cp27mu for cp37, cp313, cp27.
bool is_abi_of(std::string_view abi, std::string_view python) {
  if (!abi.starts_with(python)) return false;
  return std::ranges::none_of(abi.substr(python.size()), is_digit);
}

bool fits_cpython(const PythonTag& tag, std::string_view text, std::string_view abi,
                  const Python& python) {
  if (!tag.minor) return abi == "none";
  if (abi == "abi3" || abi == "abi3t") {
    return tag.major == 3 && *tag.minor >= kFirstWithAbi3 && *tag.minor <= python.minor;
  }
  return *tag.minor == python.minor && (abi == "none" || is_abi_of(abi, text));
}

bool fits_tags(std::string_view text, std::string_view abi, const Python& python) {
  const auto tag = read_python_tag(text);
  if (!tag || tag->major != python.major) return false;
  if (tag->implementation == "cp") return fits_cpython(*tag, text, abi, python);
  // Generic wheels need a Python that is not older.
  return tag->implementation == "py" && abi == "none" && tag->minor.value_or(0) <= python.minor;
}

// The processor in a tag of a Linux: x86_64 of manylinux_2_17_x86_64, musllinux_1_1_x86_64,
// manylinux1_x86_64 and linux_x86_64. Empty: it is none, or its libc is not among those of `libc`.
std::string_view linux_machine(std::string_view tag, std::string_view libc) {
  const bool any_libc = libc.empty();
  Scanner scan(tag);
  if (scan.take_text("linux_")) return scan.rest();
  if (scan.take_text("manylinux")) {
    if (!any_libc && !libc.starts_with("glibc")) return {};
  } else if (!scan.take_text("musllinux") || (!any_libc && !libc.starts_with("musl"))) {
    return {};
  }
  // Either a year or a profile, or the version of the libc.
  const bool profile = !scan.take_digits().empty();
  const bool version = !profile && scan.take('_') && !scan.take_digits().empty() &&
                       scan.take('_') && !scan.take_digits().empty();
  return (profile || version) && scan.take('_') ? scan.rest() : std::string_view();
}

bool fits_linux(std::string_view tag, const Target& target) {
  const auto machine = linux_machine(tag, target.libc);
  // A 32-bit system on a 64-bit ARM runs what was built for the processor before.
  if (target.machine == "armv8l" && machine == "armv7l") return true;
  return !machine.empty() && machine_name(machine) == machine_name(target.machine);
}

bool fits_macos(std::string_view tag, const Target& target) {
  Scanner scan(tag);
  const bool versioned = scan.take_text("macosx_") && !scan.take_digits().empty() &&
                         scan.take('_') && !scan.take_digits().empty() && scan.take('_');
  if (!versioned) return false;
  const auto one_of = [&](std::initializer_list<std::string_view> formats) {
    return std::ranges::find(formats, scan.rest()) != formats.end();
  };
  const auto machine = machine_name(target.machine);
  if (machine == "aarch64") return one_of({"arm64", "universal2"});
  if (machine == "x86_64") {
    return one_of({"x86_64", "intel", "fat64", "fat3", "universal2", "universal"});
  }
  if (machine == "i686") return one_of({"i386", "intel", "fat3", "fat", "universal"});
  return one_of({machine, "universal"});
}

bool fits_windows(std::string_view tag, const Target& target) {
  const auto machine = machine_name(target.machine);
  if (machine == "x86_64") return tag == "win_amd64";
  if (machine == "aarch64") return tag == "win_arm64";
  return machine == "i686" && tag == "win32";
}

bool fits_platform(std::string_view tag, const Target& target) {
  if (tag == "any") return true;
  if (target.platform == "linux") return fits_linux(tag, target);
  if (target.platform == "darwin") return fits_macos(tag, target);
  return target.platform == "win32" && fits_windows(tag, target);
}

}  // namespace

bool fits_python(const WheelTags& tags, std::string_view python) {
  const Python wanted(python);
  return std::ranges::any_of(tags.pythons, [&](const std::string& tag) {
    return std::ranges::any_of(tags.abis,
                               [&](const std::string& abi) { return fits_tags(tag, abi, wanted); });
  });
}

bool fits_machine(const WheelTags& tags, const Target& target) {
  return std::ranges::any_of(tags.platforms,
                             [&](const std::string& tag) { return fits_platform(tag, target); });
}

bool fits(const WheelTags& tags, const Target& target) {
  return fits_python(tags, target.python) && fits_machine(tags, target);
}

}  // namespace adder::pypi
