#pragma once

#include "base/pypi/requirement.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace adder::mirror {

// What a Requires-Dist says, also where installers of today would refuse it.
struct RequirementText {
  pypi::Requirement requirement;

  // A URL stands for any version of the name. What cannot be read stands for any version of the
  // name it begins with, where its marker holds: mirroring too much is better than too little.
  enum class Form : std::uint8_t { plain, url, unreadable } form = Form::plain;
};

// Nothing where not even a name can be told.
std::optional<RequirementText> read_requirement(std::string_view words);

}  // namespace adder::mirror
