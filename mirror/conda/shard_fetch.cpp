#include "mirror/conda/shard_fetch.h"

#include "base/conda/repodata_handler.h"
#include "base/core/text.h"
#include "base/net/url.h"
#include "mirror/conda/index_body.h"
#include "mirror/conda/index_draft.h"
#include "mirror/words/waiting.h"

#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace adder::mirror {

namespace {

// How often all upstreams are asked for a shard.
constexpr int kRounds = 3;

// Listens without a word: what a shard says must be sound, and is read later.
class Silent final : public conda::RepodataHandler {
 public:
  bool wants(conda::Section, std::string_view) override { return true; }
  Result<void> record(conda::Section, std::string_view, std::string_view) override { return {}; }
  Result<void> malformed(conda::Section, std::string_view, Error) override { return {}; }
  Result<void> info(std::string_view) override { return {}; }
  Result<void> removed(std::string_view) override { return {}; }
  bool wants_signatures(std::string_view) override { return false; }
  Result<void> signatures(std::string_view, std::string_view) override { return {}; }
  Result<void> unknown(Place, std::string_view, std::string_view) override { return {}; }
};

// One shard on its way.
struct Wish {
  const SubdirIndex* index;
  ShardShelf* shelf;
  std::string name;
  Sha256 sum;
  std::vector<std::string> urls;
  std::size_t url = 0;
  std::unique_ptr<IndexDraft> draft = {};
  std::string trouble = {};  // with the first upstream
};

class Fetching {
 public:
  explicit Fetching(LookContext& context) : context_(context) {}

  Result<void> add(const SubdirIndex& index, const std::set<std::string>& names) {
    TRY_ASSIGN(auto* const shelf, index.shelf());
    std::set<Sha256> asked;  // two packages may have one shard
    for (const auto& name : names) {
      const auto sum = shelf->sum_of(name);
      if (!sum || !asked.insert(*sum).second) continue;
      if (!shelf->is_sound(*sum)) wishes_.push_back(wish(index, *shelf, name, *sum));
    }
    return {};
  }

  Result<MissingShards> run() && {
    auto pause = first_pause_for_news();
    for (int round = 0; round < kRounds && !wishes_.empty(); ++round) {
      if (round > 0) {
        wait(pause, context_.stop);
        pause *= 2;
      }
      is_repeated_ = round > 0;
      for (const auto& wish : std::exchange(wishes_, {})) {
        wish->url = 0;
        ask(wish);
      }
      TRY(context_.client.run());
      if (trouble_here_) return *std::move(trouble_here_);
    }
    MissingShards missing;
    for (const auto& wish : wishes_) missing.try_emplace(wish->index, wish->trouble);
    return missing;
  }

 private:
  std::shared_ptr<Wish> wish(const SubdirIndex& index, ShardShelf& shelf, const std::string& name,
                             const Sha256& sum) const {
    const auto& source = index.source();
    auto wish = std::make_shared<Wish>(
        Wish{.index = &index, .shelf = &shelf, .name = name, .sum = sum, .urls = {}});
    wish->urls.push_back(source.shards_url + shard_file_name(sum));
    for (const auto& folder : source.elsewhere) {
      wish->urls.push_back(cat(folder, "shards/", shard_file_name(sum)));
    }
    return wish;
  }

  void ask(const std::shared_ptr<Wish>& wish) {
    if (trouble_here_) return;
    auto path = context_.drafts.next();
    if (!path) {
      trouble_here_ = std::move(path).error();
      return;
    }
    wish->draft = std::make_unique<IndexDraft>(*std::move(path), context_.report);
    net::Request request;
    request.url = wish->urls[wish->url];
    request.scope = context_.scope;
    request.most_bytes = kMostShard;
    request.bypass_caches = is_repeated_;
    request.receiver = wish->draft.get();
    context_.client.start(std::move(request), [this, wish](const Result<net::Response>& response) {
      answered(wish, response);
    });
  }

  void answered(const std::shared_ptr<Wish>& wish, const Result<net::Response>& response) {
    auto taken = take(*wish, response);
    if (wish->draft->trouble_here() && !trouble_here_) trouble_here_ = wish->draft->trouble_here();
    if (taken || trouble_here_) return;
    if (taken.error().kind() == Error::Kind::cancelled) return;
    if (wish->trouble.empty()) {
      wish->trouble = words_of(*wish, taken.error());
    }
    if (++wish->url < wish->urls.size()) return ask(wish);
    wishes_.push_back(wish);
  }

  static std::string words_of(const Wish& wish, const Error& error) {
    const auto url = net::without_secrets(wish.urls[wish.url]);
    const auto why = error.words().starts_with(url) ? error.words() : cat(url, ": ", error.words());
    return cat("the shard of ", printable(wish.name), " cannot be had\n  ", why);
  }

  static Result<void> take(Wish& wish, const Result<net::Response>& response) {
    if (!response) return response.error();
    const auto status = response->head.status;
    if (!IndexDraft::is_body(status)) return Error(Error::Kind::not_found, cat("HTTP ", status));
    TRY(wish.draft->close());
    Silent silent;
    TRY(read_packed_shard(wish.draft->path(), wish.sum, silent));
    wish.shelf->put(wish.sum, wish.draft->path());
    return {};
  }

  LookContext& context_;
  std::vector<std::shared_ptr<Wish>> wishes_;
  bool is_repeated_ = false;
  std::optional<Error> trouble_here_;
};

}  // namespace

Result<MissingShards> fetch_shards(LookContext& context,
                                   std::span<const SubdirIndex* const> indexes,
                                   const std::set<std::string>& names) {
  Fetching fetching(context);
  for (const auto* const index : indexes) {
    if (index->is_sharded()) TRY(fetching.add(*index, names));
  }
  return std::move(fetching).run();
}

}  // namespace adder::mirror
