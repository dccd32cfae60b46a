#include "base/conda/raw_object.h"

#include "base/core/json_cursor.h"
#include "base/core/json_text.h"

#include <algorithm>
#include <utility>

namespace adder::conda {

namespace {

Error not_an_object() {
  return {Error::Kind::corrupt, "not a JSON object"};
}

}  // namespace

Result<RawObject> RawObject::read(std::string_view json) {
  JsonCursor cursor(json);
  RawObject object;
  if (!cursor.take('{')) return not_an_object();
  while (cursor.peek() == '"') {
    TRY_ASSIGN(const auto written, cursor.value());
    if (!cursor.take(':')) return not_an_object();
    TRY_ASSIGN(const auto value, cursor.value());
    auto key = plain_text_of_json(written);
    if (!key) {
      TRY_ASSIGN(auto text, text_of_json(written));
      key = object.own(std::move(text));
    }
    object.members_.push_back({.key = *key, .written = written, .value = value});
    if (!cursor.take(',')) break;
  }
  if (!cursor.take('}')) return not_an_object();
  return object;
}

const RawObject::Member* RawObject::find(std::string_view key) const {
  const auto member = std::ranges::find(members_, key, &Member::key);
  return member == members_.end() ? nullptr : &*member;
}

void RawObject::set(std::string_view key, std::string json) {
  const auto value = own(std::move(json));
  const auto member = std::ranges::find(members_, key, &Member::key);
  if (member != members_.end()) {
    member->value = value;
    return;
  }
  const auto owned_key = own(std::string(key));
  members_.push_back({.key = owned_key, .written = own(json_string(key)), .value = value});
}

void RawObject::set_text(std::string_view key, std::string_view text) {
  set(key, json_string(text));
}

void RawObject::remove(std::string_view key) {
  std::erase_if(members_, [&](const Member& member) { return member.key == key; });
}

void RawObject::append_to(std::string& out) const {
  out += '{';
  for (const auto& member : members_) {
    if (&member != &members_.front()) out += ',';
    out += member.written;
    out += ':';
    out += member.value;
  }
  out += '}';
}

std::string RawObject::json() const {
  std::string out;
  append_to(out);
  return out;
}

}  // namespace adder::conda
