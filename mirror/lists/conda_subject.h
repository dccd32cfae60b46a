#pragma once

#include "base/conda/match_spec.h"
#include "base/core/pattern.h"
#include "base/core/result.h"
#include "mirror/lists/request_words.h"

#include <string>
#include <string_view>
#include <vector>

namespace adder::mirror {

// Which packages of a channel a line is about: the part of it before its filters.
struct CondaSubject {
  Pattern name;
  conda::MatchSpec spec;
};

// A line of a list of the channel of that name.
Result<CondaSubject> parse_conda_subject(const RequestWords& words, std::string_view channel);

// What to say to who wrote a key of a match spec as if it were a filter; mostly nothing.
std::string hint_about_keys(std::string_view line);

// One for each key of the spec that nobody here understands.
std::vector<std::string> warnings_about(const conda::MatchSpec& spec);

}  // namespace adder::mirror
