#pragma once

#include "mirror/lists/conda_wish.h"
#include "mirror/store/store.h"
#include "mirror/words/config.h"
#include "mirror/words/explanation.h"

#include <string>
#include <string_view>
#include <vector>

namespace adder::mirror {

// What a channel has to say about a package or a file.
struct CondaExplanation {
  std::vector<Explanation> found;  // a file may lie in several subdirs; none: nobody asks for it
  std::vector<std::string> obstacles;  // a sentence for each thing that stands in its way
};

// As the last sync found it; lines are named as they stand now. Nothing is said of a question that
// is about something else.
Result<CondaExplanation> explain(const Store& store, const ChannelConfig& channel,
                                 const CondaRequestList& list, std::string_view question);

}  // namespace adder::mirror
