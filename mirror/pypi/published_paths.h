#pragma once

#include "base/core/checksum.h"

#include <optional>
#include <string>
#include <string_view>

namespace adder::mirror {

// Where a file stands below public/, as on files.pythonhosted.org: by the BLAKE2b of its bytes.
std::string package_path(const Blake2b& sum, std::string_view filename);

// The same, as a page of a project refers to it. The name of a file is a stranger's: whatever means
// something in a URL is percent-encoded.
std::string package_url(std::string_view path);

// And where the mirror is reached at `base`.
std::string package_url(std::string_view base, std::string_view path);

// The path that a page of ours means by such a reference; nothing: it means something else.
std::optional<std::string> package_path_of(std::string_view url);

// The BLAKE2b that a URL of that shape promises; false when it has another shape.
bool blake2b_of_url(std::string_view url, Blake2b& sum);

}  // namespace adder::mirror
