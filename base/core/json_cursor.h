#pragma once

#include "base/core/result.h"

#include <optional>
#include <string>
#include <string_view>

namespace adder {

// Steps through JSON that a JsonScanner has found to be right, value by value, and shows each as it
// is written. Anything else makes it stop with an error somewhere, never read on past the end.
class JsonCursor {
 public:
  explicit JsonCursor(std::string_view json) : rest_(json) {}

  // The next byte that is not white space; NUL at the end.
  char peek();

  // Passes `c` if it comes next.
  bool take(char c);

  // Passes one value of any kind, or the key that comes next.
  Result<std::string_view> value();

 private:
  Error wrong() const;

  std::string_view rest_;
};

// What a string means that is written as `json`, with its quotes.
Result<std::string> text_of_json(std::string_view json);

// The same without a copy where the string has no escapes.
std::optional<std::string_view> plain_text_of_json(std::string_view json);

// Appends a value without the white space between its tokens; every token stays as it is.
void append_compact_json(std::string& out, std::string_view json);

}  // namespace adder
