#pragma once

#include "base/conda/subdir.h"
#include "mirror/conda/index_book.h"
#include "mirror/conda/index_check.h"
#include "mirror/conda/index_draft.h"
#include "mirror/conda/index_probe.h"
#include "mirror/conda/look_context.h"
#include "mirror/words/held.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace adder::mirror {

// The search for the index of one subdir: form by form at the first upstream, then at the next.
//
// A form that is not there (404) leads to the next one; a subdir that has none is absent. What is
// forbidden is not taken for absent, and an upstream in trouble, or with something that is no
// index, hands over to the next.
class IndexQuest {
 public:
  enum class State { open, found, failed };

  // The context must outlive it.
  IndexQuest(LookContext& context, conda::Subdir subdir);
  IndexQuest(const IndexQuest&) = delete;
  IndexQuest& operator=(const IndexQuest&) = delete;

  // Looks up what is known, and chooses what to ask for.
  Result<void> begin(WantsName wants, const Sha256& recipe);

  // While it is open: ask(), run the client, check() on any thread, judge(). An error is this
  // machine's trouble, or that we were stopped.
  State state() const { return state_; }
  Result<void> ask();
  void check();
  Result<void> judge();

  // What was found is not believed: on to the next upstream, if there is one.
  void refuse(Held trouble, std::string hint);

  // The shards of what was found cannot be had: begins anew, for a whole index.
  void ask_for_whole();

  const conda::Subdir& subdir() const { return subdir_; }
  std::string item() const;  // conda/conda-forge/linux-64
  std::size_t upstream() const { return upstream_; }
  bool has_body() const;  // for check()

  // What was found, or what was accepted before if all of that is still on disk; null: neither.
  const KnownIndex* in_force() const;
  bool is_new() const { return draft_ != nullptr; }  // and its body is a draft
  std::filesystem::path body() const;

  // What was accepted before, whether all of it is still here or not.
  const std::optional<KnownIndex>& before() const { return known_; }
  bool had_recipe() const { return had_recipe_; }  // and that was for the same request
  void accept(KnownIndex index);

  // The first trouble there was: with an upstream before the one that answered.
  const std::optional<Held>& trouble() const { return trouble_; }
  Error error() const;  // the last, for those who find nothing at all

  // Where the subdir is at an upstream, with a slash at its end.
  std::string place(std::size_t upstream) const;

 private:
  std::filesystem::path known_body() const;
  Result<bool> is_here(const KnownIndex& known) const;
  void plan();
  bool is_settled() const;
  bool is_of_this_upstream(const KnownIndex& known) const;
  std::vector<IndexForm> all_forms() const;
  std::string address() const;
  void next_form();
  void end_of_forms();
  Result<void> judge_failure(const Error& error);
  Result<void> again();
  Result<void> take_body(const net::Head& head);
  Result<void> take_known();
  Result<bool> wants_few(const std::filesystem::path& body) const;
  void find(KnownIndex found);
  void fail(HeldReason reason, std::string words, std::string hint = {});
  void fail_status(int status);
  void malformed(std::string words);
  std::string trouble_in(const IndexFacts& facts) const;
  std::optional<std::string> what_is_gone(std::string_view what) const;
  Held trouble_with(HeldReason reason, std::string words) const;

  LookContext& context_;
  conda::Subdir subdir_;
  WantsName wants_;
  Sha256 recipe_ = {};
  std::optional<KnownIndex> known_;
  bool is_whole_here_ = false;  // what is known, on disk
  bool had_recipe_ = false;

  // Where the search has come to.
  State state_ = State::open;
  std::size_t upstream_ = 0;
  std::vector<IndexForm> forms_;  // still to be asked for, the next one last
  bool takes_shards_ = true;
  bool has_walked_ = false;          // past what was chosen last time
  std::optional<int> refusal_ = {};  // a status that does not say whether a form is there

  // The request under way.
  IndexForm asked_ = IndexForm::absent;
  bool is_conditional_ = false;
  bool is_repeated_ = false;
  std::unique_ptr<IndexProbe> probe_;
  std::unique_ptr<IndexDraft> draft_;
  std::optional<Result<net::Response>> answer_;
  std::optional<Result<IndexFacts>> facts_;

  // What came of it.
  KnownIndex found_;
  std::optional<Held> trouble_;
  std::string words_;  // of the last
  std::string hint_;
};

}  // namespace adder::mirror
