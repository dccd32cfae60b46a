#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace adder::mirror {

// The section whose unit promises files: pypi, or conda/<channel> of a subdir.
std::string_view section_of(std::string_view unit);

// The conda package whose file a public path is, by the file's name; nothing: it is a shard, or no
// channel's.
std::optional<std::string> package_of(std::string_view public_path);

}  // namespace adder::mirror
