#include "base/conda/repodata_writer.h"

#include "base/conda/raw_object.h"
#include "base/core/text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace adder::conda {

namespace {

// What conda's cache writes into the files it keeps, and what is ours to say.
constexpr std::array<std::string_view, 10> kNotCarried = {
    "_cache_control", "_etag",    "_mod",           "_url",    "info",
    "metadata",       "packages", "packages.conda", "removed", "repodata_version"};

}  // namespace

Result<std::string> make_info(std::string_view subdir, std::string_view upstream) {
  TRY_ASSIGN(auto info, RawObject::read(upstream.empty() ? "{}" : upstream).during("info"));
  for (const auto* const key : {"base_url", "shards_base_url", "created_at", "repodata_version"}) {
    info.remove(key);
  }
  info.set_text("subdir", subdir);
  return info.json();
}

struct RepodataWriter::Shape {
  std::string_view key;
  char bracket = '\0';
  bool is_always_there = false;
  bool is_in_v3 = false;
};

RepodataWriter::RepodataWriter(Put put, std::string_view info) : writer_(std::move(put)) {
  // What fails here fails in the next call too.
  static_cast<void>(writer_.member("info", info));
}

RepodataWriter::Part RepodataWriter::part_of(Section section) {
  constexpr std::array parts = {Part::packages, Part::packages_conda, Part::v3_conda,
                                Part::v3_tar_bz2, Part::v3_whl};
  return parts[static_cast<std::size_t>(section)];
}

Result<Extent> RepodataWriter::record(Section section, std::string_view key,
                                      std::string_view json) {
  TRY(move_to(part_of(section)));
  return writer_.line(key, json);
}

Result<void> RepodataWriter::removed(std::string_view file_name) {
  TRY(move_to(Part::removed));
  writer_.name_line(file_name);
  return {};
}

Result<void> RepodataWriter::unknown(std::string_view key, std::string_view json) {
  if (std::ranges::find(kNotCarried, key) != kNotCarried.end()) return {};
  TRY(move_to(Part::unknown));
  TRY(writer_.line(key, json));
  return {};
}

Result<void> RepodataWriter::signatures(std::string_view file_name, std::string_view json) {
  TRY(move_to(Part::signatures));
  TRY(writer_.line(file_name, json));
  return {};
}

Result<void> RepodataWriter::unknown_in_v3(std::string_view key, std::string_view json) {
  TRY(move_to(Part::v3_unknown));
  TRY(writer_.line(key, json));
  return {};
}

Result<void> RepodataWriter::finish() {
  TRY(move_to(Part::end));
  return writer_.finish();
}

const RepodataWriter::Shape& RepodataWriter::shape_of(Part part) {
  static constexpr std::array shapes = {
      Shape{},
      Shape{.key = "packages", .bracket = '{', .is_always_there = true},
      Shape{.key = "packages.conda", .bracket = '{', .is_always_there = true},
      Shape{.key = "removed", .bracket = '[', .is_always_there = true},
      Shape{.key = {}, .is_always_there = true},
      Shape{.key = "signatures", .bracket = '{'},
      Shape{.key = "conda", .bracket = '{', .is_in_v3 = true},
      Shape{.key = "tar.bz2", .bracket = '{', .is_in_v3 = true},
      Shape{.key = "whl", .bracket = '{', .is_in_v3 = true},
      Shape{.key = {}, .is_in_v3 = true},
      Shape{},
  };
  return shapes[static_cast<std::size_t>(part)];
}

Result<void> RepodataWriter::move_to(Part part) {
  if (part < part_) return Error(Error::Kind::invalid, "a part of repodata.json comes too late");
  while (part_ != part) {
    close();
    part_ = static_cast<Part>(static_cast<int>(part_) + 1);
    if (part_ == part || shape_of(part_).is_always_there) TRY(open());
  }
  return {};
}

Result<void> RepodataWriter::open() {
  const auto& shape = shape_of(part_);
  if (shape.is_in_v3 && !std::exchange(is_in_v3_, true)) writer_.begin("v3", '{');
  if (part_ == Part::end && is_in_v3_) writer_.end('{');
  if (part_ == Part::unknown) TRY(writer_.line("repodata_version", "1"));
  is_open_ = shape.bracket != '\0';
  if (is_open_) writer_.begin(shape.key, shape.bracket);
  return {};
}

void RepodataWriter::close() {
  if (std::exchange(is_open_, false)) writer_.end(shape_of(part_).bracket);
}

}  // namespace adder::conda
