#pragma once

#include "base/pypi/file_name.h"
#include "base/pypi/specifier.h"

#include <bitset>
#include <cstddef>
#include <string>
#include <string_view>

namespace adder::mirror {

// Pythons by their X.Y: those there were, those there are, and for decades to come those there may
// be, so that "3.9 and all later ones" is a set like any other.
constexpr std::size_t kPythons = 64;
using PythonSet = std::bitset<kPythons>;

// Where 3.12 stands in a set; kPythons: nowhere.
std::size_t python_number(std::string_view python);

// The X.Y that a specifier names: ">=3.9" is 3.9 and later.
PythonSet pythons_of(const pypi::SpecifierSet& specifier);

// The X.Y of which a release may exist that Requires-Python admits: ">=3.9.2" admits 3.9. What is
// no specifier admits all, as installers see it.
PythonSet pythons_admitted(const std::string& requires_python);

// The X.Y that a wheel's tags admit: cp312-cp312 only 3.12, abi3 and py3 also later ones.
PythonSet pythons_admitted(const pypi::WheelTags& tags);

}  // namespace adder::mirror
