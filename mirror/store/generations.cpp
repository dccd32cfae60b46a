#include "mirror/store/generations.h"

#include "base/core/text.h"

#include <algorithm>
#include <map>

namespace adder::mirror {

namespace {

// "2, 9 to 18"
std::string numbers_of(const std::vector<Generation>& all) {
  std::vector<std::string> runs;
  for (std::size_t first = 0; first < all.size();) {
    auto last = first;
    while (last + 1 < all.size() && all[last + 1].number == all[last].number + 1) ++last;
    runs.push_back(cat(all[first].number));
    if (last == first + 1) runs.push_back(cat(all[last].number));
    if (last > first + 1) runs.back() += cat(" to ", all[last].number);
    first = last + 1;
  }
  return join(runs, ", ");
}

}  // namespace

Result<std::vector<Generation>> generations(const Store& store) {
  std::vector<Generation> all;
  TRY_ASSIGN(auto rows, store.ledger().prepare(
                            "SELECT number, made_at, cause, note, pinned, units, value "
                            "FROM generation LEFT JOIN fact ON name = 'rollback_' || number "
                            "ORDER BY number"));
  TRY_ASSIGN(auto more, rows.step());
  while (more) {
    all.push_back({.number = static_cast<int>(rows.number(0)),
                   .made_at = Time(std::chrono::seconds(rows.number(1))),
                   .cause = rows.text(2),
                   .note = rows.text(3),
                   .pinned = rows.number(4) != 0,
                   .units = static_cast<std::uint64_t>(rows.number(5)),
                   .again = static_cast<int>(rows.number(6))});
    TRY_ASSIGN(more, rows.step());
  }
  return all;
}

Result<void> note_rollback(const Store& store, int number, int again) {
  return store.ledger().set(cat("rollback_", number), std::int64_t{again});
}

Result<int> current_generation(const Store& store) {
  TRY_ASSIGN(const auto number, store.ledger().number("generation"));
  return static_cast<int>(number.value_or(0));
}

Result<bool> set_pinned(const Store& store, int number, bool pinned) {
  TRY_ASSIGN(const auto all, generations(store));
  const auto found = std::ranges::find(all, number, &Generation::number);
  if (found == all.end()) return no_generation(all, number);
  TRY_ASSIGN(auto row,
             store.ledger().prepare("UPDATE generation SET pinned = ?2 WHERE number = ?1"));
  TRY(row.bind(1, number).bind(2, pinned ? 1 : 0).run());
  return found->pinned != pinned;
}

Error no_generation(const std::vector<Generation>& kept, int number) {
  const auto missing = cat("there is no generation ", number);
  if (kept.empty()) return {Error::Kind::invalid, cat(missing, "; nothing is published yet")};
  return {Error::Kind::invalid, cat(missing, "; kept are ", numbers_of(kept)),
          "'adder generations' tells more about them"};
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
