#include "mirror/words/plan.h"

#include "base/core/text.h"
#include "base/core/units.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <map>
#include <utility>

namespace adder::mirror {

namespace {

template <class T>
void move_all(std::vector<T>& from, std::vector<T>& to) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

void grow(std::uint64_t& sum, std::uint64_t more) {
  sum = saturating_sum(sum, more);
}

void add(Tally& tally, const Tally& more) {
  tally.files += more.files;
  grow(tally.bytes, more.bytes);
}

// As far as upstream says: without a checksum and a size there is nothing to tell them apart by.
bool same_bytes(const Artifact& artifact, const PublishedFile& published, const Answers& answers) {
  if (artifact.sha256) return *artifact.sha256 == published.sha256;
  if (artifact.size && *artifact.size != published.size) return false;
  if (artifact.other_hashes.empty() || !answers.has_other_hashes) return true;
  return answers.has_other_hashes(artifact, published);
}

void plan_fetch(Plan& plan, const Artifact& artifact, Reason why, const Answers& answers) {
  const auto size = artifact.size.value_or(0);
  add(why == Reason::missing ? plan.add : plan.change, {.files = 1, .bytes = size});
  const bool here = artifact.sha256 && answers.is_in_store(*artifact.sha256);
  if (!here) grow(plan.bytes, size);
  plan.fetch.push_back({.artifact = artifact, .why = why});
}

void sort_by_item(Plan& plan) {
  std::ranges::sort(plan.fetch, {}, [](const Fetch& fetch) { return fetch.artifact.item; });
  std::ranges::sort(plan.changed, {}, [](const Changed& one) { return one.artifact.item; });
  std::ranges::sort(plan.retire, {}, &PublishedFile::item);
}

}  // namespace

std::uint64_t saturating_sum(std::uint64_t one, std::uint64_t other) {
  constexpr auto most = std::numeric_limits<std::uint64_t>::max();
  return other > most - one ? most : one + other;
}

void Plan::append(Plan part) {
  move_all(part.fetch, fetch);
  move_all(part.changed, changed);
  move_all(part.retire, retire);
  move_all(part.hide, hide);
  mirror::add(add, part.add);
  mirror::add(change, part.change);
  mirror::add(leave, part.leave);
  grow(bytes, part.bytes);
}

Plan make_plan(std::span<const Artifact> wanted, std::span<const PublishedFile> published,
               const Answers& answers) {
  Plan plan;
  std::map<std::string_view, const PublishedFile*> unwanted;
  for (const auto& file : published) unwanted.emplace(file.item, &file);
  for (const auto& artifact : wanted) {
    const auto found = unwanted.find(artifact.item);
    if (found == unwanted.end()) {
      plan_fetch(plan, artifact, Reason::missing, answers);
      continue;
    }
    const auto& held = *found->second;
    unwanted.erase(found);
    if (same_bytes(artifact, held, answers)) continue;
    if (answers.is_accepted(artifact)) {
      plan_fetch(plan, artifact, Reason::changed, answers);
    } else {
      plan.changed.push_back({.artifact = artifact, .published = held});
    }
  }
  for (const auto& [item, file] : unwanted) {
    plan.retire.push_back(*file);
    add(plan.leave, {.files = 1, .bytes = file->size});
  }
  sort_by_item(plan);
  return plan;
}

Planned totals(const Plan& plan, std::string_view section) {
  return {.section = std::string(section),
          .add = plan.add.files,
          .change = plan.change.files,
          .retire = plan.leave.files,
          .bytes = plan.bytes};
}

std::string words(const Planned& plan) {
  return cat(plan.section, ": ", human_count(plan.add, "file"), " to add, ", plan.change,
             " to change, ", plan.retire, " to retire, ", human_size(plan.bytes), " to fetch");
}

}  // namespace adder::mirror
