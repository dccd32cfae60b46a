#include "mirror/conda/channel_package.h"

#include "base/conda/dist_name.h"
#include "base/conda/raw_object.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

namespace adder::mirror {

namespace {

using conda::ChannelPackage;
using Files = std::vector<const ChannelFile*>;

// Later than the year 9999 is no number of seconds.
constexpr std::uint64_t kLastSecond = 253'402'300'799;

std::uint64_t milliseconds(const ChannelFile& file) {
  return file.timestamp > kLastSecond ? file.timestamp : file.timestamp * 1000;
}

std::uint64_t seconds(const ChannelFile& file) {
  return milliseconds(file) / 1000;
}

bool is_tar_bz2(const ChannelFile& file) {
  return file.file_name.ends_with(conda::ending(conda::Format::tar_bz2));
}

std::string_view stem_of(const ChannelFile& file) {
  const auto end = conda::ending(is_tar_bz2(file) ? conda::Format::tar_bz2 : conda::Format::conda);
  auto stem = file.file_name;
  if (stem.ends_with(end)) stem.remove_suffix(end.size());
  return stem;
}

// Whether a file tells, and not another one of the same version and subdir.
bool tells_rather(const ChannelFile& left, const ChannelFile& right) {
  if (milliseconds(left) != milliseconds(right)) return milliseconds(left) > milliseconds(right);
  return std::pair(is_tar_bz2(left), left.file_name) <
         std::pair(is_tar_bz2(right), right.file_name);
}

// Words come from the first of them that has any.
bool is_newer(const ChannelFile* left, const ChannelFile* right) {
  if (*left->version != *right->version) return *left->version > *right->version;
  if (seconds(*left) != seconds(*right)) return seconds(*left) > seconds(*right);
  return std::pair(left->subdir, std::string_view(left->version->text())) <
         std::pair(right->subdir, std::string_view(right->version->text()));
}

// One file for each version in each subdir, the newest version first.
Files telling(std::span<const ChannelFile> files) {
  std::set<std::pair<std::string_view, std::string_view>> as_conda;
  for (const auto& file : files) {
    if (!is_tar_bz2(file)) as_conda.emplace(file.subdir, stem_of(file));
  }
  std::map<std::pair<std::string_view, std::string_view>, const ChannelFile*> newest;
  for (const auto& file : files) {
    if (is_tar_bz2(file) && as_conda.contains({file.subdir, stem_of(file)})) continue;
    auto& chosen = newest[{file.subdir, file.version->text()}];
    if (chosen == nullptr || tells_rather(file, *chosen)) chosen = &file;
  }
  Files out;
  for (const auto& [key, file] : newest) out.push_back(file);
  std::ranges::sort(out, is_newer);
  return out;
}

bool says_something(std::string_view json) {
  return !json.empty() && json != "null" && json != "\"\"";
}

Result<void> add_words(ChannelPackage& package, const ChannelFile& file) {
  if (says_something(file.license)) package.about.try_emplace("license", file.license);
  TRY_ASSIGN(const auto about, conda::RawObject::read(file.carried.about));
  for (const auto& member : about.members()) {
    package.about.try_emplace(std::string(member.key), member.value);
  }
  return {};
}

void add_traits(ChannelPackage& package, const PackageTraits& traits) {
  package.activate_d |= traits.activate_d;
  package.deactivate_d |= traits.deactivate_d;
  package.binary_prefix |= traits.binary_prefix;
  package.text_prefix |= traits.text_prefix;
  package.pre_link |= traits.pre_link;
  package.post_link |= traits.post_link;
  package.pre_unlink |= traits.pre_unlink;
}

// Where subdirs differ, the last of them tells.
void add_run_exports(ChannelPackage& package, Files files) {
  std::ranges::sort(files, {}, &ChannelFile::subdir);
  for (const auto* const file : files) {
    if (file->carried.run_exports.empty()) continue;
    package.run_exports[file->version->text()] = file->carried.run_exports;
  }
}

}  // namespace

Result<ChannelPackage> describe_package(std::string name, std::span<const ChannelFile> files) {
  ChannelPackage package{.name = std::move(name)};
  const auto newest_first = telling(files);
  package.version = newest_first.front()->version->text();
  for (const auto* const file : newest_first) {
    TRY(add_words(package, *file));
    add_traits(package, file->carried.traits);
  }
  add_run_exports(package, newest_first);
  std::set<std::string_view> subdirs;
  for (const auto& file : files) {
    subdirs.insert(file.subdir);
    package.timestamp = std::max(package.timestamp.value_or(0), seconds(file));
  }
  package.subdirs.assign(subdirs.begin(), subdirs.end());
  return package;
}

}  // namespace adder::mirror
