#pragma once

#include "base/net/client.h"
#include "mirror/conda/look_context.h"
#include "mirror/conda/subdir_index.h"
#include "mirror/store/store.h"
#include "mirror/words/config.h"
#include "mirror/words/held.h"
#include "mirror/words/report.h"

#include <memory>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

namespace adder::mirror {

class IndexQuest;
class NoticesQuest;

// Asks a channel for the index of each subdir, as little as possible: what upstream confirms to be
// unchanged is not fetched, and not even opened. Nothing lasting is changed before accept().
//
// Where the first upstream fails, the next is asked, and that is told. Where none answers, or with
// something that is no index, the subdir is held, and the index that was accepted before stays in
// force.
class ChannelLook {
 public:
  ChannelLook(const Store& store, net::Client& client, const ChannelConfig& config,
              std::shared_ptr<const net::Scope> scope, Report& report, std::stop_token stop);
  ChannelLook(const ChannelLook&) = delete;
  ChannelLook& operator=(const ChannelLook&) = delete;
  ~ChannelLook();

  // How much of an index may be gone, in percent; 0: all of it. To be said before look().
  void limit_shrink(int percent) { context_.shrink = percent; }

  // Asks. `wants` says which packages the lists name: where they are few, and upstream offers
  // shards, theirs are brought and no others. `recipe` stands for all that is asked of the channel:
  // while it is the same, the form of index chosen last time is asked for, by one request for each
  // subdir, and the shards that `wants` names are known to be at hand: who wants less for once
  // comes with another recipe.
  //
  // An error when no index can be had, when there is no channel, and `refused` when too much of an
  // index is gone: then the channel stays as it is published.
  Result<void> look(const WantsName& wants, const Sha256& recipe);

  // All is as it was last accepted, and asked for by the same recipe.
  bool is_unchanged() const;

  // Makes sure that the shards of these packages are at hand, too; nothing to do for whole indexes.
  // When one cannot be had from anybody, the whole index takes the place of all shards; an error
  // when that cannot be had either.
  Result<void> need(const std::set<std::string>& names);

  // The indexes in force: noarch first, then as configured. They stay where they are in memory. A
  // subdir that is not among them could never be read, and stays as it is published.
  const std::vector<SubdirIndex>& subdirs() const { return subdirs_; }

  // What upstream tells its users, as JSON (notices.json); empty: nothing.
  std::string notices() const;

  const std::vector<Held>& held() const { return held_; }

  // Keeps what was seen; what it replaces goes. Writes nothing where nothing is new.
  Result<void> accept();

 private:
  Result<void> pursue();
  bool is_no_channel() const;
  Result<void> expect_channel();
  void put_in_force();
  void drop(std::size_t at);
  Result<void> guard() const;
  void hold_troubles();
  bool has_brought(std::size_t at) const;
  Result<void> bring_wanted(const WantsName& wants);
  Result<bool> take_whole(std::size_t at, const std::string& why);

  LookContext context_;
  std::vector<conda::Subdir> configured_;  // noarch first
  std::vector<std::unique_ptr<IndexQuest>> quests_;
  std::vector<SubdirIndex> subdirs_;  // of quests_, one by one
  std::unique_ptr<NoticesQuest> notices_;
  std::vector<Held> held_;
};

}  // namespace adder::mirror
