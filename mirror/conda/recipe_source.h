#pragma once

#include <string>
#include <string_view>

namespace adder::mirror {

// Where a recipe says that the source of a package came from, as JSON: a string or, of `url`, a
// list of strings. Empty: it does not say, or not in a way we read.
struct RecipeSource {
  std::string url;
  std::string git_url;

  friend bool operator==(const RecipeSource&, const RecipeSource&) = default;
};

// Reads `source:` of a meta.yaml as conda-build writes it into packages. This is no reader of YAML:
// it knows a block of keys with plain or simply quoted values, and gives nothing rather than
// something else than YAML means. A list of several sources gives nothing, as with conda-index, and
// so does a recipe that was not rendered.
RecipeSource read_recipe_source(std::string_view meta_yaml);

}  // namespace adder::mirror
