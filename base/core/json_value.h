#pragma once

#include "base/core/json_scanner.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace adder {

struct JsonMember;

// A value of a stranger's document: members in the order they came, numbers as they are written.
struct JsonValue {
  enum class Kind { null, boolean, number, string, array, object };

  Kind kind = Kind::null;
  bool truth = false;                  // of a boolean
  std::string text;                    // of a string; of a number as written
  std::optional<std::uint64_t> whole;  // of a number
  std::vector<JsonMember> members;     // of an object; of an array, without keys

  bool is(Kind other) const noexcept { return kind == other; }
  const JsonValue* find(std::string_view key) const;  // null: there is no such member

  // As JSON on one line, without spaces.
  std::string json() const;

  friend bool operator==(const JsonValue&, const JsonValue&) = default;
};

struct JsonMember {
  std::string key;
  JsonValue value;

  friend bool operator==(const JsonMember&, const JsonMember&) = default;
};

// Builds the value a scanner reads, unless that takes too much memory: a byte of a stranger's
// document may want a hundred of ours. One who wants some parts earlier derives from it and takes
// them out of the tree as soon as they are whole, which keeps long documents out of memory.
class JsonBuilder : public JsonHandler {
 public:
  explicit JsonBuilder(std::size_t most_bytes = JsonLimits{}.tree_bytes) : room_(most_bytes) {}

  Result<void> begin_object() override;
  Result<void> key(std::string_view key) override;
  Result<void> end_object() override;
  Result<void> begin_array() override;
  Result<void> end_array() override;
  Result<void> string(std::string_view text) override;
  Result<void> number(JsonNumber number) override;
  Result<void> boolean(bool truth) override;
  Result<void> null() override;

  JsonValue take() { return std::move(root_); }

 protected:
  // The containers that are open, from the root inwards.
  const std::vector<JsonValue*>& open() const noexcept { return open_; }

  // How many bytes more the tree may take. Who takes a part out of it gives its room back.
  std::size_t room() const noexcept { return room_; }
  void set_room(std::size_t bytes) noexcept { room_ = bytes; }

 private:
  Result<void> take_room(std::size_t bytes);
  JsonValue& next(JsonValue::Kind kind);
  Result<void> enter(JsonValue::Kind kind);

  std::size_t room_;
  JsonValue root_;
  std::vector<JsonValue*> open_;
};

Result<JsonValue> parse_json_value(std::string_view text, JsonLimits limits = {});

}  // namespace adder
