#pragma once

#include "mirror/store/store.h"

#include <functional>
#include <string>

namespace adder::mirror {

// Something below root that the ledger does not know: a run that was cut off left it there, or
// somebody else put it there.
struct Stray {
  enum class Kind { blob, page, manifest, upstream, page_folder, page_file, shown, package };
  Kind kind;
  std::string path;  // below root
};
using VisitStray = std::function<Result<void>(const Stray&)>;

// In store/, and in the folders of public/ that only we write to.
Result<void> each_stray(const Store& store, const VisitStray& visit);

// Among what is shown: links that lead to no page of now, files beside the pages of a unit. No run
// that was cut off leaves any.
Result<void> each_shown_stray(const Store& store, const VisitStray& visit);

// Whether the ledger knows it by now.
Result<bool> is_known(const Store& store, const Stray& stray);

// Takes in a blob whose bytes are what its name says; everything else goes.
Result<void> clear_away(const Store& store, const Stray& stray);

}  // namespace adder::mirror
