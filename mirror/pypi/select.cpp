#include "mirror/pypi/select.h"

#include "mirror/pypi/python_filter.h"

#include <algorithm>
#include <vector>

namespace adder::mirror {

namespace {

using pypi::FileKind;

bool matches_one(std::span<const Pattern> globs, std::string_view file_name) {
  constexpr std::string_view ending = ".whl";
  if (file_name.ends_with(ending)) file_name.remove_suffix(ending.size());
  return std::ranges::any_of(globs, [&](const Pattern& glob) { return glob.matches(file_name); });
}

// Removes the files that fail the test, from the set.
template <class Test>
void keep_if(Bits& files, const Offer& offer, Test test) {
  Bits out(files.size());
  files.each([&](std::size_t i) {
    if (!test(offer.files()[i])) out.add(i);
  });
  files -= out;
}

void keep_versions(Bits& files, const Offer& offer, const Wish& wish) {
  const bool prereleases = wish.prereleases == pypi::Prereleases::allowed;
  for (const auto& version : offer.versions()) {
    if (version.is_within(wish.spec) && (prereleases || !version.is_prerelease())) continue;
    for (auto i = version.first; i < version.last; ++i) files.remove(i);
  }
}

void keep_pythons(Bits& files, const Offer& offer, const pypi::SpecifierSet& specifier) {
  PythonFilter pythons(offer, specifier);
  keep_if(files, offer, [&](const Offer::File& file) { return pythons.keeps(file); });
}

// Without the sdists of versions that have a wheel among `others`.
void fall_back_to_sdists(Bits& files, const Offer& offer, const Bits& others) {
  std::vector<bool> has_wheel(offer.versions().size());
  others.each([&](std::size_t i) {
    const auto& file = offer.files()[i];
    if (file.kind == FileKind::wheel) has_wheel[file.version] = true;
  });
  keep_if(files, offer, [&](const Offer::File& file) {
    return file.kind != FileKind::sdist || !has_wheel[file.version];
  });
}

// Of each version what latest= asks: whether it has a file left, and whether it is one that counts
// even where others are there, being neither a prerelease nor yanked as a whole.
struct Standing {
  std::uint32_t version;
  bool counts;
};

std::vector<Standing> standings(const Bits& files, const Offer& offer) {
  std::vector<Standing> out;
  files.each([&](std::size_t i) {
    const auto& file = offer.files()[i];
    if (out.empty() || out.back().version != file.version) out.push_back({file.version, false});
    if (!file.yanked && !offer.versions()[file.version].is_prerelease()) out.back().counts = true;
  });
  return out;
}

void keep_latest(Bits& files, const Offer& offer, int latest) {
  auto versions = standings(files, offer);
  if (std::ranges::any_of(versions, &Standing::counts)) {
    std::erase_if(versions, [](const Standing& standing) { return !standing.counts; });
  }
  const auto most = static_cast<std::size_t>(std::max(latest, 0));
  const auto kept = std::min(most, versions.size());
  std::vector<bool> is_kept(offer.versions().size());
  for (auto i = versions.size() - kept; i < versions.size(); ++i)
    is_kept[versions[i].version] = true;
  keep_if(files, offer, [&](const Offer::File& file) { return is_kept[file.version]; });
}

// What sdist= and wheels= of an exclusion say of a file's kind.
bool matches_kind(const Exclusion& exclusion, std::string_view name, FileKind kind) {
  const bool speaks_of_wheels = !exclusion.wheels.empty();
  const bool speaks_of_sdists = exclusion.sdists && *exclusion.sdists != Sdists::no;
  if (kind == FileKind::wheel) {
    return speaks_of_wheels ? matches_one(exclusion.wheels, name) : !speaks_of_sdists;
  }
  if (kind == FileKind::sdist && exclusion.sdists) return speaks_of_sdists;
  return !speaks_of_wheels && !speaks_of_sdists;
}

Bits matched(const Offer& offer, const Exclusion& exclusion) {
  auto files = Bits::all(offer.files().size());
  keep_if(files, offer, [&](const Offer::File& file) {
    return offer.versions()[file.version].is_within(exclusion.spec) &&
           matches_kind(exclusion, offer.name(file), file.kind);
  });
  if (exclusion.sdists == Sdists::fallback) {
    fall_back_to_sdists(files, offer, Bits::all(files.size()));
  }
  if (exclusion.python) keep_pythons(files, offer, *exclusion.python);
  return files;
}

}  // namespace

Bits not_excluded(const Offer& offer, std::span<const Exclusion* const> exclusions) {
  auto left = Bits::all(offer.files().size());
  for (const auto* exclusion : exclusions) left -= matched(offer, *exclusion);
  return left;
}

bool excludes_all(const Exclusion& exclusion) {
  return exclusion.spec.empty() && exclusion.wheels.empty() && !exclusion.sdists &&
         !exclusion.python;
}

Bits select(const Offer& offer, const Wish& wish, const Bits& left) {
  auto files = left;
  keep_versions(files, offer, wish);
  keep_if(files, offer, [&](const Offer::File& file) {
    if (file.kind == FileKind::sdist) return wish.sdists != Sdists::no;
    return file.kind != FileKind::wheel || wish.wheels.empty() ||
           matches_one(wish.wheels, offer.name(file));
  });
  if (wish.python) keep_pythons(files, offer, *wish.python);
  if (wish.sdists == Sdists::fallback) fall_back_to_sdists(files, offer, Bits(files));
  if (wish.latest) keep_latest(files, offer, *wish.latest);
  return files;
}

}  // namespace adder::mirror
