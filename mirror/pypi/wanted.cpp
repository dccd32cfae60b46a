#include "mirror/pypi/wanted.h"

#include "mirror/pypi/select.h"

namespace adder::mirror {

Wanted::Wanted(const ClosureState& state) : by_wish(state.list.wishes.size()) {
  files.reserve(state.packages.size());
  for (const auto& package : state.packages) {
    auto wanted = depended_files(package);
    for (const auto wish : package.wishes) {
      const auto asked = files_of_wish(state, package, wish);
      by_wish[wish] += asked.count();
      wanted |= asked;
    }
    files.push_back(std::move(wanted));
  }
}

Bits files_of_wish(const ClosureState& state, const Package& package, std::uint32_t wish) {
  if (!package.offer) return Bits();
  return select(*package.offer, state.list.wishes[wish], package.left);
}

Bits depended_files(const Package& package) {
  if (!package.offer) return Bits();
  Bits files(package.offer->files().size());
  package.installable.files.each([&](std::size_t i) {
    const auto version = package.offer->files()[i].version;
    if (package.versions[version].is_depended) files.add(i);
  });
  return files;
}

}  // namespace adder::mirror
