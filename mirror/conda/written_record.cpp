#include "mirror/conda/written_record.h"

#include "base/conda/dist_name.h"
#include "base/core/text.h"
#include "mirror/conda/dependency.h"
#include "mirror/lists/conda_list.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace adder::mirror {

namespace {

using conda::RecordView;

// conda puts the number at the end of the build: py312h1234567_3, or 3.
std::uint64_t number_of_build(std::string_view build) {
  const auto digits = build.substr(build.rfind('_') + 1);
  std::uint64_t number = 0;
  const auto* const end = digits.data() + digits.size();
  const auto read = std::from_chars(digits.data(), end, number);
  return read.ec == std::errc() && read.ptr == end ? number : 0;
}

bool asks_what_words_do_not_tell(const conda::MatchSpec& spec) {
  constexpr std::array fields = {&RecordView::url,
                                 &RecordView::md5,
                                 &RecordView::sha256,
                                 &RecordView::license,
                                 &RecordView::license_family,
                                 &RecordView::track_features,
                                 &RecordView::features};
  return std::ranges::any_of(fields, [&](const auto field) { return spec.asks_for(field); });
}

}  // namespace

std::optional<WrittenRecord> WrittenRecord::of_dependent(std::string_view words,
                                                         std::string_view subdir,
                                                         std::string_view channel) {
  const auto parts = split(words, ' ');
  if (parts.size() != 3) return {};
  WrittenRecord record;
  record.name_ = parts[0];
  record.version_ = parts[1];
  record.build_ = parts[2];
  record.subdir_ = subdir;
  record.channel_ = channel;
  return record;
}

std::optional<WrittenRecord> WrittenRecord::of_file(std::string_view file, std::string_view subdir,
                                                    std::string_view channel) {
  const auto dist = conda::DistName::parse(file);
  if (!dist) return {};
  WrittenRecord record;
  record.name_ = dist->name.text();
  record.version_ = dist->version.text();
  record.build_ = dist->build;
  record.file_ = file;
  record.subdir_ = subdir;
  record.channel_ = channel;
  return record;
}

bool WrittenRecord::is_meant_by(const CondaWish& wish) const {
  return passes(wish);
}

bool WrittenRecord::is_meant_by(const CondaExclusion& exclusion) const {
  return passes(exclusion);
}

bool WrittenRecord::is_meant_by(const CondaBecause& because) const {
  if (because.words.wish.empty()) {
    const auto asked = read_dependency(because.words.requirement);
    return is_reached_from(because.subdir) && (!asked.spec || satisfies(*asked.spec));
  }
  const auto wish = wish_in(because.words.wish, channel_);
  return wish && passes(*wish) && is_among(because.versions);
}

bool WrittenRecord::passes(const auto& line) const {
  const bool is_format =
      !line.format || file_.empty() || file_.ends_with(conda::ending(*line.format));
  const bool is_place = !line.subdir || subdir_.empty() || line.subdir->matches(subdir_);
  return is_format && is_place && line.name.matches(name_) && satisfies(line.spec);
}

bool WrittenRecord::satisfies(const conda::MatchSpec& spec) const {
  if (asks_what_words_do_not_tell(spec)) return spec.name().matches(name_);
  auto record = view();
  // What is not known of it lies wherever it should.
  const bool is_unknown = (subdir_.empty() && spec.asks_for(&RecordView::subdir)) ||
                          (file_.empty() && spec.asks_for(&RecordView::fn));
  return is_unknown ? spec.name().matches(name_) : spec.matches(record);
}

bool WrittenRecord::is_reached_from(std::string_view subdir) const {
  return subdir_.empty() || subdir == "noarch" || subdir_ == "noarch" || subdir_ == subdir;
}

bool WrittenRecord::is_among(std::string_view versions) const {
  if (versions.empty()) return true;
  const auto all = split(versions, ',');
  return std::ranges::find(all, version_) != all.end();
}

RecordView WrittenRecord::view() const {
  return {.name = name_,
          .version_text = version_,
          .build = build_,
          .build_number = number_of_build(build_),
          .subdir = subdir_,
          .channel = channel_,
          .fn = file_};
}

std::optional<CondaWish> wish_in(std::string_view words, std::string_view channel) {
  for (const auto& line : placed_lines(words)) {
    CondaRequestList list;
    Problems problems;
    add_conda_line(line, channel, list, problems);
    if (list.wishes.size() == 1) return list.wishes.front();
  }
  return {};
}

}  // namespace adder::mirror
