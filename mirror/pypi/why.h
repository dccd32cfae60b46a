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

// One chain for each of the reasons, in their order. A reason that leads to no line has none: the
// lists have changed since.
std::vector<Chain> chains(std::span<const Because> reasons, const ReasonsByProject& all);

// Those of a project's reasons that are about one of its files, as the page and the environments
// tell: lines whose filters let it pass, dependents that it could be installed for.
std::vector<Because> reasons_for_file(const Subject& subject, const pypi::ProjectPage& page,
                                      std::span<const Environment> environments,
                                      std::span<const Because> reasons);

}  // namespace adder::mirror
