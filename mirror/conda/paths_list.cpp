#include "mirror/conda/paths_list.h"

#include "base/core/text.h"
#include "mirror/conda/package_walk.h"

#include <utility>

namespace adder::mirror {

namespace {

// { "paths": [ { "_path": ...
constexpr int kInDocument = 1;
constexpr int kInList = 2;
constexpr int kInPath = 3;

constexpr std::size_t kLongestString = std::size_t{64} << 10;

Error wrong(std::string_view what) {
  return {Error::Kind::corrupt, std::string(what)};
}

ListedPath::Type type_of(std::string_view word) {
  if (word == "softlink") return ListedPath::Type::soft_link;
  if (word == "directory") return ListedPath::Type::folder;
  return ListedPath::Type::file;
}

}  // namespace

PathsReader::PathsReader(Take take)
    : take_(std::move(take)), scanner_(*this, {.string_bytes = kLongestString}) {}

Result<void> PathsReader::add(std::string_view piece) {
  return scanner_.add(piece);
}

Result<void> PathsReader::finish() {
  TRY(scanner_.finish());
  if (!has_list_) return wrong("it lists no paths");
  return {};
}

bool PathsReader::is_in_path() const {
  return is_in_list_ && depth_ == kInPath;
}

Result<void> PathsReader::begin_object() {
  if (++depth_ == kInPath && is_in_list_) {
    path_ = {};
    has_placeholder_ = is_binary_ = false;
  }
  return {};
}

Result<void> PathsReader::key(std::string_view key) {
  if (depth_ == kInDocument || is_in_path()) key_ = key;
  return {};
}

Result<void> PathsReader::end_object() {
  const bool ends_path = is_in_path();
  --depth_;
  return ends_path ? take_path() : Result<void>();
}

Result<void> PathsReader::begin_array() {
  if (++depth_ == kInList && key_ == "paths") is_in_list_ = has_list_ = true;
  return {};
}

Result<void> PathsReader::end_array() {
  if (depth_-- == kInList) is_in_list_ = false;
  return {};
}

Result<void> PathsReader::string(std::string_view text) {
  if (!is_in_path()) return {};
  if (key_ == "_path") path_.path = text;
  if (key_ == "path_type") path_.type = type_of(text);
  if (key_ == "prefix_placeholder") has_placeholder_ = !text.empty();
  if (key_ == "file_mode") is_binary_ = text == "binary";
  if (key_ == "sha256") {
    if (const auto sum = Sha256::from_hex(text)) path_.sha256 = *sum;
  }
  return {};
}

Result<void> PathsReader::number(JsonNumber number) {
  if (is_in_path() && key_ == "size_in_bytes") path_.size = number.whole;
  return {};
}

Result<void> PathsReader::boolean(bool /*truth*/) {
  return {};
}

Result<void> PathsReader::null() {
  return {};
}

Result<void> PathsReader::take_path() {
  const auto name = name_inside(path_.path);
  if (!name || name->empty()) {
    return wrong(cat("the path '", printable(path_.path), "' is none that a package brings"));
  }
  path_.path = std::string(*name);
  if (has_placeholder_) {
    path_.prefix = is_binary_ ? ListedPath::Prefix::binary : ListedPath::Prefix::text;
  }
  return take_(std::move(path_));
}

}  // namespace adder::mirror
