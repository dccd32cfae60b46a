#pragma once

#include "base/core/result.h"
#include "mirror/conda/recipe_source.h"

#include <string>
#include <string_view>

namespace adder::mirror {

// What channeldata.json tells of a package in words, as one JSON object: description, summary,
// home, dev_url, doc_url, license, source_url ... What several say, the recipe's source says
// first, then info/index.json, then info/about.json: as conda-index has it. What is empty or
// absurdly long is left out, and so is everything of an `about` that is no JSON object. `index` has
// been found to be JSON.
Result<std::string> pick_about(std::string_view index, std::string_view about,
                               const RecipeSource& source);

}  // namespace adder::mirror
