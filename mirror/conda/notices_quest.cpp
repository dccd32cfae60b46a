#include "mirror/conda/notices_quest.h"

#include "base/conda/json_doubt.h"
#include "base/conda/raw_object.h"
#include "base/core/text.h"
#include "base/net/url.h"

#include <utility>

namespace adder::mirror {

namespace {

constexpr std::uint64_t kMost = std::uint64_t{1} << 20;
constexpr int kOk = 200;
constexpr int kNotFound = 404;
constexpr int kGone = 410;

}  // namespace

Result<void> check_notices(std::string_view json) {
  TRY_ASSIGN(auto doubt, conda::find_doubt(json));
  if (doubt) return *std::move(doubt);
  TRY_ASSIGN(const auto object, conda::RawObject::read(json));
  const auto* const notices = object.find("notices");
  if (notices != nullptr && notices->value.starts_with('[')) return {};
  return Error(Error::Kind::corrupt, "it has no list of notices");
}

Result<void> NoticesQuest::ask() {
  TRY_ASSIGN(known_, known_notices(context_.store, context_.channel));
  net::Request request;
  request.url = context_.upstreams.front() + "notices.json";
  request.scope = context_.scope;
  request.trust = net::Request::Trust::index;
  request.encoding = net::Request::Encoding::compressed;
  request.most_bytes = kMost;
  request.receiver = &body_;
  const bool is_same =
      known_ && known_->upstream == net::without_secrets(context_.upstreams.front());
  if (is_same && known_->json) {
    request.if_none_match = known_->etag;
    request.if_modified_since = known_->last_modified;
  }
  context_.client.start(std::move(request), [this](Result<net::Response> response) {
    answer_.emplace(std::move(response));
  });
  return {};
}

void NoticesQuest::judge() {
  if (!answer_ || !*answer_) return;
  const auto& head = (*answer_)->head;
  if (head.status == kOk) take(head);
  if (head.status == kNotFound || head.status == kGone) take_absence();
  const auto before = known_ ? known_->json : std::nullopt;
  is_unchanged_ = !seen_ || seen_->json == before;
}

void NoticesQuest::take_absence() {
  seen_ = KnownNotices{.upstream = net::without_secrets(context_.upstreams.front()),
                       .etag = {},
                       .last_modified = {},
                       .json = std::nullopt};
}

void NoticesQuest::take(const net::Head& head) {
  const auto sound = check_notices(body_.text);
  if (!sound) {
    context_.report.warning(
        {.text = cat(net::without_secrets(head.url), ": not taken: ", sound.error().words())});
    return;
  }
  seen_ = KnownNotices{.upstream = net::without_secrets(context_.upstreams.front()),
                       .etag = head.etag,
                       .last_modified = head.last_modified,
                       .json = body_.text};
}

std::string NoticesQuest::json() const {
  const auto& notices = seen_ ? seen_ : known_;
  return notices ? notices->json.value_or(std::string()) : std::string();
}

Result<void> NoticesQuest::accept() {
  if (!has_news()) return {};
  TRY(remember_notices(context_.store, context_.channel, *seen_));
  known_ = seen_;
  return {};
}

}  // namespace adder::mirror
