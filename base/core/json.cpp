#include "base/core/json.h"

#include "base/core/json_value.h"
#include "base/core/text.h"

#include <nlohmann/json.hpp>

#include <charconv>

namespace adder {

namespace {

constexpr auto kReplaceBadBytes = Json::error_handler_t::replace;

Json number_of(const JsonValue& value) {
  if (value.whole) return *value.whole;
  const auto* const end = value.text.data() + value.text.size();
  std::int64_t whole = 0;
  const auto parsed = std::from_chars(value.text.data(), end, whole);
  if (parsed.ec == std::errc{} && parsed.ptr == end) return whole;
  double real = 0;
  std::from_chars(value.text.data(), end, real);
  return real;
}

// The scanner has bounded the depth of this recursion.
Json json_of(JsonValue value) {
  switch (value.kind) {
    case JsonValue::Kind::null:
      return nullptr;
    case JsonValue::Kind::boolean:
      return value.truth;
    case JsonValue::Kind::number:
      return number_of(value);
    case JsonValue::Kind::string:
      return std::move(value.text);
    case JsonValue::Kind::array: {
      auto array = Json::array();
      for (auto& member : value.members) array.push_back(json_of(std::move(member.value)));
      return array;
    }
    case JsonValue::Kind::object:
      break;
  }
  auto object = Json::object();
  for (auto& member : value.members) object[member.key] = json_of(std::move(member.value));
  return object;
}

Error wrong_field(std::string_view name, std::string_view expected) {
  return {Error::Kind::corrupt, cat("field '", name, "' is missing or not ", expected)};
}

}  // namespace

Result<Json> parse_json(std::string_view text, JsonLimits limits) {
  TRY_ASSIGN(auto value, parse_json_value(text, limits));
  return json_of(std::move(value));
}

Result<std::string> string_field(const Json& object, std::string_view name) {
  const auto field = object.find(name);
  if (field == object.end() || !field->is_string()) return wrong_field(name, "a string");
  return field->get<std::string>();
}

Result<std::uint64_t> size_field(const Json& object, std::string_view name) {
  const auto field = object.find(name);
  if (field == object.end() || !field->is_number_unsigned()) {
    return wrong_field(name, "a whole number");
  }
  return field->get<std::uint64_t>();
}

std::string json_line(const Json& json) {
  return json.dump(-1, ' ', false, kReplaceBadBytes);
}

std::string json_page(const Json& json) {
  return json.dump(2, ' ', false, kReplaceBadBytes) + '\n';
}

}  // namespace adder
