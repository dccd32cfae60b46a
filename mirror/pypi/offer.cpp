#include "mirror/pypi/offer.h"

#include <algorithm>
#include <compare>
#include <map>
#include <unordered_map>
#include <utility>

namespace adder::mirror {

namespace {

// Numbers different values in the order in which they first come.
template <class Value, class Hash = std::hash<Value>>
class Numbering {
 public:
  // The number of the value, having kept it among `values` if it is new.
  std::uint32_t of(const Value& value, std::vector<Value>& values) {
    const auto [at, is_new] =
        numbers_.try_emplace(value, static_cast<std::uint32_t>(values.size()));
    if (is_new) values.push_back(value);
    return at->second;
  }

 private:
  std::unordered_map<Value, std::uint32_t, Hash> numbers_;
};

}  // namespace

struct Offer::Entry {
  const pypi::FileRecord* record;
  pypi::FileName name;

  // Versions that are not PEP 440 come before all others, by their text.
  friend std::strong_ordering compare_versions(const Entry& left, const Entry& right) {
    const auto& a = left.name.version;
    const auto& b = right.name.version;
    if (a && b) return *a <=> *b;
    if (a || b) return a.has_value() <=> b.has_value();
    return left.name.version_text <=> right.name.version_text;
  }
  friend bool operator<(const Entry& left, const Entry& right) {
    const auto order = compare_versions(left, right);
    return std::is_neq(order) ? std::is_lt(order) : left.record->filename < right.record->filename;
  }
};

struct Offer::Numbers {
  std::map<std::vector<std::vector<std::string>>, std::uint32_t> tags;
  Numbering<std::string> requires_python;
  Numbering<Sha256, DigestHash> metadata_sha256;
};

Offer::Offer(pypi::ProjectName project, const pypi::ProjectPage& page)
    : project_(std::move(project)) {
  auto entries = sorted_entries(project_, page);
  files_.reserve(entries.size());
  Numbers numbers;
  const Entry* before = nullptr;
  for (auto& entry : entries) {
    if (before == nullptr || std::is_neq(compare_versions(*before, entry))) add_version(entry);
    add_file(entry, numbers);
    versions_.back().last = static_cast<std::uint32_t>(files_.size());
    before = &entry;
  }
  names_.shrink_to_fit();
  versions_.shrink_to_fit();
  metadata_sha256_.shrink_to_fit();
}

std::vector<Offer::Entry> Offer::sorted_entries(const pypi::ProjectName& project,
                                                const pypi::ProjectPage& page) {
  std::vector<Entry> entries;
  entries.reserve(page.files.size());
  for (const auto& record : page.files) {
    entries.push_back({&record, pypi::parse_file_name(record.filename, project)});
  }
  std::ranges::sort(entries, [](const Entry& a, const Entry& b) { return a < b; });
  const auto twins = std::unique(entries.begin(), entries.end(), [](const auto& a, const auto& b) {
    return a.record->filename == b.record->filename;
  });
  entries.erase(twins, entries.end());
  return entries;
}

void Offer::add_version(const Entry& entry) {
  auto& version = versions_.emplace_back();
  version.first = static_cast<std::uint32_t>(files_.size());
  if (entry.name.version) {
    version.version_ = *entry.name.version;
  } else {
    version.version_ = entry.name.version_text;
  }
}

void Offer::add_file(const Entry& entry, Numbers& numbers) {
  const auto& record = *entry.record;
  File file;
  file.name_begin = static_cast<std::uint32_t>(names_.size());
  file.name_size = static_cast<std::uint16_t>(record.filename.size());
  file.kind = entry.name.kind;
  file.yanked = record.yanked.yanked;
  file.version = static_cast<std::uint32_t>(versions_.size() - 1);
  file.tags = entry.name.tags ? tags_number(*entry.name.tags, numbers) : kNoTags;
  file.requires_python =
      numbers.requires_python.of(record.requires_python.value_or(""), requires_python_);
  const auto& metadata = record.core_metadata;
  if (metadata.offered) file.metadata = metadata.sha256 ? Metadata::hashed : Metadata::unhashed;
  if (file.metadata == Metadata::hashed) {
    file.metadata_sha256 = numbers.metadata_sha256.of(*metadata.sha256, metadata_sha256_);
  }
  names_ += record.filename;
  files_.push_back(file);
}

std::uint32_t Offer::tags_number(const pypi::WheelTags& tags, Numbers& numbers) {
  const auto [at, is_new] = numbers.tags.try_emplace({tags.pythons, tags.abis, tags.platforms},
                                                     static_cast<std::uint32_t>(tags_.size()));
  if (is_new) tags_.push_back(static_cast<std::uint32_t>(files_.size()));
  return at->second;
}

Bits Offer::versions_of(const Bits& files) const {
  Bits versions(versions_.size());
  files.each([&](std::size_t i) { versions.add(files_[i].version); });
  return versions;
}

pypi::WheelTags Offer::tags(std::uint32_t number) const {
  return *pypi::parse_file_name(name(files_[tags_[number]]), project_).tags;
}

}  // namespace adder::mirror
