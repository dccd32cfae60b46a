#pragma once

#include "mirror/conda/reasons.h"
#include "mirror/lists/conda_wish.h"
#include "mirror/words/because.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace adder::mirror {

// What somebody asks about: a package of a channel, or one file of it.
struct CondaQuestion {
  std::string package;
  std::string subdir = {};  // of the file; empty: it was not said
  std::string file = {};    // empty: the package

  friend bool operator==(const CondaQuestion&, const CondaQuestion&) = default;
};

// Takes a name in any case, a file with its subdir or without, and each of these behind
// "conda/CHANNEL/". Nothing: it asks about something else.
std::optional<CondaQuestion> read_question(std::string_view question, std::string_view channel);

// The reasons of a package, wherever they are kept.
using CondaReasonsOf = std::function<Result<std::vector<CondaBecause>>(std::string_view package)>;

// One chain for each of the reasons, in their order. A reason that leads to no line has none: the
// lists have changed since.
Result<std::vector<Chain>> chains(std::span<const CondaBecause> reasons, std::string_view channel,
                                  const CondaReasonsOf& reasons_of);

// Those of a package's reasons that are about one of its files: lines that let it pass, dependents
// that look for it where it lies.
std::vector<CondaBecause> reasons_for_file(const CondaQuestion& file, std::string_view channel,
                                           std::span<const CondaBecause> reasons);

// A sentence for each line that leaves the package or the file out.
std::vector<std::string> lines_against(const CondaQuestion& question, std::string_view channel,
                                       const CondaRequestList& list);

}  // namespace adder::mirror
