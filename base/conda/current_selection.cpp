#include "base/conda/current_selection.h"

#include "base/conda/match_spec.h"
#include "base/conda/record_view.h"
#include "base/conda/version.h"
#include "base/core/text.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace adder::conda {

namespace {

using Index = std::uint32_t;

constexpr std::size_t kRemembered = 10'000;  // versions

// All entries of one name.
struct Group {
  std::string_view name;
  std::vector<Index> members;  // without a .tar.bz2 where there is the same as .conda
  std::vector<Index> chosen;
  std::vector<Index> added;
};

// Conda takes small timestamps for seconds, large ones for milliseconds.
std::uint64_t milliseconds(std::uint64_t timestamp) {
  constexpr std::uint64_t most_seconds = 253402300799;
  return timestamp > most_seconds ? timestamp : timestamp * 1000;
}

class Selection {
 public:
  Selection(std::span<const CurrentEntry> entries, const DependsOf& depends_of)
      : entries_(entries), depends_of_(depends_of) {}

  Result<std::vector<std::size_t>> select(const CurrentPins& pins) &&;

 private:
  void group_by_name();
  void hide_twins(Group& group) const;
  void choose_newest(Group& group) const;
  void choose_pinned(Group& group, std::span<const std::string> series) const;
  Result<void> add_missing();
  void add_missing(const std::string& dependency);
  void add_without_features(Group& group) const;

  Group* find(std::string_view name);
  bool matches(const MatchSpec& spec, Index entry) const;
  const Version* version_of(Index entry) const;  // null: it cannot be read
  bool is_newer(Index left, Index right) const;
  // The newest of those that `keep` keeps.
  template <class Keep>
  std::optional<Index> newest(std::span<const Index> members, Keep keep) const;
  // All that have the version of `entry`, or one that goes on from there, as conda's name=version
  // means it.
  std::vector<Index> like(const Group& group, Index entry) const;

  std::span<const CurrentEntry> entries_;
  const DependsOf& depends_of_;
  std::vector<Group> groups_;  // by name
  std::unordered_set<std::string> seen_;
  mutable std::unordered_map<std::string_view, std::optional<Version>> versions_;
};

void Selection::group_by_name() {
  std::vector<Index> order(entries_.size());
  std::iota(order.begin(), order.end(), Index{0});
  std::ranges::stable_sort(order, {}, [&](Index i) { return entries_[i].name; });
  for (const auto i : order) {
    if (groups_.empty() || groups_.back().name != entries_[i].name) {
      groups_.push_back({.name = entries_[i].name, .members = {}, .chosen = {}, .added = {}});
    }
    groups_.back().members.push_back(i);
  }
}

void Selection::hide_twins(Group& group) const {
  constexpr std::string_view conda = ".conda";
  constexpr std::string_view tar_bz2 = ".tar.bz2";
  std::unordered_set<std::string_view> stems;
  for (const auto i : group.members) {
    const auto file = entries_[i].file_name;
    if (file.ends_with(conda)) stems.insert(file.substr(0, file.size() - conda.size()));
  }
  std::erase_if(group.members, [&](Index i) {
    const auto file = entries_[i].file_name;
    return file.ends_with(tar_bz2) && stems.contains(file.substr(0, file.size() - tar_bz2.size()));
  });
}

// Many packages have the same versions, and many builds the same one.
const Version* Selection::version_of(Index entry) const {
  const auto text = entries_[entry].version;
  const auto [found, is_new] = versions_.try_emplace(text);
  if (is_new) {
    if (auto version = Version::parse(text)) found->second = *std::move(version);
  }
  return found->second ? &*found->second : nullptr;
}

bool Selection::is_newer(Index left, Index right) const {
  const auto& a = entries_[left];
  const auto& b = entries_[right];
  if (a.version != b.version) {
    const auto* const a_version = version_of(left);
    const auto* const b_version = version_of(right);
    if (a_version == nullptr || b_version == nullptr) {
      if (a_version != b_version) return a_version != nullptr;
    } else if (*a_version != *b_version) {
      return *a_version > *b_version;
    }
  }
  if (a.build_number != b.build_number) return a.build_number > b.build_number;
  if (a.timestamp != b.timestamp) return milliseconds(a.timestamp) > milliseconds(b.timestamp);
  return a.build > b.build;
}

template <class Keep>
std::optional<Index> Selection::newest(std::span<const Index> members, Keep keep) const {
  if (versions_.size() > kRemembered) versions_.clear();
  std::optional<Index> best;
  for (const auto i : members) {
    if (keep(i) && (!best || is_newer(i, *best))) best = i;
  }
  return best;
}

bool Selection::matches(const MatchSpec& spec, Index entry) const {
  const auto& each = entries_[entry];
  RecordView view;
  view.name = each.name;
  view.version_text = each.version;
  view.version = version_of(entry);
  view.build = each.build;
  view.build_number = each.build_number;
  view.fn = each.file_name;
  return spec.matches(view);
}

std::vector<Index> Selection::like(const Group& group, Index entry) const {
  const auto version = entries_[entry].version;
  const auto spec = MatchSpec::parse(cat(group.name, '=', version));
  std::vector<Index> found;
  for (const auto i : group.members) {
    if (entries_[i].version == version || (spec && matches(*spec, i))) found.push_back(i);
  }
  return found;
}

void Selection::choose_newest(Group& group) const {
  const auto best = newest(group.members, [](Index) { return true; });
  if (best) group.chosen = like(group, *best);
}

void Selection::choose_pinned(Group& group, std::span<const std::string> series) const {
  for (const auto& each : series) {
    const auto spec = MatchSpec::parse(cat(group.name, '=', each));
    if (!spec) continue;
    const auto best = newest(group.members, [&](Index i) { return matches(*spec, i); });
    if (!best) continue;
    const auto pinned = like(group, *best);
    group.chosen.insert(group.chosen.end(), pinned.begin(), pinned.end());
  }
}

// One step only, as conda-index does it: what is added here brings nothing with it.
Result<void> Selection::add_missing() {
  for (const auto& group : groups_) {
    for (const auto i : group.chosen) {
      TRY_ASSIGN(const auto depends, depends_of_(i));
      for (const auto& dependency : depends) {
        if (seen_.insert(dependency).second) add_missing(dependency);
      }
    }
  }
  return {};
}

void Selection::add_missing(const std::string& dependency) {
  const auto spec = MatchSpec::parse(dependency);
  if (!spec || spec->name().name() == nullptr) return;
  auto* const group = find(*spec->name().name());
  if (group == nullptr) return;
  const auto match = [&](Index i) {
    return matches(*spec, i);
  };
  if (std::ranges::any_of(group->chosen, match)) return;
  const auto best = newest(group->members, match);
  if (!best) return;
  const auto missing = like(*group, *best);
  group->added.insert(group->added.end(), missing.begin(), missing.end());
}

Group* Selection::find(std::string_view name) {
  const auto group = std::ranges::lower_bound(groups_, name, {}, &Group::name);
  return group != groups_.end() && group->name == name ? &*group : nullptr;
}

// Whoever wants nothing of a feature finds the newest build without one.
void Selection::add_without_features(Group& group) const {
  const auto has_features = [&](Index i) {
    return entries_[i].has_features;
  };
  if (std::ranges::none_of(group.chosen, has_features)) return;
  const auto latest = newest(group.chosen, [](Index) { return true; });
  const auto limit = Version::parse(entries_[*latest].version);  // of its own: it outlives others
  const auto plain = newest(group.members, [&](Index i) {
    if (has_features(i)) return false;
    const auto* const version = version_of(i);
    return version == nullptr || (limit && *version <= *limit);
  });
  if (plain) group.chosen.push_back(*plain);
}

Result<std::vector<std::size_t>> Selection::select(const CurrentPins& pins) && {
  group_by_name();
  for (auto& group : groups_) {
    hide_twins(group);
    choose_newest(group);
    const auto pinned = pins.find(std::string(group.name));
    if (pinned != pins.end()) choose_pinned(group, pinned->second);
  }
  TRY(add_missing());
  std::vector<std::size_t> selected;
  for (auto& group : groups_) {
    group.chosen.insert(group.chosen.end(), group.added.begin(), group.added.end());
    add_without_features(group);
    selected.insert(selected.end(), group.chosen.begin(), group.chosen.end());
  }
  std::ranges::sort(selected);
  selected.erase(std::unique(selected.begin(), selected.end()), selected.end());
  return selected;
}

}  // namespace

Result<std::vector<std::size_t>> select_current(std::span<const CurrentEntry> entries,
                                                const DependsOf& depends_of,
                                                const CurrentPins& pins) {
  return Selection(entries, depends_of).select(pins);
}

}  // namespace adder::conda
