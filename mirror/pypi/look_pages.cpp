#include "base/core/text.h"
#include "base/io/zstd.h"
#include "base/net/url.h"
#include "base/pypi/simple_reader.h"
#include "mirror/pypi/look.h"
#include "mirror/pypi/simple_index.h"
#include "mirror/words/waiting.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace adder::mirror {

namespace {

// Some 45,000 files. It is kept in memory, whoever sends it.
constexpr std::uint64_t kLongestPage = std::uint64_t{32} << 20;

// How often a page older than the list says is asked for again, waiting twice as long each time.
constexpr int kStaleTries = 4;

HeldReason reason_for(int status) {
  return status == 401 || status == 403 || status == 451 ? HeldReason::forbidden
                                                         : HeldReason::unreachable;
}

HeldReason reason_for(Error::Kind kind) {
  if (kind == Error::Kind::blocked) return HeldReason::blocked;
  if (kind == Error::Kind::too_long) return HeldReason::too_long;
  if (kind == Error::Kind::corrupt) return HeldReason::malformed;
  return HeldReason::unreachable;
}

}  // namespace

// A page under way.
struct PypiLook::Ask {
  pypi::ProjectName project;
  std::optional<KnownPage> known;
  std::optional<std::uint64_t> serial;  // what the list says
  std::size_t upstream = 0;
  int tries = 0;
  std::optional<Held> trouble = {};  // with the first upstream
  net::TextReceiver body;
};

Result<void> PypiLook::find_serials(const std::set<pypi::ProjectName>& projects) {
  if (!list_) return {};
  std::set<std::string_view> wanted;
  for (const auto& project : projects) wanted.insert(project.text());
  return each_name(*list_,
                   [&](std::string_view name, std::optional<std::uint64_t> serial) -> Result<void> {
                     if (wanted.contains(name)) listed_.insert_or_assign(std::string(name), serial);
                     return {};
                   });
}

Result<void> PypiLook::read_pages(const std::set<pypi::ProjectName>& projects) {
  if (config_.upstreams.empty()) return {};
  std::set<pypi::ProjectName> fresh;
  std::ranges::set_difference(projects, asked_, std::inserter(fresh, fresh.end()));
  for (const auto& project : left_out_) fresh.erase(project);
  TRY(find_serials(fresh));
  for (const auto& project : fresh) {
    asked_.insert(project);
    TRY_ASSIGN(const auto needed, needs_asking(project));
    if (!needed) continue;
    TRY_ASSIGN(auto known, known_page(store_, project));
    const auto listed = listed_.find(project.text());
    const auto serial = listed == listed_.end() ? std::nullopt : listed->second;
    ask(std::make_shared<Ask>(
        Ask{.project = project, .known = std::move(known), .serial = serial, .body = {}}));
  }
  TRY(client_.run());
  return retry_stale_pages();
}

// What the list confirms needs no asking; what it does not name was never there, unless we know it:
// then its page can tell whether it is quarantined or gone.
Result<bool> PypiLook::needs_asking(const pypi::ProjectName& project) {
  TRY_ASSIGN(const auto known, known_page(store_, project));
  const auto listed = listed_.find(project.text());
  if (list_ && listed == listed_.end()) return known && known->body;
  const bool confirmed = known && known->body && listed != listed_.end() && listed->second &&
                         known->serial && *known->serial == *listed->second &&
                         known->upstream == upstream_;
  if (confirmed) {
    file_count_.before += known->files;
    file_count_.now += known->files;
  }
  return !confirmed;
}

std::string PypiLook::base_of(const Ask& ask) const {
  return ask.upstream == 0 ? upstream_ : index_base(config_.upstreams[ask.upstream - 1]);
}

void PypiLook::ask(const std::shared_ptr<Ask>& ask) {
  const auto base = base_of(*ask);
  net::Request request;
  request.url = cat(base, ask->project.text(), '/');
  request.scope = scope_;
  request.accept = kSimpleJson;
  request.trust = net::Request::Trust::index;
  request.encoding = net::Request::Encoding::compressed;
  request.most_bytes = kLongestPage;
  request.bypass_caches = ask->tries > 0;
  request.receiver = &ask->body;
  const bool same = ask->known && ask->known->body && ask->known->upstream == base;
  if (same && ask->tries == 0) {
    request.if_none_match = ask->known->etag;
    request.if_modified_since = ask->known->last_modified;
  }
  client_.start(std::move(request), [this, ask](Result<net::Response> response) {
    answered(ask, std::move(response));
  });
}

void PypiLook::answered(const std::shared_ptr<Ask>& ask, Result<net::Response> response) {
  Held trouble{.section = "pypi",
               .item = "pypi/" + ask->project.text(),
               .url = net::without_secrets(cat(base_of(*ask), ask->project.text(), '/'))};
  if (!response) {
    if (response.error().kind() == Error::Kind::cancelled) return;
    trouble.reason = reason_for(response.error().kind());
    trouble.detail = response.error().words();
    return failed(ask, std::move(trouble));
  }
  const auto status = response->head.status;
  if (status == 200) return take_page(ask, *response);
  if (status == 304) return take_unchanged(ask, *response);
  const bool is_absent = status == 404 || status == 410;
  const bool is_first = ask->upstream == 0 && !stands_in_;
  if (is_absent && is_first && !listed_.contains(ask->project.text())) return take_absence(*ask);
  trouble.reason = is_absent ? HeldReason::missing : reason_for(status);
  trouble.expected =
      is_absent && is_first ? "a page, as the list of projects names it" : "HTTP 200";
  trouble.received = cat("HTTP ", status);
  failed(ask, std::move(trouble));
}

// Another upstream may have it. If none has, what the first said is told.
void PypiLook::failed(const std::shared_ptr<Ask>& ask, Held held) {
  if (!ask->trouble) ask->trouble = std::move(held);
  if (!try_next_upstream(ask)) held_.push_back(*ask->trouble);
}

bool PypiLook::try_next_upstream(const std::shared_ptr<Ask>& ask) {
  while (ask->upstream < config_.upstreams.size()) {
    ++ask->upstream;
    if (index_base(config_.upstreams[ask->upstream - 1]) == upstream_) continue;
    ask->serial.reset();  // serials of one index say nothing about another
    this->ask(ask);
    return true;
  }
  return false;
}

void PypiLook::take_page(const std::shared_ptr<Ask>& ask, const net::Response& response) {
  const auto item = "pypi/" + ask->project.text();
  const auto& head = response.head;
  if (!is_json(head.content_type)) {
    return hold(item, HeldReason::malformed, head.url, std::string(kSimpleJson),
                printable(head.content_type));
  }
  // What is malformed in it is told whenever the page is read.
  const auto page =
      pypi::read_project_page(ask->body.text, head.url, [](std::string_view, std::string_view) {});
  if (!page) return hold(item, HeldReason::malformed, head.url, {}, {}, page.error().words());
  if (pypi::normalise(page->name) != ask->project.text()) {
    return hold(item, HeldReason::malformed, head.url, ask->project.text(), printable(page->name));
  }
  ++pages_;
  const auto serial = page->serial ? page->serial : head.serial;
  if (ask->serial && serial && *serial < *ask->serial) return stale(ask, cat("serial ", *serial));

  take_second_hand(ask);
  const bool quarantined = page->status && page->status->marker == "quarantined";
  count(*ask, quarantined && ask->known ? ask->known->files : page->files.size());
  for (const auto& file : page->files) {
    if (!file.upload_time) undated_[ask->project].push_back(file.filename);
  }
  seen_.insert_or_assign(ask->project, KnownPage{.upstream = base_of(*ask),
                                                 .url = head.url,
                                                 .serial = serial,
                                                 .etag = head.etag,
                                                 .last_modified = head.last_modified,
                                                 .files = page->files.size(),
                                                 .body = io::zstd(ask->body.text)});
}

void PypiLook::take_unchanged(const std::shared_ptr<Ask>& ask, const net::Response& response) {
  const auto& known = *ask->known;
  ++pages_;
  const auto serial = response.head.serial ? response.head.serial : known.serial;
  if (ask->serial && serial && *serial < *ask->serial) return stale(ask, "HTTP 304");
  take_second_hand(ask);
  count(*ask, known.files);
  if (serial == known.serial) return;
  auto confirmed = known;
  confirmed.serial = serial;
  seen_.insert_or_assign(ask->project, std::move(confirmed));
}

// The page is taken from another upstream than the list: that is told.
void PypiLook::take_second_hand(const std::shared_ptr<Ask>& ask) {
  if (!ask->trouble) return;
  auto held = *ask->trouble;
  held.detail += cat(held.detail.empty() ? "" : "\n  ", net::without_secrets(base_of(*ask)),
                     " stands in for it, and nothing is retired");
  held_.push_back(std::move(held));
}

void PypiLook::take_absence(const Ask& ask) {
  ++absences_;
  count(ask, 0);
  seen_.insert_or_assign(ask.project, KnownPage{.upstream = base_of(ask),
                                                .url = {},
                                                .serial = ask.serial,
                                                .etag = {},
                                                .last_modified = {},
                                                .files = 0,
                                                .body = std::nullopt});
}

// Only those that were there before: new wishes do not make up for what is gone.
void PypiLook::count(const Ask& ask, std::uint64_t files) {
  if (!ask.known || !ask.known->body) return;
  file_count_.before += ask.known->files;
  // What another upstream does not have is not gone.
  const bool is_second_hand = stands_in_ || ask.upstream > 0;
  file_count_.now += is_second_hand ? std::max(files, ask.known->files) : files;
}

// A cache between us and the index has not heard the news yet. It does not keep the others waiting.
void PypiLook::stale(const std::shared_ptr<Ask>& ask, const std::string& got) {
  if (++ask->tries >= kStaleTries) {
    return hold("pypi/" + ask->project.text(), HeldReason::stale,
                cat(upstream_, ask->project.text(), '/'), cat("serial ", *ask->serial), got);
  }
  stale_.push_back(ask);
}

Result<void> PypiLook::retry_stale_pages() {
  auto pause = first_pause_for_news();
  while (!stale_.empty()) {
    wait(pause, stop_);
    pause *= 2;
    for (const auto& ask : std::exchange(stale_, {})) {
      ask->body.text.clear();
      this->ask(ask);
    }
    TRY(client_.run());
  }
  return {};
}

}  // namespace adder::mirror
