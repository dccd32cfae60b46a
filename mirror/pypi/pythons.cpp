#include "mirror/pypi/pythons.h"

#include "base/core/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <vector>

namespace adder::mirror {

namespace {

constexpr std::size_t kPython2 = 8;  // 2.0 to 2.7 stand first, then 3.0 and on

std::string python_name(std::size_t number) {
  return number < kPython2 ? cat("2.", number) : cat("3.", number - kPython2);
}

// More releases than any Python has had: for clauses such as >=3.9.2 and !=3.4.1.
constexpr std::size_t kReleases = 30;
using Releases = std::array<std::vector<pypi::Version>, kPythons>;

const Releases& releases() {
  static const Releases all = [] {
    Releases releases;
    for (std::size_t python = 0; python < kPythons; ++python) {
      for (std::size_t release = 0; release < kReleases; ++release) {
        releases[python].push_back(*pypi::Version::parse(cat(python_name(python), '.', release)));
      }
    }
    return releases;
  }();
  return all;
}

bool admits(const pypi::SpecifierSet& specifier, const std::vector<pypi::Version>& releases) {
  // The first or the last nearly always decides.
  if (specifier.contains(releases.front()) || specifier.contains(releases.back())) return true;
  for (const auto& release : releases) {
    if (specifier.contains(release)) return true;
  }
  return false;
}

// cp312: 3 and 12; py3: 3 and nothing. A tag without digits says nothing of Pythons.
struct TagNumbers {
  int major = 0;
  std::optional<unsigned> minor;
};

std::optional<TagNumbers> numbers_in(std::string_view tag) {
  const auto digits = tag.find_first_of("0123456789");
  if (digits == tag.npos) return std::nullopt;
  TagNumbers numbers{.major = tag[digits] - '0', .minor = {}};
  unsigned minor = 0;
  const auto rest = tag.substr(digits + 1);
  const auto [end, problem] = std::from_chars(rest.data(), rest.data() + rest.size(), minor);
  if (problem == std::errc()) numbers.minor = minor;
  return numbers;
}

PythonSet admitted_by(std::string_view tag, bool admits_later) {
  PythonSet pythons;
  const auto numbers = numbers_in(tag);
  if (!numbers) return pythons.set();
  if (numbers->major != 2 && numbers->major != 3) return pythons;
  const bool is_2 = numbers->major == 2;
  const auto begin = is_2 ? 0 : kPython2;
  const auto end = is_2 ? kPython2 : kPythons;
  const auto first = begin + numbers->minor.value_or(0U);
  const bool is_exact = numbers->minor && !admits_later;
  for (auto number = first; number < (is_exact ? std::min(first + 1, end) : end); ++number) {
    pythons.set(number);
  }
  return pythons;
}

}  // namespace

std::size_t python_number(std::string_view python) {
  for (std::size_t number = 0; number < kPythons; ++number) {
    if (python_name(number) == python) return number;
  }
  return kPythons;
}

PythonSet pythons_of(const pypi::SpecifierSet& specifier) {
  PythonSet pythons;
  for (std::size_t number = 0; number < kPythons; ++number) {
    pythons[number] = specifier.contains(releases()[number].front());
  }
  return pythons;
}

PythonSet pythons_admitted(const std::string& requires_python) {
  PythonSet pythons;
  const auto specifier = pypi::SpecifierSet::parse(requires_python);
  if (!specifier || specifier->empty()) return pythons.set();
  for (std::size_t number = 0; number < kPythons; ++number) {
    pythons[number] = admits(*specifier, releases()[number]);
  }
  return pythons;
}

PythonSet pythons_admitted(const pypi::WheelTags& tags) {
  const bool is_abi3 = std::ranges::any_of(
      tags.abis, [](const std::string& abi) { return abi.starts_with("abi3"); });
  PythonSet pythons;
  for (const auto& tag : tags.pythons)
    pythons |= admitted_by(tag, is_abi3 || tag.starts_with("py"));
  return pythons;
}

}  // namespace adder::mirror
