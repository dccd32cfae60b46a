#include "mirror/pypi/look.h"

#include "base/core/text.h"
#include "base/io/zstd.h"
#include "base/net/url.h"
#include "base/pypi/simple_reader.h"
#include "mirror/pypi/simple_index.h"

#include <utility>

namespace adder::mirror {

// Packs the names while the list arrives.
class PypiLook::ListSink final : public net::Receiver {
 public:
  Result<void> begin(const net::Head& head, std::uint64_t /*offset*/) override {
    shown_ = net::without_secrets(head.url);
    if (!is_json(head.content_type)) return no_index(head.content_type);
    projects_ = 0;
    lines_.clear();
    names_ = io::ZstdWriter();
    reader_.emplace([this](pypi::ListedProject project) -> Result<void> {
      enter(project);
      return {};
    });
    return {};
  }
  Result<void> write(std::span<const std::byte> bytes) override {
    auto read = reader_->add(bytes);
    if (!read) return malformed(read.error());
    return {};
  }

  Result<KnownList> finish(const std::string& upstream, const net::Head& head) && {
    const auto meta = reader_->finish();
    if (!meta) return malformed(meta.error());
    if (!lines_.empty()) names_.add(lines_);
    return KnownList{.upstream = upstream,
                     .etag = head.etag,
                     .last_modified = head.last_modified,
                     .serial = meta->serial ? meta->serial : head.serial,
                     .projects = projects_,
                     .names = std::move(names_).finish()};
  }

 private:
  Error no_index(const std::string& content_type) const {
    return {Error::Kind::unavailable,
            lines({cat(shown_, ": not a package index that adder can read"),
                   cat("  expected ", kSimpleJson), cat("  received ", printable(content_type))}),
            "adder needs an index with the JSON API of PEP 691"};
  }
  Error malformed(const Error& why) const {
    return {Error::Kind::unavailable,
            cat(shown_, ": the list of projects is malformed: ", why.words())};
  }

  void enter(const pypi::ListedProject& project) {
    lines_ += pypi::normalise(project.name);
    lines_ += '\t';
    if (project.serial) lines_ += std::to_string(*project.serial);
    lines_ += '\n';
    ++projects_;
    if (lines_.size() < kPiece) return;
    names_.add(lines_);
    lines_.clear();
  }

  static constexpr std::size_t kPiece = std::size_t{64} << 10;
  std::string shown_;  // where the list comes from
  std::optional<pypi::ListReader> reader_;
  io::ZstdWriter names_;
  std::string lines_;
  std::uint64_t projects_ = 0;
};

PypiLook::PypiLook(const Store& store, net::Client& client, const PypiConfig& config,
                   std::shared_ptr<const net::Scope> scope, Report& report, std::stop_token stop)
    : store_(store),
      client_(client),
      config_(config),
      scope_(std::move(scope)),
      report_(report),
      stop_(std::move(stop)) {}

void PypiLook::hold(const std::string& item, HeldReason reason, const std::string& url,
                    std::string expected, std::string received, std::string detail) {
  held_.push_back({.section = "pypi",
                   .item = item,
                   .reason = reason,
                   .expected = std::move(expected),
                   .received = std::move(received),
                   .url = net::without_secrets(url),
                   .detail = std::move(detail)});
}

Result<void> PypiLook::read_list() {
  // A mirror may hold nothing but the centre's own packages.
  if (config_.upstreams.empty()) return {};
  TRY_ASSIGN(earlier_list_, known_list(store_));
  std::vector<std::pair<std::string, Error>> failures;
  for (const auto& upstream : config_.upstreams) {
    report_.looking("asking " + net::without_secrets(upstream));
    auto answered = read_list_from(index_base(upstream));
    if (answered) {
      upstream_ = index_base(upstream);
      if (!failures.empty()) stand_in(failures);
      return {};
    }
    if (answered.error().kind() == Error::Kind::cancelled) return answered.error();
    failures.emplace_back(upstream, std::move(answered).error());
  }
  auto last = std::move(failures.back().second);
  failures.pop_back();
  for (const auto& [upstream, error] : failures) report_.warning({.text = error.words()});
  return last;
}

// Goes on with an index further down the list, and says so.
void PypiLook::stand_in(const std::vector<std::pair<std::string, Error>>& failures) {
  stands_in_ = true;
  list_changed_ = false;
  for (const auto& [upstream, error] : failures) report_.warning({.text = error.words()});
  hold("pypi/simple", HeldReason::unreachable, failures.front().first, {}, {},
       cat(net::without_secrets(upstream_), " stands in for it, and nothing is retired"));
}

// False when this index has no list.
Result<bool> PypiLook::read_list_from(const std::string& upstream) {
  ListSink sink;
  net::Request request;
  request.url = upstream;
  request.scope = scope_;
  request.accept = kSimpleJson;
  request.trust = net::Request::Trust::index;
  request.encoding = net::Request::Encoding::compressed;
  request.most_bytes = std::uint64_t{1} << 30;
  request.receiver = &sink;
  const bool same = earlier_list_ && earlier_list_->upstream == upstream;
  if (same) {
    request.if_none_match = earlier_list_->etag;
    request.if_modified_since = earlier_list_->last_modified;
  }
  std::optional<Result<net::Response>> answer;
  client_.start(std::move(request),
                [&](Result<net::Response> response) { answer = std::move(response); });
  TRY(client_.run());
  if (!*answer) return std::move(*answer).error();
  const auto& head = (*answer)->head;
  if (head.status == 304 && same) {
    list_ = earlier_list_;
    return true;
  }
  // An index that had a list yesterday has not given it up: something stands in its place.
  if (head.status == 404 && !same) return false;
  if (head.status != 200) {
    return Error(Error::Kind::unavailable,
                 cat(net::without_secrets(upstream), ": the list of projects cannot be read: HTTP ",
                     head.status));
  }
  auto list = std::move(sink).finish(upstream, head);
  if (!list) return std::move(list).error();
  if (same && earlier_list_->serial && list->serial.value_or(0) < *earlier_list_->serial) {
    hold("pypi/simple", HeldReason::stale, upstream, cat("serial ", *earlier_list_->serial),
         cat("serial ", list->serial.value_or(0)));
    list_ = earlier_list_;
    return true;
  }
  list_ = *std::move(list);
  list_changed_ = true;
  return true;
}

Result<void> PypiLook::check_index() const {
  if (list_ || upstream_.empty() || pages_ > 0) return {};
  // Nothing asked: patterns need a list. Only the centre's own are wished for where they are.
  const bool is_in_doubt = asked_.empty() ? left_out_.empty() : absences_ > 0;
  if (!is_in_doubt) return {};
  return Error(Error::Kind::unavailable,
               lines({cat(net::without_secrets(upstream_), ": there is no package index"),
                      "  expected a list of projects, or the page of a wanted one",
                      "  received HTTP 404 for all that was asked"}),
               "check 'upstream' in adder.toml: most often its path ends with /simple/");
}

Result<std::optional<KnownPage>> PypiLook::page_known(const pypi::ProjectName& project) const {
  const auto seen = seen_.find(project);
  if (seen != seen_.end()) return std::optional(seen->second);
  return known_page(store_, project);
}

Result<bool> PypiLook::is_second_hand(const pypi::ProjectName& project) const {
  if (stands_in_) return true;
  TRY_ASSIGN(const auto known, page_known(project));
  return known && known->body && !upstream_.empty() && known->upstream != upstream_;
}

Result<std::optional<pypi::ProjectPage>> PypiLook::page(const pypi::ProjectName& project) const {
  if (left_out_.contains(project)) return std::optional<pypi::ProjectPage>();
  TRY_ASSIGN(const auto known, page_known(project));
  if (!known) return std::optional<pypi::ProjectPage>();
  return parse_known_page(*known, [&](std::string_view file, std::string_view why) {
    malformed_[project].insert_or_assign(std::string(file), std::string(why));
  });
}

// The time of the look that first had a file stands for an upload-time that upstream does not tell.
Result<void> PypiLook::remember_first_seen() {
  for (const auto& [project, files] : undated_) {
    for (const auto& file : files) {
      TRY_ASSIGN(auto row, store_.ledger().prepare(
                               "INSERT OR IGNORE INTO pypi_first_seen VALUES (?1, ?2, ?3)"));
      row.bind(1, project.text()).bind(2, file);
      TRY(row.bind(3, store_.now().time_since_epoch().count()).run());
    }
  }
  undated_.clear();
  return {};
}

Result<void> PypiLook::accept() {
  TRY_ASSIGN(auto transaction, store_.ledger().begin());
  if (list_changed_) TRY(remember_list(store_, *list_));
  for (const auto& [project, page] : seen_) TRY(remember_page(store_, project, page));
  TRY(remember_first_seen());
  TRY(std::move(transaction).commit());
  list_changed_ = false;
  seen_.clear();
  return {};
}

}  // namespace adder::mirror
