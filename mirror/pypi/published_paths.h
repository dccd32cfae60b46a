#pragma once

#include "base/core/checksum.h"

#include <string>
#include <string_view>

namespace adder::mirror {

// Where a file stands below public/, as on files.pythonhosted.org: by the BLAKE2b of its bytes.
std::string package_path(const Blake2b& sum, std::string_view filename);

// The same, as a page of a project refers to it.
std::string package_url(std::string_view path);

// The BLAKE2b that a URL of that shape promises; false when it has another shape.
bool blake2b_of_url(std::string_view url, Blake2b& sum);

inline constexpr std::string_view kMetadata = ".metadata";
inline constexpr std::string_view kProvenance = ".provenance";

}  // namespace adder::mirror
