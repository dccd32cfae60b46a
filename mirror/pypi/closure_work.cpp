#include "mirror/pypi/closure_work.h"

#include "mirror/pypi/select.h"

#include <algorithm>

namespace adder::mirror {

using Reading = VersionState::Reading;

std::vector<ClosureWork::Source> ClosureWork::take_sources(std::size_t most) {
  const auto count = static_cast<std::ptrdiff_t>(std::min(most, sources_.size()));
  std::vector<Source> taken(sources_.end() - count, sources_.end());
  sources_.erase(sources_.end() - count, sources_.end());
  return taken;
}

void ClosureWork::want_page(std::uint32_t package) {
  auto& wanted = state_->packages[package];
  if (wanted.page != Package::Page::unasked || wanted.is_excluded) return;
  wanted.page = Package::Page::asked;
  pages_.push_back(package);
}

void ClosureWork::take_page(std::uint32_t number, const pypi::ProjectPage& page) {
  auto& package = state_->packages[number];
  package.page = Package::Page::here;
  const auto& offer = package.offer.emplace(package.name, page);
  std::vector<const Exclusion*> exclusions;
  for (const auto i : package.exclusions) exclusions.push_back(&state_->list.exclusions[i]);
  package.left = not_excluded(offer, exclusions);
  package.versions.resize(offer.versions().size());
  package.installable = installable(offer, package.left, state_->machines);
  want_lines(number);
  changed_.insert(number);
}

// Marks what the lines ask for as far as its dependencies are of interest.
void ClosureWork::want_lines(std::uint32_t number) {
  auto& package = state_->packages[number];
  const auto& offer = *package.offer;
  package.roots = Bits(offer.files().size());
  package.surveyed = Bits(offer.files().size());
  for (const auto i : package.wishes) {
    const auto& wish = state_->list.wishes[i];
    const bool is_root = wish.dependencies == Dependencies::yes;
    if (!is_root && !state_->surveys) continue;
    const auto files = select(offer, wish, package.left);
    (is_root ? package.roots : package.surveyed) |= files;
    files.each([&](std::size_t file) {
      const auto version = offer.files()[file].version;
      auto& state = package.versions[version];
      (is_root ? state.is_root : state.is_surveyed) = true;
      for (const auto& extra : wish.extras) {
        package.extras[version].insert(pypi::normalise(extra));
      }
    });
  }
}

void ClosureWork::take_requirements(const Source& source,
                                    std::optional<std::span<const std::string>> requires_dist) {
  auto& version = state_->packages[source.package].versions[source.version];
  if (requires_dist) {
    auto& demands = gathered_[{source.package, source.version}];
    for (const auto& words : *requires_dist) demands.insert(learn(words));
  }
  if (--version.awaited == 0) close_version(source.package, source.version);
}

// Where the package keeps these demands. A version mostly requires what the one before did.
std::uint32_t ClosureWork::stretch(Package& package, const Numbers& demands) {
  auto& all = package.requirements;
  if (all.size() >= demands.size()) {
    const auto last = all.end() - static_cast<std::ptrdiff_t>(demands.size());
    if (std::equal(last, all.end(), demands.begin())) {
      return static_cast<std::uint32_t>(last - all.begin());
    }
  }
  const auto first = static_cast<std::uint32_t>(all.size());
  all.insert(all.end(), demands.begin(), demands.end());
  return first;
}

// All answers are here: what a version requires is what any of its files does.
void ClosureWork::close_version(std::uint32_t number, std::uint32_t version) {
  auto& package = state_->packages[number];
  auto& state = package.versions[version];
  const auto gathered = gathered_.find({number, version});
  if (gathered == gathered_.end()) {
    state.reading = Reading::unknown;
    return;
  }
  const Numbers demands(gathered->second.begin(), gathered->second.end());
  gathered_.erase(gathered);
  state.first = stretch(package, demands);
  state.count = static_cast<std::uint32_t>(demands.size());
  state.reading = Reading::done;
  raise_all(number, version, package.extras_of(version), true);
}

void ClosureWork::settle() {
  while (!changed_.empty()) {
    const auto package = *changed_.begin();
    changed_.erase(changed_.begin());
    if (state_->packages[package].offer) update(package);
  }
}

void ClosureWork::update(std::uint32_t number) {
  auto& package = state_->packages[number];
  find_depended(package, number);
  pass_extras_on(package, number);
  want_requirements(package, number);
}

void ClosureWork::find_depended(Package& package, std::uint32_t number) {
  const auto& offer = *package.offer;
  for (auto& bound : package.bounds) {
    const bool is_new = bound.versions.size() != offer.versions().size();
    if (!is_new) continue;
    const auto& specifier = state_->specifiers[bound.specifier];
    bound.versions = versions_within(specifier, offer, package.installable);
  }
  if (package.bounds.empty()) return;
  satisfying(offer, package.installable, package.bounds).each([&](std::size_t i) {
    const auto number_of_version = static_cast<std::uint32_t>(i);
    auto& version = package.versions[i];
    const bool was_binding = std::exchange(version.is_depended, true) || version.is_root;
    // If its demands are known already, they were for a survey only.
    if (was_binding || version.reading != Reading::done) return;
    raise_all(number, number_of_version, package.extras_of(number_of_version), true);
  });
}

void ClosureWork::pass_extras_on(Package& package, std::uint32_t number) {
  for (const auto& asked : package.bound_extras) {
    const auto versions = package.bounds[asked.first].versions;  // the bounds may grow meanwhile
    versions.each([&](std::size_t i) {
      if (!package.versions[i].is_depended) return;
      ask_for_extras(number, static_cast<std::uint32_t>(i), asked.second);
    });
  }
}

void ClosureWork::want_requirements(Package& package, std::uint32_t number) {
  for (std::uint32_t i = 0; i < package.versions.size(); ++i) {
    const auto& version = package.versions[i];
    const bool is_wanted = version.is_binding() || version.is_surveyed;
    if (is_wanted && version.reading == Reading::no) ask_for_requirements(package, number, i);
  }
}

void ClosureWork::ask_for_requirements(Package& package, std::uint32_t number,
                                       std::uint32_t version) {
  const auto& installable = package.installable;
  const auto files = package.roots | package.surveyed | installable.files;
  const auto sources = metadata_sources(*package.offer, version, files, package.left, installable);
  auto& state = package.versions[version];
  state.awaited = static_cast<std::uint32_t>(sources.size());
  state.reading = sources.empty() ? Reading::unknown : Reading::under_way;
  for (const auto file : sources) {
    sources_.push_back({.package = number, .version = version, .file = file});
  }
}

}  // namespace adder::mirror
