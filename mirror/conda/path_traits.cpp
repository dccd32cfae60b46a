#include "mirror/conda/path_traits.h"

#include "base/core/text.h"

namespace adder::mirror {

namespace {

// bin/.NAME-post-link.sh, Scripts/.NAME-post-link.bat: what conda-index takes for a script.
bool is_script(std::string_view path, std::string_view action) {
  const auto hidden = path.find("/.");
  return hidden != path.npos && path.find(action, hidden + 2) != path.npos;
}

// Takes the first word off the line, which may be in quotes.
std::string_view take_word(std::string_view& line) {
  line = trim(line);
  const bool is_quoted = line.starts_with('"') || line.starts_with('\'');
  const auto end = is_quoted ? line.find(line.front(), 1) : line.find(' ');
  const auto word = line.substr(0, end);
  line.remove_prefix(end == line.npos ? line.size() : end + 1);
  return word;
}

}  // namespace

void add_path(PackageTraits& traits, std::string_view path) {
  traits.activate_d |= path.starts_with("etc/conda/activate.d/");
  traits.deactivate_d |= path.starts_with("etc/conda/deactivate.d/");
  traits.pre_link |= is_script(path, "-pre-link.");
  traits.post_link |= is_script(path, "-post-link.");
  traits.pre_unlink |= is_script(path, "-pre-unlink.");
}

void add_prefix(PackageTraits& traits, ListedPath::Prefix prefix) {
  traits.text_prefix |= prefix == ListedPath::Prefix::text;
  traits.binary_prefix |= prefix == ListedPath::Prefix::binary;
}

void add_files(PackageTraits& traits, std::string_view files) {
  for (const auto line : split(files, '\n')) add_path(traits, trim(line));
}

void add_has_prefix(PackageTraits& traits, std::string_view has_prefix) {
  for (auto line : split(has_prefix, '\n')) {
    if (trim(line).empty()) continue;
    take_word(line);
    const bool is_binary = take_word(line) == "binary";
    add_prefix(traits, is_binary ? ListedPath::Prefix::binary : ListedPath::Prefix::text);
  }
}

}  // namespace adder::mirror
