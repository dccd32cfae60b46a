#include "mirror/store/held_items.h"

#include <map>
#include <utility>

namespace adder::mirror {

Result<std::vector<HeldItem>> held_items(const Store& store) {
  std::vector<HeldItem> items;
  TRY_ASSIGN(auto rows,
             store.ledger().prepare("SELECT section, item, reason, since, tries, expected, "
                                    "received, url, detail FROM held ORDER BY 1, 2"));
  TRY_ASSIGN(auto more, rows.step());
  while (more) {
    items.push_back({.held = {.section = rows.text(0),
                              .item = rows.text(1),
                              .reason = held_reason(rows.text(2)),
                              .expected = rows.text(5),
                              .received = rows.text(6),
                              .url = rows.text(7),
                              .detail = rows.text(8)},
                     .since = Time(std::chrono::seconds(rows.number(3))),
                     .tries = rows.number(4)});
    TRY_ASSIGN(more, rows.step());
  }
  return items;
}

Result<void> enter_held(const Store& store, const std::string& section,
                        const std::vector<Held>& items, const LookedAt& looked_at) {
  TRY_ASSIGN(const auto before, held_items(store));
  std::map<std::string, const HeldItem*> known;
  for (const auto& item : before) {
    if (item.held.section == section) known[item.held.item] = &item;
  }
  for (const auto& [item, earlier] : known) {
    if (!looked_at(item)) continue;
    TRY_ASSIGN(auto clear,
               store.ledger().prepare("DELETE FROM held WHERE section = ?1 AND item = ?2"));
    TRY(clear.bind(1, section).bind(2, item).run());
  }
  for (const auto& item : items) {
    const auto found = known.find(item.item);
    const bool again = found != known.end();
    const auto since = again ? found->second->since : store.now();
    TRY_ASSIGN(auto row, store.ledger().prepare(
                             "INSERT OR REPLACE INTO held VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9)"));
    row.bind(1, section).bind(2, item.item).bind(3, words(item.reason));
    row.bind(4, since.time_since_epoch().count()).bind(5, again ? found->second->tries + 1 : 1);
    row.bind(6, item.expected).bind(7, item.received).bind(8, item.url).bind(9, item.detail);
    TRY(row.run());
  }
  return {};
}

}  // namespace adder::mirror
