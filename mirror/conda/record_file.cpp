#include "mirror/conda/record_file.h"

#include "base/conda/dist_name.h"
#include "base/core/text.h"

#include <algorithm>
#include <cctype>

namespace adder::mirror {

namespace {

using conda::Section;

// A stranger's name becomes a path: it is one file, and hides nothing.
bool is_safe_wheel(std::string_view name) {
  constexpr std::size_t kLongest = 211;
  if (name.size() > kLongest || name.starts_with('.') || !name.ends_with(".whl")) return false;
  constexpr std::string_view kOthers = "._-+!~";
  return std::ranges::all_of(name, [&](char letter) {
    return std::isalnum(static_cast<unsigned char>(letter)) != 0 ||
           kOthers.find(letter) != kOthers.npos;
  });
}

Result<std::string> package_file(std::string name) {
  TRY(conda::DistName::parse(name));
  return name;
}

}  // namespace

Result<std::string> record_file(Section section, std::string_view key, std::string_view fn) {
  switch (section) {
    case Section::v3_conda:
      return package_file(cat(key, ending(conda::Format::conda)));
    case Section::v3_tar_bz2:
      return package_file(cat(key, ending(conda::Format::tar_bz2)));
    case Section::v3_whl:
      if (is_safe_wheel(fn)) return std::string(fn);
      return Error(Error::Kind::corrupt, "its 'fn' is no name of a wheel");
    case Section::packages:
    case Section::packages_conda:
      break;
  }
  return package_file(std::string(key));
}

}  // namespace adder::mirror
