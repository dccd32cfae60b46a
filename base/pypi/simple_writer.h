#pragma once

#include "base/pypi/file_record.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace adder::pypi {

inline constexpr std::string_view kApiVersion = "1.4";

// JSON of the simple API, version 1.4, one entry a line; and HTML 1.0, frozen by PEP 833. Same
// input, same bytes. Everything that came from a stranger is escaped.
std::string write_project_json(const ProjectPage& page);
std::string write_project_html(const ProjectPage& page);

std::string write_list_json(std::span<const ListedProject> projects, std::uint64_t serial);
std::string write_list_html(std::span<const ListedProject> projects, std::uint64_t serial);

}  // namespace adder::pypi
