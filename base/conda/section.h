#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace adder::conda {

// Where a record stands in repodata.json. In `packages` and `packages.conda` its key is the name of
// the file; in the sections of `v3` (CEP 48) the key has no extension.
enum class Section { packages, packages_conda, v3_conda, v3_tar_bz2, v3_whl };

inline constexpr std::array kSections = {Section::packages, Section::packages_conda,
                                         Section::v3_conda, Section::v3_tar_bz2, Section::v3_whl};

constexpr bool is_v3(Section section) {
  return section >= Section::v3_conda;
}

// Its key in the document, or in `v3`.
constexpr std::string_view name_of(Section section) {
  constexpr std::array<std::string_view, kSections.size()> names = {"packages", "packages.conda",
                                                                    "conda", "tar.bz2", "whl"};
  return names[static_cast<std::size_t>(section)];
}

}  // namespace adder::conda
