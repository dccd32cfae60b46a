#include "mirror/store/shown_links.h"

#include "base/core/text.h"
#include "base/io/file.h"
#include "base/io/folder.h"
#include "mirror/store/inspection.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <system_error>

namespace adder::mirror {

namespace fs = std::filesystem;

Result<std::vector<ShownLinks::Thing>> ShownLinks::next(const Thing* last) const {
  TRY_ASSIGN(auto rows,
             store_.ledger().prepare("SELECT path, since FROM unit WHERE until IS NULL AND "
                                     "path > ?1 ORDER BY path LIMIT 200"));
  rows.bind(1, last == nullptr ? "" : last->unit);
  std::vector<Thing> things;
  TRY_ASSIGN(auto more, rows.step());
  while (more) {
    TRY_ASSIGN(auto links, links_of(rows.text(0), static_cast<int>(rows.number(1))));
    std::ranges::move(links, std::back_inserter(things));
    TRY_ASSIGN(more, rows.step());
  }
  return things;
}

Result<std::vector<ShownLinks::Thing>> ShownLinks::links_of(const std::string& unit,
                                                            int since) const {
  const auto place = place_of(unit, since);
  std::vector<Thing> things = {
      {.unit = unit, .link = {.path = place.link, .target = place.target}}};
  if (place.through.empty()) return things;
  TRY_ASSIGN(const auto now, unit_now(store_, unit));
  if (!now) return things;
  for (const auto& [name, sum] : now->pages) {
    for (auto& link : outlets_for(place, name)) {
      things.push_back({.unit = unit, .link = std::move(link)});
    }
  }
  return things;
}

std::optional<std::string> ShownLinks::trouble(const Thing& thing) const {
  const auto target = io::link_target(store_.paths().published() / thing.link.path);
  if (!target) return trouble_with(target.error());
  if (!*target) return "is no link, or missing";
  if (**target != thing.link.target) {
    return cat("leads to '", printable(**target), "' and not to '", thing.link.target, "'");
  }
  return std::nullopt;
}

// While links are being switched, they may still lead where they led before.
Result<bool> ShownLinks::is_promised(const Thing& thing) const {
  TRY_ASSIGN(const auto switching, store_.ledger().number("switching"));
  if (switching) return false;
  TRY_ASSIGN(const auto now, unit_now(store_, thing.unit));
  if (!now) return false;
  TRY_ASSIGN(const auto links, links_of(thing.unit, now->since));
  return std::ranges::any_of(links, [&](const Thing& each) {
    return each.link.path == thing.link.path && each.link.target == thing.link.target;
  });
}

Result<void> ShownLinks::mend(const Thing& thing) const {
  const auto link = store_.paths().published() / thing.link.path;
  std::error_code failed;
  if (fs::symlink_status(link, failed).type() == fs::file_type::directory) {
    TRY(io::remove_tree(link));
  }
  TRY(io::make_folders(link.parent_path()));
  return io::switch_link(link, thing.link.target, store_.paths().incoming() / "link");
}

}  // namespace adder::mirror
