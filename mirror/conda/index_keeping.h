#pragma once

#include "mirror/conda/index_book.h"
#include "mirror/conda/index_quest.h"
#include "mirror/conda/look_context.h"
#include "mirror/conda/subdir_index.h"

#include <set>
#include <string>
#include <vector>

namespace adder::mirror {

// Where an index lies and what it belongs to, as a quest has found it.
IndexSource source_of(const LookContext& context, const IndexQuest& quest, const KnownIndex& index);

// Takes indexes into the store: their bodies and shards get their names, the ledger learns of them,
// and then what they replace goes. Pull the plug before the ledger knows, and nothing has changed.
class IndexKeeping {
 public:
  explicit IndexKeeping(LookContext& context) : context_(context) {}

  // To be kept, if there is anything new in it.
  Result<void> add(IndexQuest& quest, SubdirIndex& index);
  // Subdirs that nobody asks for any more.
  Result<void> forget_all_but(const std::vector<conda::Subdir>& subdirs);

  bool empty() const { return kept_.empty() && forgotten_.empty(); }
  Result<void> settle();    // the files; nothing refers to them yet
  Result<void> remember();  // inside a transaction
  Result<void> clear_away();

 private:
  struct Kept {
    IndexQuest* quest;
    SubdirIndex* index;
    KnownIndex row;
  };
  Result<void> clear_away(const Kept& kept) const;
  std::filesystem::path folder_of(const std::string& subdir) const;

  LookContext& context_;
  std::vector<Kept> kept_;
  std::vector<std::string> forgotten_;
};

}  // namespace adder::mirror
