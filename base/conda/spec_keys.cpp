#include "base/conda/spec_keys.h"

#include "base/core/scanner.h"
#include "base/core/text.h"

namespace adder::conda {

namespace {

bool is_delimiter(char c) {
  return c == ',' || is_white(c);
}

bool may_stand_in_name(char c) {
  return is_letter(c) || is_digit(c) || c == '_' || c == '-';
}

Error problem(std::string_view why) {
  return {Error::Kind::invalid, std::string(why)};
}

// Up to the quote that a delimiter follows: the value may hold the same quotes, which people and
// programs write who put one match spec into another.
Result<std::string_view> take_quoted(Scanner& scan, char quote) {
  const auto rest = scan.rest();
  for (auto end = rest.find(quote); end != rest.npos; end = rest.find(quote, end + 1)) {
    if (end + 1 < rest.size() && !is_delimiter(rest[end + 1])) continue;
    scan.back_to(scan.position() + end + 1);
    return rest.substr(0, end);
  }
  return problem(cat("the quote in front of ", quoted(rest), " is not closed"));
}

// Up to a delimiter that is not between brackets.
Result<std::string_view> take_bare(Scanner& scan) {
  int depth = 0;
  const auto value = scan.take_while([&](char c) {
    if (c == '[') ++depth;
    if (c == ']') --depth;
    return depth >= 0 && (depth > 0 || !is_delimiter(c));
  });
  if (depth < 0) return problem("there is more than one pair of brackets");
  if (depth > 0) return problem(cat("a ']' is missing in ", quoted(value)));
  return value;
}

Result<SpecKey> take_key(Scanner& scan) {
  const auto name = scan.take_while(may_stand_in_name);
  scan.skip_white();
  if (name.empty() || !scan.take('=')) {
    return problem(cat("expected KEY=VALUE before ", quoted(cat(name, scan.rest())),
                       "; a value with a comma or a blank needs quotes"));
  }
  scan.skip_white();
  const auto quote = scan.take('\'') ? '\'' : scan.take('"') ? '"' : '\0';
  TRY_ASSIGN(const auto value, quote == '\0' ? take_bare(scan) : take_quoted(scan, quote));
  if (value.empty()) return problem(cat("the key ", quoted(name), " has no value"));
  return SpecKey{.name = std::string(name), .value = std::string(value)};
}

}  // namespace

Result<std::vector<SpecKey>> parse_spec_keys(std::string_view text) {
  std::vector<SpecKey> keys;
  Scanner scan(text);
  scan.take_while(is_delimiter);
  while (!scan.at_end()) {
    TRY_ASSIGN(auto key, take_key(scan));
    keys.push_back(std::move(key));
    scan.take_while(is_delimiter);
  }
  return keys;
}

}  // namespace adder::conda
