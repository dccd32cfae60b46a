#pragma once

#include "base/core/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace adder {

// One value of a settings file, or a whole table or list of them, and the line it stands on.
struct Setting {
  enum class Kind { table, list, text, number, flag, other };

  Kind kind = Kind::table;
  std::string key = {};   // empty in a list
  std::string text = {};  // of a text; of other: what it is, such as "a date"
  std::int64_t number = 0;
  bool flag = false;
  std::vector<Setting> children =
      {};  // of a table in the order of their keys, of a list in its own
  int line = 0;

  const Setting* find(std::string_view name) const;

  // As messages show it: "many", 42, true, a list.
  std::string words() const;
};

// Reads TOML. An error says FILE:LINE and what is wrong there.
Result<Setting> parse_toml(std::string_view text, std::string_view file);

// Writes a table: first its own values, then the sections below it, children in the order given.
std::string to_toml(const Setting& table);
std::string to_json(const Setting& table);

}  // namespace adder
