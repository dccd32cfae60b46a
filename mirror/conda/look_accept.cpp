#include "mirror/conda/index_keeping.h"
#include "mirror/conda/look.h"
#include "mirror/conda/notices_quest.h"

namespace adder::mirror {

Result<void> ChannelLook::accept() {
  IndexKeeping keeping(context_);
  for (std::size_t at = 0; at < quests_.size(); ++at) TRY(keeping.add(*quests_[at], subdirs_[at]));
  TRY(keeping.forget_all_but(configured_));
  if (keeping.empty() && !notices_->has_news()) return {};
  TRY(keeping.settle());
  TRY_ASSIGN(auto transaction, context_.store.ledger().begin());
  TRY(keeping.remember());
  TRY(notices_->accept());
  TRY(std::move(transaction).commit());
  return keeping.clear_away();
}

}  // namespace adder::mirror
