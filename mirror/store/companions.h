#pragma once

#include <array>
#include <string_view>

namespace adder::mirror {

// What stands beside a file of PyPI, under its path and one of these.
inline constexpr std::string_view kMetadata = ".metadata";
inline constexpr std::string_view kSignature = ".asc";
inline constexpr std::string_view kProvenance = ".provenance";
inline constexpr std::array kCompanions = {kMetadata, kSignature, kProvenance};

// The file whose companion this is, or the file itself.
std::string_view main_file(std::string_view path);

}  // namespace adder::mirror
