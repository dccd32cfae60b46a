#pragma once

#include "base/conda/match_spec.h"

#include <optional>
#include <string>
#include <string_view>

namespace adder::mirror {

// What a record depends on, in the words of its `depends`.
struct Dependency {
  enum class Form {
    readable,
    unreadable,   // names a package, and nobody knows which versions: any of them
    nameless,     // names no package, or several
    not_a_thing,  // a virtual package: no channel holds it
  } form = Form::nameless;
  std::string package = {};                   // of the first two forms
  std::optional<conda::MatchSpec> spec = {};  // of the first
};
constexpr bool has_package(Dependency::Form form) {
  return form == Dependency::Form::readable || form == Dependency::Form::unreadable;
}
Dependency read_dependency(std::string_view text);

}  // namespace adder::mirror
