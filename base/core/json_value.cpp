#include "base/core/json_value.h"

#include "base/core/json_text.h"

#include <algorithm>

namespace adder {

namespace {

void append(std::string& out, const JsonValue& value);

void append_members(std::string& out, const JsonValue& value) {
  const bool is_object = value.is(JsonValue::Kind::object);
  out += is_object ? '{' : '[';
  for (const auto& member : value.members) {
    if (&member != &value.members.front()) out += ',';
    if (is_object) {
      append_json_string(out, member.key);
      out += ':';
    }
    append(out, member.value);
  }
  out += is_object ? '}' : ']';
}

void append(std::string& out, const JsonValue& value) {
  switch (value.kind) {
    case JsonValue::Kind::null:
      out += "null";
      break;
    case JsonValue::Kind::boolean:
      out += value.truth ? "true" : "false";
      break;
    case JsonValue::Kind::number:
      out += value.text;
      break;
    case JsonValue::Kind::string:
      append_json_string(out, value.text);
      break;
    case JsonValue::Kind::array:
    case JsonValue::Kind::object:
      append_members(out, value);
      break;
  }
}

}  // namespace

const JsonValue* JsonValue::find(std::string_view key) const {
  const auto member = std::ranges::find(members, key, &JsonMember::key);
  return is(Kind::object) && member != members.end() ? &member->value : nullptr;
}

std::string JsonValue::json() const {
  std::string out;
  append(out, *this);
  return out;
}

// A container's members do not move while one of them is open: it is always the last.
JsonValue& JsonBuilder::next(JsonValue::Kind kind) {
  auto* value = &root_;
  if (!open_.empty()) {
    auto& parent = *open_.back();
    if (parent.is(JsonValue::Kind::array)) parent.members.emplace_back();
    value = &parent.members.back().value;
  }
  value->kind = kind;
  return *value;
}

Result<void> JsonBuilder::begin_object() {
  enter(JsonValue::Kind::object);
  return {};
}

Result<void> JsonBuilder::key(std::string_view key) {
  open_.back()->members.push_back({.key = std::string(key), .value = {}});
  return {};
}

Result<void> JsonBuilder::end_object() {
  open_.pop_back();
  return {};
}

Result<void> JsonBuilder::begin_array() {
  enter(JsonValue::Kind::array);
  return {};
}

Result<void> JsonBuilder::end_array() {
  open_.pop_back();
  return {};
}

Result<void> JsonBuilder::string(std::string_view text) {
  next(JsonValue::Kind::string).text = text;
  return {};
}

Result<void> JsonBuilder::number(JsonNumber number) {
  auto& value = next(JsonValue::Kind::number);
  value.text = number.text;
  value.whole = number.whole;
  return {};
}

Result<void> JsonBuilder::boolean(bool truth) {
  next(JsonValue::Kind::boolean).truth = truth;
  return {};
}

Result<void> JsonBuilder::null() {
  next(JsonValue::Kind::null);
  return {};
}

Result<JsonValue> parse_json_value(std::string_view text, JsonLimits limits) {
  JsonBuilder builder;
  JsonScanner scanner(builder, limits);
  TRY(scanner.add(text));
  TRY(scanner.finish());
  return builder.take();
}

}  // namespace adder
