#include "mirror/conda/channel_units.h"

#include "base/core/text.h"
#include "mirror/store/unit.h"

#include <algorithm>

namespace adder::mirror {

std::vector<std::string> subdirs_of(const ChannelConfig& channel) {
  std::vector<std::string> subdirs = {"noarch"};
  for (const auto& subdir : channel.subdirs) {
    if (std::ranges::find(subdirs, subdir) == subdirs.end()) subdirs.push_back(subdir);
  }
  return subdirs;
}

std::vector<std::string> units_of(const ChannelConfig& channel) {
  std::vector<std::string> units;
  for (const auto& subdir : subdirs_of(channel)) units.push_back(subdir_unit(channel.name, subdir));
  units.push_back(channel_unit(channel.name));
  return units;
}

// Another channel's name may begin with this one's, and only a subdir has an index.
Result<std::vector<std::string>> published_subdirs(const Store& store, const std::string& channel) {
  const auto folder = cat(channel_unit(channel), '/');
  std::vector<std::string> units;
  TRY_ASSIGN(auto rows,
             store.ledger().prepare("SELECT path FROM unit JOIN page USING (path, since) WHERE "
                                    "until IS NULL AND name = 'repodata.json' AND "
                                    "substr(path, 1, length(?1)) = ?1 ORDER BY path"));
  rows.bind(1, folder);
  TRY_ASSIGN(auto more, rows.step());
  while (more) {
    const auto path = rows.text(0);
    if (path.find('/', folder.size()) == path.npos) units.push_back(path);
    TRY_ASSIGN(more, rows.step());
  }
  return units;
}

}  // namespace adder::mirror
