#include "mirror/store/fetch.h"

#include "base/core/text.h"
#include "base/net/url.h"
#include "mirror/store/download.h"
#include "mirror/store/settler.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace adder::mirror {

namespace {

// Enough to keep every connection busy; the rest waits without costing memory.
constexpr std::size_t kMostStarted = 256;

HeldReason reason_for(int status) {
  if (status == 404 || status == 410) return HeldReason::missing;
  if (status == 401 || status == 403 || status == 451) return HeldReason::forbidden;
  return HeldReason::unreachable;
}

HeldReason reason_for(const Error& error) {
  if (error.kind() == Error::Kind::blocked) return HeldReason::blocked;
  if (error.kind() == Error::Kind::invalid) return HeldReason::malformed;
  return HeldReason::unreachable;
}

bool is_body(int status) {
  return status == 200 || status == 206;
}

class Fetching {
 public:
  Fetching(const Carrier& carrier, std::span<const Artifact> artifacts, const Arrived& arrived,
           AtHome at_home)
      : carrier_(carrier),
        store_(carrier.store),
        artifacts_(artifacts),
        arrived_(arrived),
        at_home_(at_home),
        settler_(carrier.store.paths(), Settler::usual()) {}

  Result<void> run() {
    start_more();
    const auto ran = carrier_.client.run();
    settler_.finish();
    TRY(enter_durable());
    if (trouble_) return *std::move(trouble_);
    return ran;
  }

 private:
  struct Job {
    Download download;
    std::size_t url = 0;  // which of the artifact's
  };

  // The same bytes are often wanted under several names, such as the .metadata of the wheels of one
  // release. They come once: two transfers would write into one draft.
  struct Draft {
    std::optional<Blob> blob = {};  // arrived, but not durable yet
    std::vector<const Artifact*> waiting = {};
  };

  void start_more() {
    while (!trouble_ && next_ < artifacts_.size() && under_way_ < kMostStarted) {
      note(consider(artifacts_[next_++]));
    }
  }

  void note(Result<void> outcome) {
    if (!outcome && !trouble_) trouble_ = std::move(outcome).error();
  }

  Result<void> consider(const Artifact& artifact) {
    auto job = std::make_shared<Job>(Job{.download = {artifact, carrier_}});
    const auto found = drafts_.find(job->download.path());
    if (found != drafts_.end() && !found->second.blob) {
      found->second.waiting.push_back(&artifact);
      return {};
    }
    TRY_ASSIGN(const auto blob, found != drafts_.end() ? found->second.blob : at_home(artifact));
    if (blob) {
      tell(artifact, *blob);
      return {};
    }
    TRY(carrier_.allowance.begin(artifact));
    drafts_.try_emplace(job->download.path());
    ++under_way_;
    start(job);
    return {};
  }

  Result<std::optional<Blob>> at_home(const Artifact& artifact) const {
    if (!artifact.sha256 || at_home_ == AtHome::is_doubted) return std::optional<Blob>();
    return find_blob(store_, *artifact.sha256);
  }

  // Bytes that came for somebody else, or in an earlier run.
  void tell(const Artifact& artifact, const Blob& blob) const {
    const io::Digests digests{.sha256 = blob.sha256, .blake2b = blob.blake2b, .md5 = {}};
    const auto url = net::without_secrets(artifact.urls.front());
    if (auto held = broken_promise(artifact, digests, blob.size, url)) {
      arrived_(artifact, *std::move(held));
    } else {
      arrived_(artifact, blob);
    }
  }

  void start(const std::shared_ptr<Job>& job) {
    const auto& artifact = job->download.artifact();
    net::Request request;
    request.url = artifact.urls[job->url];
    request.scope = carrier_.scope;
    request.expected_size = artifact.size;
    request.receiver = &job->download;
    carrier_.client.start(std::move(request), [this, job](Result<net::Response> response) {
      ended(job, std::move(response));
    });
  }

  void ended(const std::shared_ptr<Job>& job, Result<net::Response> response) {
    if (const auto& trouble = job->download.trouble_here()) return stop(*trouble);
    if (!response && response.error().kind() == Error::Kind::cancelled) return leave();
    auto outcome = judge(job->download, response);
    if (const auto& trouble = job->download.trouble_here()) return stop(*trouble);
    const auto* blob = std::get_if<Blob>(&outcome);
    if (blob == nullptr && ++job->url < job->download.artifact().urls.size()) return start(job);
    if (blob != nullptr) {
      settler_.add({.blob = *blob, .draft = job->download.path()});
      carrier_.report.fetched(job->download.artifact().item, blob->size, response->took.count());
    }
    arrived_(job->download.artifact(), outcome);
    note(serve_waiting(job->download.path(), blob));
    note(enter_durable());
    leave();
  }

  // Where one could not be had, the next may be: it has addresses of its own.
  Result<void> serve_waiting(const std::filesystem::path& draft, const Blob* blob) {
    const auto found = drafts_.find(draft);
    const auto waiting = std::exchange(found->second.waiting, {});
    if (blob != nullptr) {
      found->second.blob = *blob;
    } else {
      drafts_.erase(found);
    }
    for (const auto* artifact : waiting) TRY(consider(*artifact));
    return {};
  }

  static std::variant<Blob, Held> judge(Download& download, const Result<net::Response>& response) {
    const auto& artifact = download.artifact();
    const auto url = net::without_secrets(artifact.urls.front());
    Held held{.section = artifact.section, .item = artifact.item, .url = url};
    if (!response) {
      held.reason = download.is_too_long() ? HeldReason::too_long : reason_for(response.error());
      if (download.is_too_long()) held.expected = cat(artifact.size.value_or(0), " bytes");
      held.detail = response.error().words();
      return held;
    }
    if (is_body(response->head.status))
      return download.finish(net::without_secrets(response->head.url));
    held.reason = reason_for(response->head.status);
    held.received = cat("HTTP ", response->head.status);
    return held;
  }

  Result<void> enter_durable() {
    TRY_ASSIGN(const auto blobs, settler_.take());
    if (blobs.empty()) return {};
    TRY(enter_blobs(store_, blobs));
    std::set<Sha256> durable;
    for (const auto& blob : blobs) durable.insert(blob.sha256);
    std::erase_if(drafts_, [&](const auto& draft) {
      return draft.second.blob && durable.contains(draft.second.blob->sha256);
    });
    return {};
  }

  // Nothing new is started any more; what is under way comes to its end.
  void stop(const Error& error) {
    note(error);
    --under_way_;
  }

  void leave() {
    --under_way_;
    start_more();
  }

  const Carrier& carrier_;
  const Store& store_;
  std::span<const Artifact> artifacts_;
  const Arrived& arrived_;
  AtHome at_home_;
  Settler settler_;
  std::size_t next_ = 0;
  std::size_t under_way_ = 0;
  std::map<std::filesystem::path, Draft> drafts_;
  std::optional<Error> trouble_;
};

}  // namespace

Result<void> fetch(const Carrier& carrier, std::span<const Artifact> artifacts,
                   const Arrived& arrived, AtHome at_home) {
  if (artifacts.empty()) return {};
  return Fetching(carrier, artifacts, arrived, at_home).run();
}

}  // namespace adder::mirror
