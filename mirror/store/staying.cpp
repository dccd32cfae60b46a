#include "mirror/store/staying.h"

#include <set>
#include <string>

namespace adder::mirror {

Result<Staying> staying_files(const Store& store, const Limits& limits,
                              const NamedPackage& package) {
  TRY_ASSIGN(auto all, generations(store));
  const auto kept = generations_to_keep(all, limits, store.now());
  std::set<std::string> files;
  std::set<int> naming;
  TRY(package.each_file(store, [&](const NamedPackage::Promised& file) {
    for (auto at = kept.lower_bound(file.since); at != kept.end() && *at < file.until; ++at) {
      files.insert(file.path);
      naming.insert(*at);
    }
  }));
  Staying staying{.files = files.size(), .named_by = {}};
  for (auto& generation : all) {
    if (naming.contains(generation.number)) staying.named_by.push_back(std::move(generation));
  }
  return staying;
}

}  // namespace adder::mirror
