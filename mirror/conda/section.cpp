#include "mirror/conda/section.h"

#include "base/core/text.h"
#include "base/io/hasher.h"
#include "mirror/conda/channel_units.h"
#include "mirror/conda/offer_loader.h"
#include "mirror/conda/recipe.h"
#include "mirror/conda/record_key.h"
#include "mirror/conda/upstream_scope.h"
#include "mirror/store/generations.h"

#include <algorithm>
#include <utility>

namespace adder::mirror {

namespace {

constexpr std::string_view kNoarch = "noarch";

Offers::Dependencies dependencies_asked_for(const CondaRequestList& requests) {
  const bool some = std::ranges::any_of(requests.wishes, [](const CondaWish& wish) {
    return wish.dependencies == Dependencies::yes;
  });
  return some ? Offers::Dependencies::kept : Offers::Dependencies::left_out;
}

Result<std::vector<Promise>> promises_now_of(const Store& store, const std::string& unit) {
  TRY_ASSIGN(const auto generation, current_generation(store));
  return promises_as_of(store, unit, generation);
}

}  // namespace

CondaSection::CondaSection(const SectionContext& context, const ChannelConfig& channel,
                           const CondaRequestList& requests)
    : context_(context),
      channel_(channel),
      requests_(requests),
      name_(channel_unit(channel.name)),
      scope_(upstream_scope(channel)),
      look_(context.store, context.client, channel, scope_, context.report, context.stop),
      wishes_(requests),
      offers_(channel.name, subdirs_of(channel), dependencies_asked_for(requests)),
      recipe_(recipe_of(channel, requests)) {}

void CondaSection::hold(Held held) {
  held_items_.insert(held.item);
  context_.report.held(held);
  held_.push_back(std::move(held));
}

Result<bool> CondaSection::knows(const std::string& package) {
  if (!wishes_.wishes(package).empty()) return true;
  for (const auto& unit : units_of(channel_)) {
    TRY_ASSIGN(const auto promises, promises_now_of(context_.store, unit));
    for (const auto& promise : promises) {
      const auto file = std::string_view(promise.path).substr(promise.path.rfind('/') + 1);
      if (name_in_key(conda::Section::packages, file) == package) return true;
    }
  }
  return false;
}

// Only what is published can have changed.
Result<void> CondaSection::check_accepted() const {
  for (const auto& item : context_.options.accept_changed) {
    if (!item.starts_with(name_ + '/')) continue;
    TRY_ASSIGN(auto row,
               context_.store.ledger().prepare("SELECT 1 FROM promise WHERE path = ?1 LIMIT 1"));
    TRY_ASSIGN(const auto known, row.bind(1, item).step());
    if (known) continue;
    return Error(Error::Kind::invalid,
                 cat("--accept-changed: '", printable(item), "' is not published"),
                 "'adder status' lists what is held because it changed");
  }
  return {};
}

// Whether this run looks at the package.
bool CondaSection::is_loaded(std::string_view name) const {
  if (dependencies_.contains(name)) return true;
  if (!only_.empty() && !only_.contains(name)) return false;
  return !wishes_.wishes(name).empty();
}

// Who asks for some packages only brings some shards only: what the recipe needs is not at hand
// then, however unchanged the index is.
Sha256 CondaSection::asked_for() const {
  if (only_.empty()) return recipe_;
  auto text = recipe_.hex();
  for (const auto& name : only_) text += cat('\n', name);
  return io::sha256_of(text);
}

Result<void> CondaSection::look() {
  for (const auto& name : context_.options.names) {
    TRY_ASSIGN(const auto known, knows(name));
    if (known) only_.insert(name);
  }
  const bool may_shrink = context_.options.allows_shrink(name_);
  look_.limit_shrink(may_shrink ? 0 : context_.config.limits.shrink);
  TRY(look_.look([this](std::string_view name) { return is_loaded(name); }, asked_for()));
  for (const auto& held : look_.held()) hold(held);
  TRY(expect_noarch());
  TRY_ASSIGN(is_settled_, is_settled());
  // New validators of the same bytes are worth knowing, too.
  if (is_settled_) return context_.options.dry_run ? Result<void>() : look_.accept();
  TRY(open_subdirs());
  TRY(load());
  if (context_.options.dry_run) return {};
  TRY(enter_look());
  return look_.accept();
}

// No client takes a channel without noarch: it appears when that can.
Result<void> CondaSection::expect_noarch() const {
  const auto is_noarch = [](const SubdirIndex& index) {
    return index.subdir().text() == kNoarch;
  };
  if (std::ranges::any_of(look_.subdirs(), is_noarch)) return {};
  TRY_ASSIGN(const auto published, unit_now(context_.store, subdir_unit(channel_.name, kNoarch)));
  if (published) return {};
  return Error(Error::Kind::unavailable,
               cat(name_,
                   ": the index of noarch cannot be had, and no client takes a channel "
                   "without it"));
}

// Nothing upstream has changed, nothing that is asked of it, and nothing was left to be done.
Result<bool> CondaSection::is_settled() const {
  const auto& options = context_.options;
  const bool is_plain = only_.empty() && options.accept_changed.empty() && held_.empty();
  if (!is_plain || !look_.is_unchanged()) return false;
  TRY_ASSIGN(auto row, context_.store.ledger().prepare("SELECT 1 FROM held WHERE section = ?1"));
  TRY_ASSIGN(const auto has_held, row.bind(1, name_).step());
  return has_held ? false : is_carried_out(context_.store, channel_, recipe_);
}

Result<void> CondaSection::open_subdirs() {
  for (const auto& index : look_.subdirs()) {
    const auto& subdir = index.subdir().text();
    TRY_ASSIGN(auto seen, SeenBook::open(context_.store, channel_.name, subdir));
    SubdirWork work{.subdir = subdir,
                    .unit = subdir_unit(channel_.name, subdir),
                    .index = &index,
                    .seen = std::move(seen)};
    work.matter.subdir = subdir;
    TRY_ASSIGN(work.published, promises_now_of(context_.store, work.unit));
    subdirs_.push_back(std::move(work));
  }
  return {};
}

// Before the look is accepted. Since when things are known is older than the index that tells of
// them; and a run that is cut off after that leaves work to the next, however little is new to it.
Result<void> CondaSection::enter_look() {
  TRY_ASSIGN(auto transaction, context_.store.ledger().begin());
  for (auto& work : subdirs_) TRY(work.seen.remember(context_.store));
  TRY(forget_carried_out(context_.store, channel_));
  return std::move(transaction).commit();
}

}  // namespace adder::mirror
