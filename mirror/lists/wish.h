#pragma once

#include "base/core/pattern.h"
#include "base/pypi/marker.h"
#include "base/pypi/specifier.h"
#include "mirror/lists/place.h"

#include <optional>
#include <string>
#include <vector>

namespace adder::mirror {

enum class Sdists { yes, no, fallback };

// One line of a PyPI request list.
struct Wish {
  Place place;
  std::string text;  // as written, without comment, on one line
  Pattern name;      // over normalised names
  pypi::SpecifierSet spec = {};
  std::vector<std::string> extras = {};
  pypi::Marker marker = {};  // of requirements.txt lines
  Dependencies dependencies = Dependencies::no;
  std::vector<Pattern> wheels = {};  // over the file name without .whl; none: every wheel
  Sdists sdists = Sdists::yes;
  std::optional<pypi::SpecifierSet> python = {};
  pypi::Prereleases prereleases = pypi::Prereleases::allowed;
  std::optional<int> latest = {};
};

// One line that starts with an exclamation mark.
struct Exclusion {
  Place place;
  std::string text;
  Pattern name;
  pypi::SpecifierSet spec = {};
  std::vector<Pattern> wheels = {};
  std::optional<Sdists> sdists = {};
  std::optional<pypi::SpecifierSet> python = {};
};

struct RequestList {
  std::vector<Wish> wishes = {};
  std::vector<Exclusion> exclusions = {};
};

}  // namespace adder::mirror
