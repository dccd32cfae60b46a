#include "mirror/conda/index_keeping.h"

#include "base/core/text.h"
#include "base/io/durable_batch.h"
#include "base/io/file.h"
#include "base/io/folder.h"
#include "base/net/url.h"
#include "mirror/conda/subdir_place.h"
#include "mirror/conda/upstream_scope.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace adder::mirror {

namespace fs = std::filesystem;

namespace {

// Whose it is: known by its name without secrets. One that is no upstream any more is nobody's.
std::optional<std::size_t> upstream_of(const LookContext& context, const KnownIndex& index) {
  for (std::size_t at = 0; at < context.upstreams.size(); ++at) {
    if (net::without_secrets(context.upstreams[at]) == index.upstream) return at;
  }
  return std::nullopt;
}

}  // namespace

IndexSource source_of(const LookContext& context, const IndexQuest& quest,
                      const KnownIndex& index) {
  IndexSource source{
      .form = index.form,
      .body = index.form == IndexForm::absent ? fs::path() : quest.body(),
      .sha256 = index.sha256,
      .shards = shards_folder(context.store.paths(), context.channel, quest.subdir().text()),
      .may_be_removed = context.store.may_be_changed()};
  const auto upstream = upstream_of(context, index);
  source.is_second_hand = upstream != std::size_t{0};
  source.is_unchanged = quest.before().has_value() && !quest.is_new() &&
                        quest.before()->form == index.form &&
                        quest.before()->upstream == index.upstream;
  const auto at = upstream.value_or(0);
  const auto token = path_token(context.upstreams[at]);
  const auto address = cat(quest.place(at), file_name_of(index.form));
  const auto folder = [&](const std::string& reference) {
    const auto url = resolved_folder(address, with_token(reference, token));
    return url ? *url : quest.place(at);  // it was looked at when it came
  };
  source.packages_url = folder(index.base_url);
  source.shards_url = folder(index.shards_base_url);
  for (std::size_t other = 0; other < context.upstreams.size(); ++other) {
    if (other != at) source.elsewhere.push_back(quest.place(other));
  }
  return source;
}

fs::path IndexKeeping::folder_of(const std::string& subdir) const {
  return index_folder(context_.store.paths(), context_.channel, subdir);
}

Result<void> IndexKeeping::add(IndexQuest& quest, SubdirIndex& index) {
  auto row = *quest.in_force();
  const auto* const shelf = index.open_shelf();
  if (shelf != nullptr) row.shards = shelf->at_hand().size();
  const bool is_kept = shelf == nullptr || shelf->is_settled(index.source().shards);
  if (quest.before() == row && !quest.is_new() && is_kept) return {};
  kept_.push_back({.quest = &quest, .index = &index, .row = std::move(row)});
  return {};
}

Result<void> IndexKeeping::forget_all_but(const std::vector<conda::Subdir>& subdirs) {
  TRY_ASSIGN(const auto known, known_subdirs(context_.store, context_.channel));
  for (const auto& subdir : known) {
    if (std::ranges::find(subdirs, subdir, &conda::Subdir::text) == subdirs.end()) {
      forgotten_.push_back(subdir);
    }
  }
  return {};
}

Result<void> IndexKeeping::settle() {
  io::DurableBatch batch(context_.store.paths().incoming());
  for (const auto& [quest, index, row] : kept_) {
    if (row.form == IndexForm::absent) continue;
    const auto& subdir = quest->subdir().text();
    const auto& shards = index->source().shards;
    TRY(io::make_folders(index->is_sharded() ? shards : folder_of(subdir)));
    if (quest->is_new()) {
      batch.add(quest->body(), index_body(context_.store.paths(), context_.channel, subdir, row));
    }
    const auto* const shelf = index->open_shelf();
    if (shelf == nullptr) continue;
    for (const auto& [sum, file] : shelf->at_hand()) {
      if (file.parent_path() != shards) batch.add(file, shards / shard_file_name(sum));
    }
  }
  return batch.settle();
}

Result<void> IndexKeeping::remember() {
  for (const auto& kept : kept_) {
    TRY(remember_index(context_.store, context_.channel, kept.quest->subdir().text(), kept.row));
  }
  for (const auto& subdir : forgotten_) {
    TRY(forget_index(context_.store, context_.channel, subdir));
  }
  return {};
}

Result<void> IndexKeeping::clear_away() {
  for (const auto& kept : kept_) {
    kept.quest->accept(kept.row);
    kept.index->settled(kept.row.form == IndexForm::absent ? fs::path() : kept.quest->body());
    TRY(clear_away(kept));
  }
  for (const auto& subdir : forgotten_) TRY(io::remove_tree(folder_of(subdir)));
  return {};
}

// All that the new index does not name.
Result<void> IndexKeeping::clear_away(const Kept& kept) const {
  const auto& source = kept.index->source();
  const auto folder = folder_of(kept.quest->subdir().text());
  TRY(io::each_entry(folder, [&](const fs::directory_entry& entry) -> Result<void> {
    const bool stays =
        entry.path() == source.body || (kept.index->is_sharded() && entry.path() == source.shards);
    return stays ? Result<void>() : io::remove_tree(entry.path());
  }));
  const auto* const shelf = kept.index->open_shelf();
  if (shelf == nullptr) return {};
  return io::each_entry(source.shards, [&](const fs::directory_entry& entry) -> Result<void> {
    const auto sum = shard_of_file(entry.path());
    return sum && shelf->has(*sum) ? Result<void>() : io::remove_tree(entry.path());
  });
}

}  // namespace adder::mirror
