#pragma once

#include "base/core/json_scanner.h"
#include "base/core/result.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace adder {

// For small documents, without exceptions: only these files call what throws in nlohmann::json.
using Json = nlohmann::json;

// Read by our own scanner: limits, duplicate keys and all.
Result<Json> parse_json(std::string_view text, JsonLimits limits = {});

Result<std::string> string_field(const Json& object, std::string_view name);
Result<std::uint64_t> size_field(const Json& object, std::string_view name);

// On one line, or indented for people. What is not UTF-8 in it becomes U+FFFD.
std::string json_line(const Json& json);
std::string json_page(const Json& json);

}  // namespace adder
