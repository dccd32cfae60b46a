#pragma once

#include "base/pypi/file_record.h"
#include "mirror/pypi/selection.h"
#include "mirror/words/config.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace adder::mirror {

// Why each project is wanted, by name; of each the shortest way first, as in a selection.
using ReasonsByProject = std::map<std::string, std::vector<Because>>;

// What somebody asks about: a wanted project, or one file of it.
struct Subject {
  std::string project;
  std::string file;  // empty: the project

  friend bool operator==(const Subject&, const Subject&) = default;
};

// Takes a project's name in any spelling, a file name, and either behind "pypi/". Nothing: no such
// project is wanted.
std::optional<Subject> subject_of(std::string_view question, const ReasonsByProject& reasons);

// A way from something wanted to the line that started it: each step says why the dependent of the
// step before is wanted, in the version that was named there. The last one is a line.
using Chain = std::vector<Because>;

// One chain for each of the reasons, in their order. A reason that leads to no line has none: the
// lists have changed since.
std::vector<Chain> chains(std::span<const Because> reasons, const ReasonsByProject& all);

// Those of a project's reasons that are about one of its files, as the page and the environments
// tell: lines whose filters let it pass, dependents that it could be installed for.
std::vector<Because> reasons_for_file(const Subject& subject, const pypi::ProjectPage& page,
                                      std::span<const Environment> environments,
                                      std::span<const Because> reasons);

// For people: a tree, each step below the one it explains. At most so many chains.
std::string why_text(const Subject& subject, std::span<const Chain> chains, std::size_t most);

// For programs: one object, with all chains, and what stands in the way, if anything does.
std::string why_json(const Subject& subject, std::span<const Chain> chains,
                     std::span<const std::string> obstacles = {});

// The same where nothing asks for it: no project, and no chain.
std::string why_nothing_json(std::span<const std::string> obstacles = {});

}  // namespace adder::mirror
