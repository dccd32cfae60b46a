#include "base/core/json_scanner.h"

#include "base/core/text.h"

// Between the tokens: brackets, commas and colons. The tokens themselves are in json_tokens.cpp.
namespace adder {

namespace {

constexpr bool is_white(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

}  // namespace

JsonScanner::JsonScanner(JsonHandler& handler, JsonLimits limits)
    : handler_(handler), limits_(limits) {}

Result<void> JsonScanner::add(std::span<const std::byte> bytes) {
  return add({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

Result<void> JsonScanner::add(std::string_view text) {
  if (failure_) return *failure_;
  begin_ = at_ = text.data();
  end_ = begin_ + text.size();
  if (auto scanned = scan(); !scanned) {
    failure_ = std::move(scanned).error();
    return *failure_;
  }
  before_ += text.size();
  begin_ = at_ = end_ = nullptr;
  return {};
}

Result<void> JsonScanner::finish() {
  // Nothing but the end of the document shows that a number at its very end is whole.
  if (!failure_ && inside_ == Inside::word) {
    if (auto ended = end_word(token_); !ended) failure_ = std::move(ended).error();
  }
  if (!failure_ && expect_ != Expect::end) {
    failure_ = wrong(here(), here() == 0 ? "an empty document" : "the document is cut short");
  }
  if (failure_) return *failure_;
  return {};
}

Result<void> JsonScanner::scan() {
  while (at_ != end_) {
    switch (inside_) {
      case Inside::nothing:
        TRY(scan_between_tokens());
        break;
      case Inside::string:
        TRY(scan_string());
        break;
      case Inside::escape:
        TRY(scan_escape());
        break;
      case Inside::unicode:
        TRY(scan_unicode());
        break;
      case Inside::word:
        TRY(scan_word());
        break;
    }
  }
  return {};
}

Result<void> JsonScanner::scan_between_tokens() {
  while (is_white(*at_)) {
    if (++at_ == end_) return {};
  }
  switch (*at_) {
    case '{':
      return open(Bracket::object);
    case '[':
      return open(Bracket::array);
    case '}':
      return close(Bracket::object);
    case ']':
      return close(Bracket::array);
    case ':':
      return colon();
    case ',':
      return comma();
    case '"':
      return begin_string();
    default:
      return begin_word();
  }
}

Result<void> JsonScanner::open(Bracket bracket) {
  if (!wants_value()) return wrong(here(), "an unexpected bracket");
  if (depth_ == limits_.depth) return wrong(here(), cat("nested deeper than ", limits_.depth));
  TRY(count_token());
  if (levels_.size() == depth_) levels_.emplace_back();
  levels_[depth_++].bracket = bracket;
  ++at_;
  if (bracket == Bracket::object) {
    expect_ = Expect::first_key;
    return handler_.begin_object();
  }
  expect_ = Expect::first_value;
  return handler_.begin_array();
}

Result<void> JsonScanner::close(Bracket bracket) {
  const auto empty = bracket == Bracket::object ? Expect::first_key : Expect::first_value;
  const bool may_close = expect_ == empty || expect_ == Expect::comma;
  if (!may_close || levels_[depth_ - 1].bracket != bracket) {
    return wrong(here(), "an unexpected closing bracket");
  }
  auto& keys = levels_[--depth_].keys;
  keys_ -= keys.size();
  keys.clear();
  ++at_;
  value_is_whole();
  return bracket == Bracket::object ? handler_.end_object() : handler_.end_array();
}

Result<void> JsonScanner::colon() {
  if (expect_ != Expect::colon) return wrong(here(), "an unexpected colon");
  expect_ = Expect::value;
  ++at_;
  return {};
}

Result<void> JsonScanner::comma() {
  if (expect_ != Expect::comma) return wrong(here(), "an unexpected comma");
  const bool in_object = levels_[depth_ - 1].bracket == Bracket::object;
  expect_ = in_object ? Expect::key : Expect::value;
  ++at_;
  return {};
}

Result<void> JsonScanner::begin_string() {
  is_key_ = expect_ == Expect::key || expect_ == Expect::first_key;
  if (!is_key_ && !wants_value()) return wrong(here(), "an unexpected string");
  TRY(count_token());
  token_.clear();
  token_at_ = here();
  has_high_bytes_ = false;
  inside_ = Inside::string;
  ++at_;
  return {};
}

Result<void> JsonScanner::begin_word() {
  if (here() == 0 && *at_ == '\xef') return wrong(0, "a byte order mark");
  if (expect_ == Expect::end) return wrong(here(), "something after the end of the document");
  if (!wants_value()) {
    return wrong(here(), cat("expected ",
                             expect_ == Expect::colon   ? "a colon"
                             : expect_ == Expect::comma ? "a comma"
                                                        : "a key",
                             ", found '", printable({at_, 1}), "'"));
  }
  TRY(count_token());
  token_.clear();
  token_at_ = here();
  inside_ = Inside::word;
  return {};
}

bool JsonScanner::wants_value() const {
  return expect_ == Expect::value || expect_ == Expect::first_value;
}

void JsonScanner::value_is_whole() {
  inside_ = Inside::nothing;
  expect_ = depth_ == 0 ? Expect::end : Expect::comma;
}

Result<void> JsonScanner::count_token() {
  if (++tokens_ > limits_.tokens)
    return wrong(here(), cat("more than ", limits_.tokens, " values"));
  return {};
}

std::uint64_t JsonScanner::here() const {
  return before_ + static_cast<std::uint64_t>(at_ - begin_);
}

Error JsonScanner::wrong(std::uint64_t byte, std::string_view what) const {
  return {Error::Kind::corrupt, cat("not valid JSON: byte ", byte, ": ", what)};
}

}  // namespace adder
