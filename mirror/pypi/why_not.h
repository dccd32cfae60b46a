#pragma once

#include "mirror/lists/wish.h"
#include "mirror/pypi/selection.h"
#include "mirror/store/store.h"

#include <string>
#include <string_view>
#include <vector>

namespace adder::mirror {

// What stands between a package or a file and its publication.
struct Obstacles {
  std::string project;               // the one that was meant
  std::vector<std::string> words;    // a sentence for each
  std::vector<Because> wishes = {};  // lines that ask for what is hidden
  bool leaves_out_file = false;      // a line does, of the file that was meant
  bool nothing_is_there = false;     // the words are of a line that asks in vain
};

// As the ledger and the request lists tell. No words: nothing stands in its way, but nobody asks
// for it either.
Result<Obstacles> obstacles_to(const Store& store, const RequestList& requests,
                               std::string_view question);

}  // namespace adder::mirror
