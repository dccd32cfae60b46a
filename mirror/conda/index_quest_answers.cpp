#include "base/core/text.h"
#include "base/net/url.h"
#include "mirror/conda/index_quest.h"
#include "mirror/conda/subdir_place.h"
#include "mirror/conda/upstream_scope.h"

#include <algorithm>
#include <utility>

namespace adder::mirror {

namespace {

constexpr int kNotModified = 304;
constexpr int kUnauthorized = 401;
constexpr int kForbidden = 403;
constexpr int kNotFound = 404;
constexpr int kGone = 410;
constexpr int kForLegalReasons = 451;

// A shard costs about 6 kB, and its request 1 kB; in the whole index, packed as one, a package
// costs 3 kB. What is wanted brings dependencies along, about as many again: so a quarter of all
// packages comes as cheaply either way. Later, shards are cheaper by far: only those that changed
// are fetched. And where it is a matter of a hundred requests, there is nothing to weigh.
constexpr std::uint64_t kFew = 100;
constexpr std::uint64_t kShare = 4;

HeldReason reason_for(int status) {
  if (status == kNotFound || status == kGone) return HeldReason::missing;
  const bool refused =
      status == kUnauthorized || status == kForbidden || status == kForLegalReasons;
  return refused ? HeldReason::forbidden : HeldReason::unreachable;
}

HeldReason reason_for(Error::Kind kind) {
  if (kind == Error::Kind::blocked) return HeldReason::blocked;
  if (kind == Error::Kind::too_long) return HeldReason::too_long;
  if (kind == Error::Kind::corrupt || kind == Error::Kind::invalid) return HeldReason::malformed;
  return HeldReason::unreachable;
}

}  // namespace

bool IndexQuest::has_body() const {
  return answer_ && *answer_ && IndexDraft::is_body((*answer_)->head.status) && draft_ != nullptr;
}

void IndexQuest::check() {
  if (!draft_->close()) return;  // judge() says why
  facts_.emplace(check_index(draft_->path(), asked_, subdir_));
}

Result<void> IndexQuest::judge() {
  if (draft_ != nullptr && draft_->trouble_here()) return *draft_->trouble_here();
  if (!*answer_) return judge_failure(answer_->error());
  const auto& head = (*answer_)->head;
  if (has_body()) return take_body(head);
  if (head.status == kNotModified) return is_conditional_ ? take_known() : again();
  if (head.status == kNotFound || head.status == kGone) {
    next_form();
    return {};
  }
  // Some servers refuse what is not there. Another form may be: only the end of all forms tells.
  if (head.status >= 400 && head.status < 500 && head.status != kUnauthorized) {
    if (!refusal_) refusal_ = head.status;
    next_form();
    return {};
  }
  fail_status(head.status);
  return {};
}

Result<void> IndexQuest::judge_failure(const Error& error) {
  if (error.kind() == Error::Kind::cancelled) return error;
  if (probe_ != nullptr && probe_->is_there()) {
    has_walked_ = true;
    forms_ = all_forms();
    probe_.reset();
    next_form();
    return {};
  }
  fail(reason_for(error.kind()), error.words(), error.hint());
  return {};
}

// Nothing was said that could be unchanged.
Result<void> IndexQuest::again() {
  if (is_repeated_) {
    fail_status(kNotModified);
  } else {
    is_repeated_ = true;
  }
  return {};
}

Result<bool> IndexQuest::wants_few(const std::filesystem::path& body) const {
  if (!has_walked_) return true;  // it was the choice of last time
  TRY_ASSIGN(const auto read, read_packed_shard_index(body));
  const auto& shards = read.index.shards;
  const auto wanted = static_cast<std::uint64_t>(std::ranges::count_if(
      shards, [&](const conda::NamedShard& shard) { return wants_(shard.name); }));
  return wanted <= kFew || wanted * kShare <= shards.size();
}

Result<void> IndexQuest::take_known() {
  if (asked_ == IndexForm::shards) {
    TRY_ASSIGN(const auto few, wants_few(known_body()));
    if (!few) {
      next_form();
      return {};
    }
  }
  draft_.reset();
  find(*known_);
  return {};
}

// An upstream in trouble looks like one that has lost everything.
std::optional<std::string> IndexQuest::what_is_gone(std::string_view what) const {
  if (!known_ || known_->names == 0 || context_.shrink == 0) return std::nullopt;
  const auto before =
      known_->records > 0 ? cat(known_->records, " records") : cat(known_->names, " packages");
  return cat(what, " where there were ", before);
}

Result<void> IndexQuest::take_body(const net::Head& head) {
  if (!*facts_ && facts_->error().kind() != Error::Kind::corrupt) return facts_->error();
  auto trouble = *facts_ ? trouble_in(**facts_) : facts_->error().words();
  if (!trouble.empty()) {
    const auto& type = head.content_type;
    if (type.find("html") != type.npos) trouble += cat("\n  received ", printable(type));
    malformed(std::move(trouble));
    return {};
  }
  if (asked_ == IndexForm::shards) {
    TRY_ASSIGN(const auto few, wants_few(draft_->path()));
    if (!few) {
      next_form();
      return {};
    }
  }
  const auto token = path_token(context_.upstreams[upstream_]);
  const auto& facts = **facts_;
  find({.upstream = net::without_secrets(context_.upstreams[upstream_]),
        .url = net::without_secrets(head.url),
        .form = asked_,
        .etag = head.etag,
        .last_modified = head.last_modified,
        .sha256 = facts.body.sha256,
        .size = facts.body.size,
        .records = facts.records,
        .names = facts.names,
        .shards = 0,
        .base_url = without_token(facts.base_url, token),
        .shards_base_url = without_token(facts.shards_base_url, token)});
  return {};
}

std::string IndexQuest::trouble_in(const IndexFacts& facts) const {
  for (const auto& reference : {facts.base_url, facts.shards_base_url}) {
    const auto url = resolved_folder(address(), reference);
    if (!url) return url.error().words();
  }
  if (!facts.body.is_bare) return {};
  return what_is_gone("it is {}").value_or(std::string());
}

void IndexQuest::malformed(std::string words) {
  if (asked_ != IndexForm::shards) return fail(HeldReason::malformed, std::move(words));
  const auto url = net::without_secrets(address());
  context_.report.warning(
      {.text = cat(url, ": ", words, "\n  the whole index is taken instead of shards")});
  next_form();
}

void IndexQuest::end_of_forms() {
  if (refusal_) return fail_status(*refusal_);
  if (auto gone = what_is_gone("there is no index any more")) {
    return fail(HeldReason::missing, *std::move(gone));
  }
  find({.upstream = net::without_secrets(context_.upstreams[upstream_])});
}

void IndexQuest::find(KnownIndex found) {
  state_ = State::found;
  const auto now = context_.store.now();
  found_ = std::move(found);
  found_.recipe = recipe_;
  found_.chosen_at = has_walked_ || !known_ ? now : known_->chosen_at;
  const bool is_same = is_whole_here_ && known_->form == found_.form &&
                       known_->sha256 == found_.sha256 && is_of_this_upstream(*known_);
  if (is_same) draft_.reset();  // the same bytes, whatever the validators say
  found_.accepted_at = is_same ? known_->accepted_at : now;
  if (is_same) found_.shards = known_->shards;
  if (upstream_ > 0 && known_) {
    // By what the first upstream had it will be measured again.
    found_.records = std::max(found_.records, known_->records);
    found_.names = std::max(found_.names, known_->names);
  }
}

Held IndexQuest::trouble_with(HeldReason reason, std::string words) const {
  return {.section = cat("conda/", context_.channel),
          .item = item(),
          .reason = reason,
          .expected = {},
          .received = {},
          .url = net::without_secrets(address()),
          .detail = std::move(words)};
}

void IndexQuest::fail_status(int status) {
  fail(reason_for(status), cat("the index cannot be read: HTTP ", status));
}

void IndexQuest::fail(HeldReason reason, std::string words, std::string hint) {
  refuse(trouble_with(reason, std::move(words)), std::move(hint));
}

void IndexQuest::refuse(Held trouble, std::string hint) {
  draft_.reset();
  probe_.reset();
  const auto& words = trouble.detail;
  auto text = words.starts_with("http") || words.starts_with("file:") || trouble.url.empty()
                  ? words
                  : cat(trouble.url, ": ", words);
  words_ = text;
  hint_ = std::move(hint);
  if (!trouble_) trouble_ = std::move(trouble);
  if (upstream_ + 1 == context_.upstreams.size()) {
    state_ = State::failed;
    return;
  }
  const auto next = net::without_secrets(context_.upstreams[upstream_ + 1]);
  if (context_.failing.insert(upstream_).second) {
    context_.report.warning({.text = cat(text, "\n  ", next, " is asked instead")});
  }
  ++upstream_;
  state_ = State::open;
  plan();
}

Error IndexQuest::error() const {
  return {Error::Kind::unavailable, words_, hint_};
}

}  // namespace adder::mirror
