#include "mirror/pypi/installable.h"

#include <algorithm>
#include <optional>
#include <set>

namespace adder::mirror {

namespace {

using pypi::FileKind;

// Asks the machines once for each kind of file.
class Fitting {
 public:
  Fitting(const Offer& offer, const Machines& machines)
      : offer_(&offer),
        machines_(&machines),
        by_tags_(offer.tag_count()),
        by_requires_python_(offer.requires_python().size()) {}

  // Where an installer would take the wheel, Requires-Python aside.
  Bits by_tags(const Offer::File& file) {
    if (file.tags == Offer::kNoTags) return Bits(machines_->size());
    auto& where = by_tags_[file.tags];
    if (!where) where = machines_->that_take(offer_->tags(file.tags));
    return *where;
  }

  const Bits& by_requires_python(const Offer::File& file) {
    auto& where = by_requires_python_[file.requires_python];
    if (!where) {
      where = machines_->that_satisfy(offer_->requires_python()[file.requires_python]);
    }
    return *where;
  }

  // Where it can be installed, if need be by building it.
  Bits where(const Offer::File& file) {
    if (file.kind == FileKind::wheel) return by_tags(file) & by_requires_python(file);
    return file.kind == FileKind::sdist ? by_requires_python(file) : Bits(machines_->size());
  }

 private:
  const Offer* offer_;
  const Machines* machines_;
  std::vector<std::optional<Bits>> by_tags_;
  std::vector<std::optional<Bits>> by_requires_python_;
};

Bits fitting_wheels(const Offer& offer, const Bits& left, Fitting& fitting) {
  Bits wheels(offer.files().size());
  left.each([&](std::size_t i) {
    const auto& file = offer.files()[i];
    if (file.kind == FileKind::wheel && fitting.by_tags(file).any()) wheels.add(i);
  });
  return wheels;
}

bool has_prerelease(const Offer& offer) {
  return std::ranges::any_of(offer.versions(), &Offer::Version::is_prerelease);
}

}  // namespace

Installable installable(const Offer& offer, const Bits& left, const Machines& machines) {
  Fitting fitting(offer, machines);
  Installable out;
  out.wheels = fitting_wheels(offer, left, fitting);
  out.files = out.wheels;
  const auto has_wheel = offer.versions_of(out.wheels);
  left.each([&](std::size_t i) {
    const auto& file = offer.files()[i];
    if (file.kind == FileKind::sdist && !has_wheel.has(file.version)) out.files.add(i);
  });
  out.versions = offer.versions_of(out.files);
  if (!has_prerelease(offer)) return out;
  out.where.assign(offer.versions().size(), Bits(machines.size()));
  left.each([&](std::size_t i) {
    const auto& file = offer.files()[i];
    out.where[file.version] |= fitting.where(file);
  });
  return out;
}

namespace {

// One version's files, and which of them are to be read.
class Sources {
 public:
  Sources(const Offer& offer, std::size_t version)
      : offer_(&offer), version_(&offer.versions()[version]) {}

  std::vector<std::uint32_t> among(const Bits& files, FileKind kind) const {
    std::vector<std::uint32_t> out;
    for (auto i = version_->first; i < version_->last; ++i) {
      if (files.has(i) && offer_->files()[i].kind == kind) out.push_back(i);
    }
    return out;
  }

  // One file for each checksum, and every file without one.
  std::vector<std::uint32_t> distinct(const std::vector<std::uint32_t>& files) const {
    std::vector<std::uint32_t> out;
    std::set<std::uint32_t> seen;
    for (const auto i : files) {
      const auto& file = offer_->files()[i];
      if (!is_hashed(i) || seen.insert(file.metadata_sha256).second) out.push_back(i);
    }
    return out;
  }

  bool is_hashed(std::uint32_t i) const {
    return offer_->files()[i].metadata == Offer::Metadata::hashed;
  }
  bool is_offered(std::uint32_t i) const {
    return offer_->files()[i].metadata != Offer::Metadata::none;
  }

 private:
  const Offer* offer_;
  const Offer::Version* version_;
};

}  // namespace

std::vector<std::uint32_t> metadata_sources(const Offer& offer, std::size_t version,
                                            const Bits& wanted, const Bits& left,
                                            const Installable& installable) {
  const Sources sources(offer, version);
  auto wheels = sources.among(wanted, FileKind::wheel);
  const auto fits = [&](std::uint32_t i) {
    return installable.wheels.has(i);
  };
  if (std::ranges::any_of(wheels, fits)) {
    std::erase_if(wheels, [&](std::uint32_t i) { return !sources.is_hashed(i) && !fits(i); });
  }
  if (wheels.empty()) {
    wheels = sources.among(left, FileKind::wheel);
    std::stable_partition(wheels.begin(), wheels.end(),
                          [&](std::uint32_t i) { return sources.is_offered(i); });
    if (wheels.size() > 1) wheels.resize(1);
  }
  auto out = sources.distinct(wheels);
  for (const auto sdist : sources.among(wanted, FileKind::sdist)) {
    if (out.empty() || wheels.empty() || sources.is_offered(sdist)) out.push_back(sdist);
  }
  return out;
}

}  // namespace adder::mirror
