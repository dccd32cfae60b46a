#include "mirror/conda/index_quest.h"

#include "base/core/text.h"
#include "base/io/folder.h"
#include "base/net/url.h"

#include <algorithm>
#include <chrono>
#include <system_error>
#include <utility>

namespace adder::mirror {

namespace fs = std::filesystem;

namespace {

// How long a form that upstream does not have is not asked for again. As conda does it.
constexpr auto kStaysChosen = std::chrono::days(7);

// No package is called that: whoever asks for it asks for all there is.
constexpr std::string_view kNobody = "\n";

}  // namespace

IndexQuest::IndexQuest(LookContext& context, conda::Subdir subdir)
    : context_(context), subdir_(std::move(subdir)) {}

Result<void> IndexQuest::begin(WantsName wants, const Sha256& recipe) {
  wants_ = std::move(wants);
  recipe_ = recipe;
  TRY_ASSIGN(known_, known_index(context_.store, context_.channel, subdir_.text()));
  if (known_) {
    had_recipe_ = known_->recipe == recipe;
    TRY_ASSIGN(is_whole_here_, is_here(*known_));
  }
  plan();
  return {};
}

// A body that somebody removed, or a shard: then upstream's word that nothing has changed is no
// help.
Result<bool> IndexQuest::is_here(const KnownIndex& known) const {
  if (known.form == IndexForm::absent) return true;
  std::error_code missing;
  if (fs::file_size(known_body(), missing) != known.size || missing) return false;
  if (known.form != IndexForm::shards) return true;
  std::uint64_t shards = 0;
  TRY(io::each_entry(shards_folder(context_.store.paths(), context_.channel, subdir_.text()),
                     [&](const fs::directory_entry&) -> Result<void> {
                       ++shards;
                       return {};
                     }));
  return shards == known.shards;
}

fs::path IndexQuest::known_body() const {
  return index_body(context_.store.paths(), context_.channel, subdir_.text(), *known_);
}

std::string IndexQuest::item() const {
  return cat("conda/", context_.channel, '/', subdir_.text());
}

std::string IndexQuest::place(std::size_t upstream) const {
  return cat(context_.upstreams[upstream], subdir_.text(), '/');
}

std::string IndexQuest::address() const {
  const auto form = asked_ == IndexForm::absent ? IndexForm::json : asked_;
  return cat(place(upstream_), file_name_of(form));
}

bool IndexQuest::is_of_this_upstream(const KnownIndex& known) const {
  return known.upstream == net::without_secrets(context_.upstreams[upstream_]);
}

// The best is asked for first, so it stands last.
std::vector<IndexForm> IndexQuest::all_forms() const {
  std::vector<IndexForm> forms = {IndexForm::bz2, IndexForm::json, IndexForm::zst};
  if (takes_shards_ && !wants_(kNobody)) forms.push_back(IndexForm::shards);
  return forms;
}

bool IndexQuest::is_settled() const {
  if (!is_whole_here_ || !takes_shards_ || known_->recipe != recipe_) return false;
  if (!is_of_this_upstream(*known_)) return false;
  const auto age = context_.store.now() - known_->chosen_at;
  return known_->form == all_forms().back() || std::chrono::abs(age) < kStaysChosen;
}

void IndexQuest::plan() {
  refusal_.reset();
  has_walked_ = !is_settled();
  forms_ = has_walked_ ? all_forms() : std::vector{known_->form};
  next_form();
}

void IndexQuest::next_form() {
  draft_.reset();
  probe_.reset();
  is_repeated_ = false;
  if (forms_.empty() && !has_walked_ && asked_ != IndexForm::absent) {
    has_walked_ = true;
    forms_ = all_forms();
    std::erase(forms_, asked_);
  }
  if (forms_.empty()) return end_of_forms();
  asked_ = forms_.back();
  forms_.pop_back();
}

void IndexQuest::ask_for_whole() {
  takes_shards_ = false;
  trouble_.reset();
  upstream_ = 0;
  state_ = State::open;
  plan();
}

Result<void> IndexQuest::ask() {
  net::Request request;
  request.url = address();
  request.scope = context_.scope;
  request.trust = net::Request::Trust::index;
  if (asked_ == IndexForm::json) request.encoding = net::Request::Encoding::compressed;
  request.most_bytes = most_bytes(asked_);
  request.bypass_caches = is_repeated_;
  is_conditional_ = false;
  if (is_whole_here_ && known_->form == asked_ && is_of_this_upstream(*known_) && !is_repeated_) {
    request.if_none_match = known_->etag;
    request.if_modified_since = known_->last_modified;
    is_conditional_ = !known_->etag.empty() || !known_->last_modified.empty();
  }
  if (asked_ == IndexForm::absent) {
    probe_ = std::make_unique<IndexProbe>();
    request.receiver = probe_.get();
  } else {
    TRY_ASSIGN(auto path, context_.drafts.next());
    draft_ = std::make_unique<IndexDraft>(std::move(path), context_.report);
    request.receiver = draft_.get();
  }
  context_.report.looking("asking " + net::without_secrets(request.url));
  answer_.reset();
  facts_.reset();
  context_.client.start(std::move(request), [this](Result<net::Response> response) {
    answer_.emplace(std::move(response));
  });
  return {};
}

const KnownIndex* IndexQuest::in_force() const {
  if (state_ == State::found) return &found_;
  return is_whole_here_ ? &*known_ : nullptr;
}

fs::path IndexQuest::body() const {
  if (is_new()) return draft_->path();
  return index_body(context_.store.paths(), context_.channel, subdir_.text(), *in_force());
}

void IndexQuest::accept(KnownIndex index) {
  if (state_ == State::found) found_ = index;
  known_ = std::move(index);
  is_whole_here_ = true;
  draft_.reset();
}

}  // namespace adder::mirror
