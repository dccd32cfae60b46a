#pragma once

#include "base/conda/dist_name.h"
#include "base/conda/match_spec.h"
#include "base/core/pattern.h"
#include "mirror/lists/place.h"

#include <optional>
#include <string>
#include <vector>

namespace adder::mirror {

// One line of a request list of a channel. A record must satisfy both: the name, which is an exact
// one, a glob or an expression, and the spec, which has the same name or `*`.
struct CondaWish {
  Place place;
  std::string text;  // as written, without comment, on one line
  Pattern name;
  conda::MatchSpec spec;
  Dependencies dependencies = Dependencies::no;
  std::optional<conda::Format> format = {};  // none: every format
  std::optional<Pattern> subdir = {};
  std::optional<int> latest = {};
};

// One line that starts with an exclamation mark.
struct CondaExclusion {
  Place place;
  std::string text;
  Pattern name;
  conda::MatchSpec spec;
  std::optional<conda::Format> format = {};
  std::optional<Pattern> subdir = {};
};

struct CondaRequestList {
  std::vector<CondaWish> wishes = {};
  std::vector<CondaExclusion> exclusions = {};
};

}  // namespace adder::mirror
