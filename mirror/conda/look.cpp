#include "mirror/conda/look.h"

#include "base/core/pool.h"
#include "base/core/text.h"
#include "base/net/url.h"
#include "mirror/conda/index_keeping.h"
#include "mirror/conda/index_quest.h"
#include "mirror/conda/notices_quest.h"
#include "mirror/conda/shard_fetch.h"
#include "mirror/conda/upstream_scope.h"
#include "mirror/words/guard.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

namespace adder::mirror {

namespace {

using State = IndexQuest::State;

std::vector<conda::Subdir> subdirs_of(const ChannelConfig& config) {
  std::vector<conda::Subdir> subdirs = {conda::Subdir::noarch()};
  for (const auto& text : config.subdirs) {
    auto subdir = conda::Subdir::parse(text);
    if (!subdir) continue;  // the configuration was checked before
    if (std::ranges::find(subdirs, *subdir) == subdirs.end()) subdirs.push_back(*std::move(subdir));
  }
  return subdirs;
}

bool is_open(const std::unique_ptr<IndexQuest>& quest) {
  return quest->state() == State::open;
}

// Whose records have been counted.
bool is_whole(IndexForm form) {
  return form != IndexForm::shards && form != IndexForm::absent;
}

// Several at a time: reading one to its end is work.
void check_bodies(const std::vector<IndexQuest*>& asked) {
  const auto bodies = std::ranges::count_if(asked, &IndexQuest::has_body);
  Pool pool(std::clamp(static_cast<int>(bodies), 1, cores()));
  for (auto* const quest : asked) {
    if (quest->has_body()) pool.add([quest] { quest->check(); });
  }
  pool.finish();
}

}  // namespace

ChannelLook::ChannelLook(const Store& store, net::Client& client, const ChannelConfig& config,
                         std::shared_ptr<const net::Scope> scope, Report& report,
                         std::stop_token stop)
    : context_{.store = store,
               .client = client,
               .channel = config.name,
               .scope = std::move(scope),
               .report = report,
               .stop = std::move(stop),
               .upstreams = channel_upstreams(config)},
      configured_(subdirs_of(config)) {}

ChannelLook::~ChannelLook() = default;

std::string ChannelLook::notices() const {
  return notices_ == nullptr ? std::string() : notices_->json();
}

Result<void> ChannelLook::look(const WantsName& wants, const Sha256& recipe) {
  for (const auto& subdir : configured_) {
    quests_.push_back(std::make_unique<IndexQuest>(context_, subdir));
    TRY(quests_.back()->begin(wants, recipe));
  }
  notices_ = std::make_unique<NoticesQuest>(context_);
  TRY(notices_->ask());
  TRY(pursue());
  notices_->judge();
  TRY(expect_channel());
  put_in_force();
  TRY(bring_wanted(wants));
  TRY(guard());
  hold_troubles();
  return {};
}

// All subdirs at once, step by step, until each is found or cannot be.
Result<void> ChannelLook::pursue() {
  while (std::ranges::any_of(quests_, is_open)) {
    std::vector<IndexQuest*> asked;
    for (const auto& quest : quests_) {
      if (!is_open(quest)) continue;
      TRY(quest->ask());
      asked.push_back(quest.get());
    }
    TRY(context_.client.run());
    check_bodies(asked);
    for (auto* const quest : asked) TRY(quest->judge());
  }
  return {};
}

bool ChannelLook::is_no_channel() const {
  return std::ranges::all_of(quests_, [](const auto& quest) {
    return quest->state() == State::found && quest->in_force()->form == IndexForm::absent;
  });
}

// Where nothing at all is, there is no channel: that is no answer.
Result<void> ChannelLook::expect_channel() {
  while (is_no_channel()) {
    for (const auto& quest : quests_) {
      const auto upstream = net::without_secrets(context_.upstreams[quest->upstream()]);
      quest->refuse({.section = cat("conda/", context_.channel),
                     .item = quest->item(),
                     .reason = HeldReason::missing,
                     .url = {},
                     .detail = cat(upstream, ": there is no channel here\n  expected ", upstream,
                                   "noarch/repodata.json\n  received HTTP 404 for every index")},
                    cat("check 'upstream' of the [[channel]] '", context_.channel,
                        "': it ends with the name of the channel, not with a subdir"));
    }
    TRY(pursue());
  }
  const bool all_failed = std::ranges::all_of(
      quests_, [](const auto& quest) { return quest->state() == State::failed; });
  return all_failed ? quests_.front()->error() : Result<void>();
}

void ChannelLook::put_in_force() {
  for (const auto& quest : quests_) subdirs_.emplace_back(quest->subdir());
  for (auto at = quests_.size(); at-- > 0;) {
    const auto* const index = quests_[at]->in_force();
    if (index == nullptr) {
      drop(at);
    } else {
      subdirs_[at].become(source_of(context_, *quests_[at], *index));
    }
  }
}

// Nothing is known of it: it stays as it is published.
void ChannelLook::drop(std::size_t at) {
  const auto place = static_cast<std::ptrdiff_t>(at);
  held_.push_back(*quests_[at]->trouble());
  quests_.erase(quests_.begin() + place);
  subdirs_.erase(subdirs_.begin() + place);
}

// Only what the first upstream says of itself: nothing is retired by the word of another.
Result<void> ChannelLook::guard() const {
  for (const auto& quest : quests_) {
    const auto& known = quest->before();
    if (quest->state() != State::found || quest->upstream() > 0 || !known) continue;
    const auto& found = *quest->in_force();
    const bool by_records = is_whole(known->form) && is_whole(found.form);
    TRY(guard_shrink({.section = context_.channel,
                      .what = cat(by_records ? "records in " : "packages in ",
                                  net::without_secrets(quest->place(0))),
                      .before = by_records ? known->records : known->names,
                      .now = by_records ? found.records : found.names},
                     context_.shrink));
  }
  return {};
}

void ChannelLook::hold_troubles() {
  for (const auto& quest : quests_) {
    if (!quest->trouble()) continue;
    auto held = *quest->trouble();
    if (quest->state() == State::found) {
      held.detail += cat("\n  ", net::without_secrets(context_.upstreams[quest->upstream()]),
                         " stands in for it, and nothing is retired");
    }
    held_.push_back(std::move(held));
  }
}

bool ChannelLook::is_unchanged() const {
  if (quests_.size() != configured_.size() || !notices_->is_unchanged()) return false;
  for (std::size_t at = 0; at < quests_.size(); ++at) {
    if (!has_brought(at)) return false;
  }
  return true;
}

// By the same recipe, in an earlier run.
bool ChannelLook::has_brought(std::size_t at) const {
  return subdirs_[at].is_unchanged() && quests_[at]->had_recipe();
}

Result<void> ChannelLook::bring_wanted(const WantsName& wants) {
  std::set<std::string> wanted;
  std::vector<const SubdirIndex*> indexes;
  for (std::size_t at = 0; at < subdirs_.size(); ++at) {
    if (!subdirs_[at].is_sharded() || has_brought(at)) continue;
    indexes.push_back(&subdirs_[at]);
    TRY_ASSIGN(const auto names, subdirs_[at].names());
    std::ranges::copy_if(*names, std::inserter(wanted, wanted.end()), wants);
  }
  TRY_ASSIGN(const auto missing, fetch_shards(context_, indexes, wanted));
  for (auto at = subdirs_.size(); at-- > 0;) {
    const auto found = missing.find(&subdirs_[at]);
    if (found == missing.end()) continue;
    TRY_ASSIGN(const auto taken, take_whole(at, found->second));
    if (!taken) drop(at);
  }
  return {};
}

Result<void> ChannelLook::need(const std::set<std::string>& names) {
  std::vector<const SubdirIndex*> indexes;
  for (const auto& index : subdirs_) indexes.push_back(&index);
  TRY_ASSIGN(const auto missing, fetch_shards(context_, indexes, names));
  for (std::size_t at = 0; at < subdirs_.size(); ++at) {
    const auto found = missing.find(&subdirs_[at]);
    if (found == missing.end()) continue;
    TRY_ASSIGN(const auto taken, take_whole(at, found->second));
    if (!taken) return quests_[at]->error();
  }
  return {};
}

// False when there is none either.
Result<bool> ChannelLook::take_whole(std::size_t at, const std::string& why) {
  auto& quest = *quests_[at];
  context_.report.warning(
      {.text = cat(quest.item(), ": ", why, "\n  the whole index is taken instead of shards")});
  quest.ask_for_whole();
  TRY(pursue());
  const auto* const index = quest.in_force();
  if (index == nullptr || index->form == IndexForm::shards) return false;
  subdirs_[at].become(source_of(context_, quest, *index));
  return true;
}

}  // namespace adder::mirror
