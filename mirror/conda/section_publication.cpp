#include "base/core/text.h"
#include "mirror/conda/channel_pages.h"
#include "mirror/conda/channel_units.h"
#include "mirror/conda/examine.h"
#include "mirror/conda/reasons_book.h"
#include "mirror/conda/recipe.h"
#include "mirror/conda/record_key.h"
#include "mirror/conda/section.h"
#include "mirror/conda/subdir_composer.h"
#include "mirror/conda/unread.h"
#include "mirror/conda/verdicts.h"
#include "mirror/conda/weak_sums.h"
#include "mirror/store/fetch.h"
#include "mirror/store/hidden.h"

#include <algorithm>
#include <map>
#include <utility>
#include <variant>

namespace adder::mirror {

Result<void> CondaSection::fetch(const Plan& plan) {
  if (is_settled_) return {};
  std::vector<Artifact> artifacts;
  for (const auto& wanted : plan.fetch) artifacts.push_back(wanted.artifact);
  TRY(mirror::fetch(carrier(), artifacts,
                    [&](const Artifact& artifact, const std::variant<Blob, Held>& outcome) {
                      if (const auto* blob = std::get_if<Blob>(&outcome)) {
                        if (!artifact.sha256) unsummed_.insert_or_assign(artifact.item, *blob);
                      } else {
                        hold(std::get<Held>(outcome));
                      }
                    }));
  TRY(remember_weak_sums(artifacts));
  TRY(judge_files());
  TRY(examine_files());
  // A frozen mirror fetches ahead of what it publishes.
  TRY_ASSIGN(const auto frozen, context_.store.ledger().number("frozen"));
  return frozen ? Result<void>() : write_indexes();
}

Result<void> CondaSection::remember_weak_sums(std::span<const Artifact> artifacts) const {
  for (const auto& artifact : artifacts) {
    const auto arrived = unsummed_.find(artifact.item);
    if (arrived == unsummed_.end() || !artifact.md5) continue;
    TRY(remember_md5(context_.store, artifact.item, *artifact.md5, arrived->second.sha256));
  }
  return {};
}

Result<void> CondaSection::judge_files() {
  const Arrivals arrivals{
      .held = held_items_,
      .unsummed = unsummed_,
      .accepts_change =
          [this](const std::string& item) { return context_.options.accepts(name_, item); },
      .hold =
          [this](Held held) {
            hold(std::move(held));
          }};
  for (auto& work : subdirs_) TRY(judge(context_.store, offers_, work, arrivals));
  return {};
}

// What has not been looked into before: a package that is another than it says is not published.
Result<void> CondaSection::examine_files() {
  std::map<std::string, WantedFile*> by_item;  // what is published already stays
  std::vector<HeldPackage> unread;
  for (auto& work : subdirs_) {
    TRY(find_unread(context_.store, offers_, work, [&](WantedFile& file, HeldPackage package) {
      if (work.published_at(package.item) == nullptr) by_item.emplace(package.item, &file);
      unread.push_back(std::move(package));
    }));
  }
  const auto refuse = [&](const HeldPackage& package, const Error& error) {
    hold({.section = name_,
          .item = package.item,
          .reason = HeldReason::malformed,
          .expected = {},
          .received = {},
          .url = {},
          .detail = error.words()});
    const auto found = by_item.find(package.item);
    if (found != by_item.end()) found->second->verdict = WantedFile::Verdict::out;
  };
  return examine(context_.store, unread, refuse, context_.stop);
}

// Before there is a publication: shards are blobs, and at home before anything names them.
Result<void> CondaSection::write_indexes() {
  for (auto& work : subdirs_) {
    TRY_ASSIGN(auto draft, write_index(work).during(cat("writing the index of ", work.unit)));
    drafts_.push_back(std::move(draft));
  }
  return {};
}

Result<SubdirPages> CondaSection::write_index(SubdirWork& work) {
  TRY_ASSIGN(const auto hidden, hidden_names(context_.store));
  Staying staying{.package = {}, .removed = [this](std::string_view name) {
                    return is_loaded(name);
                  }};
  if (!only_.empty())
    staying.package = [this](std::string_view name) {
      return !is_loaded(name);
    };
  TRY_ASSIGN(auto draft, compose_subdir(context_.store, offers_, work, hidden, staying));
  return write_subdir(context_.store, work.unit, std::move(draft),
                      channel_.bz2 ? WithBz2::yes : WithBz2::no);
}

void CondaSection::count() {
  Counts counts;
  std::set<std::string> packages;
  for (auto& pages : drafts_) {
    packages.merge(pages.packages);
    counts.files += pages.files;
    counts.bytes += pages.bytes;
  }
  counts.projects = packages.size();
  counts_ = counts;
}

// Those that adder.toml does not name any more.
Result<void> CondaSection::remove_other_subdirs(Publication& publication) const {
  const auto units = units_of(channel_);
  TRY_ASSIGN(const auto now, published_subdirs(context_.store, channel_.name));
  for (const auto& unit : now) {
    if (std::ranges::find(units, unit) == units.end()) TRY(publication.remove(unit));
  }
  return {};
}

Result<void> CondaSection::remember_reasons() const {
  using Replace = CondaReasonsBook::Replace;
  return CondaReasonsBook(context_.store, channel_.name)
      .remember(choice_->reasons(), only_.empty() ? Replace::all : Replace::these);
}

Result<void> CondaSection::put_channel(Publication& publication) const {
  TRY_ASSIGN(auto pages,
             draw_channel(context_.store, channel_.name, subdirs_of(channel_), look_.notices()));
  return publication.put(FileUnitDraft{.path = name_, .pages = std::move(pages), .promises = {}});
}

Carrier CondaSection::carrier() const {
  return {.store = context_.store,
          .client = context_.client,
          .scope = scope_,
          .report = context_.report,
          .allowance = context_.allowance};
}

Result<std::uint64_t> CondaSection::vanished() {
  std::uint64_t count = 0;
  for (const auto& work : subdirs_) {
    count += static_cast<std::uint64_t>(std::ranges::count_if(
        work.wanted, [this](const WantedFile& file) { return ours_.contains(file.offer); }));
  }
  return count;
}

bool CondaSection::looked_at(const std::string& item) const {
  if (is_settled_) return false;
  const auto file = std::string_view(item).substr(item.rfind('/') + 1);
  const auto name = name_in_key(conda::Section::packages, file);
  return only_.empty() || is_loaded(name);
}

Result<void> CondaSection::publish(Publication& publication) {
  if (is_settled_) return {};
  count();
  for (auto& pages : drafts_) TRY(put_subdir(context_.store, publication, std::move(pages)));
  TRY(remove_other_subdirs(publication));
  TRY(put_channel(publication));
  TRY(remember_reasons());
  for (auto& work : subdirs_) TRY(work.seen.remember(context_.store));
  const bool is_whole = only_.empty() && held_.empty();
  return is_whole ? note_carried_out(context_.store, channel_, recipe_) : Result<void>();
}

}  // namespace adder::mirror
