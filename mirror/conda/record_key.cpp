#include "mirror/conda/record_key.h"

#include "base/conda/dist_name.h"

namespace adder::mirror {

namespace {

std::string_view stem_of(conda::Section section, std::string_view key) {
  if (conda::is_v3(section)) return key;
  for (const auto format : {conda::Format::conda, conda::Format::tar_bz2}) {
    const auto ending = conda::ending(format);
    if (key.ends_with(ending)) return key.substr(0, key.size() - ending.size());
  }
  return {};
}

}  // namespace

std::string_view name_in_key(conda::Section section, std::string_view key) {
  const auto stem = stem_of(section, key);
  // A name may hold dashes, a version and a build may not: cut from the right.
  const auto build = stem.rfind('-');
  if (build == stem.npos || build == 0) return {};
  const auto version = stem.rfind('-', build - 1);
  return version == stem.npos ? std::string_view() : stem.substr(0, version);
}

}  // namespace adder::mirror
