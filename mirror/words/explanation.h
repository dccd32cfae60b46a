#pragma once

#include "mirror/words/because.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace adder::mirror {

// Why one section has a package, or a file of it.
struct Explanation {
  std::string section = {};  // pypi, conda/conda-forge
  std::string package = {};
  std::string file = {};  // demo-1.0.tar.gz, linux-64/demo-1.0-0.conda; empty: the package
  std::vector<Chain> chains = {};
};

// For people: a tree, each step below the one it explains. At most so many chains.
std::string why_text(const Explanation& explanation, std::size_t most);

// For programs: one object, with all chains, and what stands in the way, if anything does. What is
// of PyPI stands at its top, what is of channels under "conda".
std::string why_json(std::span<const Explanation> explanations,
                     std::span<const std::string> obstacles = {});

}  // namespace adder::mirror
