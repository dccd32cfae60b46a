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

Result<void> JsonBuilder::take_room(std::size_t bytes) {
  if (bytes > room_) {
    return Error(Error::Kind::too_long, "a JSON document that takes too much memory");
  }
  room_ -= bytes;
  return {};
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

Result<void> JsonBuilder::enter(JsonValue::Kind kind) {
  TRY(take_room(sizeof(JsonMember)));
  open_.push_back(&next(kind));
  return {};
}

Result<void> JsonBuilder::begin_object() {
  return enter(JsonValue::Kind::object);
}

// The member's own room is taken with its value.
Result<void> JsonBuilder::key(std::string_view key) {
  TRY(take_room(key.size()));
  open_.back()->members.push_back({.key = std::string(key), .value = {}});
  return {};
}

Result<void> JsonBuilder::end_object() {
  open_.pop_back();
  return {};
}

Result<void> JsonBuilder::begin_array() {
  return enter(JsonValue::Kind::array);
}

Result<void> JsonBuilder::end_array() {
  open_.pop_back();
  return {};
}

Result<void> JsonBuilder::string(std::string_view text) {
  TRY(take_room(sizeof(JsonMember) + text.size()));
  next(JsonValue::Kind::string).text = text;
  return {};
}

Result<void> JsonBuilder::number(JsonNumber number) {
  TRY(take_room(sizeof(JsonMember) + number.text.size()));
  auto& value = next(JsonValue::Kind::number);
  value.text = number.text;
  value.whole = number.whole;
  return {};
}

Result<void> JsonBuilder::boolean(bool truth) {
  TRY(take_room(sizeof(JsonMember)));
  next(JsonValue::Kind::boolean).truth = truth;
  return {};
}

Result<void> JsonBuilder::null() {
  TRY(take_room(sizeof(JsonMember)));
  next(JsonValue::Kind::null);
  return {};
}

Result<JsonValue> parse_json_value(std::string_view text, JsonLimits limits) {
  JsonBuilder builder(limits.tree_bytes);
  JsonScanner scanner(builder, limits);
  TRY(scanner.add(text));
  TRY(scanner.finish());
  return builder.take();
}

}  // namespace adder
