#include "mirror/store/generations.h"

#include "base/core/text.h"

#include <algorithm>
#include <map>

namespace adder::mirror {

Result<std::vector<Generation>> generations(const Store& store) {
  std::vector<Generation> all;
  TRY_ASSIGN(auto rows, store.ledger().prepare("SELECT number, made_at, cause, note, pinned, units "
                                               "FROM generation ORDER BY number"));
  TRY_ASSIGN(auto more, rows.step());
  while (more) {
    all.push_back({.number = static_cast<int>(rows.number(0)),
                   .made_at = Time(std::chrono::seconds(rows.number(1))),
                   .cause = rows.text(2),
                   .note = rows.text(3),
                   .pinned = rows.number(4) != 0,
                   .units = static_cast<std::uint64_t>(rows.number(5))});
    TRY_ASSIGN(more, rows.step());
  }
  return all;
}

Result<int> current_generation(const Store& store) {
  TRY_ASSIGN(const auto number, store.ledger().number("generation"));
  return static_cast<int>(number.value_or(0));
}

Result<void> set_pinned(const Store& store, int number, bool pinned) {
  TRY_ASSIGN(auto row,
             store.ledger().prepare("UPDATE generation SET pinned = ?2 WHERE number = ?1"));
  TRY_ASSIGN(const auto changed, row.bind(1, number).bind(2, pinned ? 1 : 0).run());
  if (changed > 0) return {};
  return Error(Error::Kind::invalid,
               cat("there is no generation ", number, " any more, or not yet"),
               "'adder generations' lists those that are kept");
}

std::set<int> generations_to_keep(const std::vector<Generation>& all, const Limits& limits,
                                  Time now) {
  std::set<int> keep;
  const auto newest = static_cast<std::size_t>(std::max(limits.generations, 1));
  const auto first_kept = all.size() > newest ? all.size() - newest : 0;
  for (auto i = first_kept; i < all.size(); ++i) keep.insert(all[i].number);

  const auto today = std::chrono::floor<std::chrono::days>(now);
  std::map<std::chrono::sys_days, int> last_of_day;
  for (const auto& generation : all) {
    if (generation.pinned) keep.insert(generation.number);
    last_of_day[std::chrono::floor<std::chrono::days>(generation.made_at)] = generation.number;
  }
  for (const auto& [day, number] : last_of_day) {
    if (day > today - std::chrono::days(limits.keep_daily)) keep.insert(number);
  }
  return keep;
}

}  // namespace adder::mirror
