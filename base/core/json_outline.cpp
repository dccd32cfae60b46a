#include "base/core/json_outline.h"

#include "base/core/json_scanner.h"
#include "base/core/json_value.h"
#include "base/core/text.h"

#include <algorithm>
#include <utility>

namespace adder {

namespace {

constexpr std::size_t kLongestKey = std::size_t{64} << 10;
constexpr std::size_t kDeepest = 64;

constexpr bool is_white(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}
constexpr bool is_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
         c == '+' || c == '.';
}

// Needs no second look: what stands between the quotes is what it means.
bool is_plain(std::string_view text) {
  return std::ranges::all_of(
      text, [](char c) { return c != '\\' && static_cast<unsigned char>(c) < 0x80; });
}

// Reads one string, and tells what is wrong with it to another.
class StringReader final : public JsonBuilder {
 public:
  explicit StringReader(JsonOutlineHandler& handler) : handler_(handler) {}
  Result<void> flaw(Error error) override { return handler_.flaw(std::move(error)); }

 private:
  JsonOutlineHandler& handler_;
};

}  // namespace

Result<void> JsonOutline::add(std::string_view piece) {
  if (failure_) return *failure_;
  begin_ = at_ = piece.data();
  end_ = begin_ + piece.size();
  if (auto scanned = scan(); !scanned) {
    failure_ = std::move(scanned).error();
    return *failure_;
  }
  before_ += piece.size();
  begin_ = at_ = end_ = nullptr;
  return {};
}

Result<void> JsonOutline::finish() {
  if (!failure_ && inside_ == Inside::word) {
    if (auto ended = end_token({}); !ended) failure_ = std::move(ended).error();
  }
  if (!failure_ && expect_ != Expect::end) {
    failure_ = wrong(before_ == 0 ? "an empty document" : "the document is cut short");
  }
  if (failure_) return *failure_;
  return {};
}

Result<void> JsonOutline::scan() {
  while (at_ != end_) {
    switch (inside_) {
      case Inside::nothing:
        TRY(scan_between());
        break;
      case Inside::extent:
        TRY(scan_extent());
        break;
      case Inside::word:
        TRY(scan_word());
        break;
    }
  }
  return {};
}

Result<void> JsonOutline::scan_between() {
  while (is_white(*at_)) {
    if (++at_ == end_) return {};
  }
  const char c = *at_;
  switch (expect_) {
    case Expect::first_value:
      return c == ']' ? leave(c) : begin_value(c);
    case Expect::value:
      return begin_value(c);
    case Expect::first_key:
    case Expect::key:
      if (c == '}' && expect_ == Expect::first_key) return leave(c);
      if (c != '"') return wrong("expected a key");
      begin_key();
      return {};
    case Expect::colon:
      if (c != ':') return wrong("expected a colon");
      expect_ = Expect::value;
      ++at_;
      return {};
    case Expect::comma:
      return c == ',' ? comma() : leave(c);
    case Expect::end:
      break;
  }
  return wrong("something after the end of the document");
}

Result<void> JsonOutline::comma() {
  expect_ = open_.back() == '}' ? Expect::key : Expect::value;
  ++at_;
  return {};
}

void JsonOutline::begin_key() {
  extent_.begin('"');
  inside_ = Inside::extent;
  is_key_ = is_kept_ = true;
  is_too_long_ = false;
  most_ = kLongestKey;
  held_.clear();
}

Result<void> JsonOutline::begin_value(char first) {
  if (before_ == 0 && at_ == begin_ && first == '\xef') return wrong("a byte order mark");
  const bool is_bracket = first == '{' || first == '[';
  if (!is_bracket && first != '"' && !is_word(first)) return wrong("expected a value");
  TRY_ASSIGN(const auto take, handler_.begin(key_, first));
  if (take.what == JsonOutlineHandler::Take::What::enter) return enter(first);
  is_key_ = is_too_long_ = false;
  is_kept_ = take.what == JsonOutlineHandler::Take::What::keep;
  most_ = take.most;
  held_.clear();
  if (is_bracket || first == '"') {
    extent_.begin(first);
    inside_ = Inside::extent;
  } else {
    inside_ = Inside::word;
  }
  return {};
}

Result<void> JsonOutline::enter(char first) {
  if (first != '{' && first != '[') return wrong("expected an object or an array");
  if (open_.size() == kDeepest) return wrong("nested too deep");
  open_.push_back(first == '{' ? '}' : ']');
  expect_ = first == '{' ? Expect::first_key : Expect::first_value;
  key_.clear();
  ++at_;
  return {};
}

Result<void> JsonOutline::leave(char bracket) {
  if (bracket != open_.back()) return wrong("expected a comma or a closing bracket");
  open_.pop_back();
  key_.clear();
  expect_ = open_.empty() ? Expect::end : Expect::comma;
  ++at_;
  return handler_.leave();
}

Result<void> JsonOutline::scan_extent() {
  std::size_t taken = 0;
  const auto found = extent_.add(rest(), taken);
  if (found == JsonExtent::Found::error) return wrong(extent_.error(), taken);
  const auto run = rest().substr(0, taken);
  at_ += taken;
  if (found == JsonExtent::Found::end) return end_token(run);
  hold(run);
  return {};
}

Result<void> JsonOutline::scan_word() {
  const auto* const begin = at_;
  while (at_ != end_ && is_word(*at_)) ++at_;
  const std::string_view run(begin, static_cast<std::size_t>(at_ - begin));
  if (at_ != end_) return end_token(run);
  hold(run);
  return {};
}

void JsonOutline::hold(std::string_view run) {
  if (!is_kept_ || is_too_long_) return;
  is_too_long_ = run.size() > most_ - held_.size();
  if (is_too_long_) {
    held_.clear();
  } else {
    held_ += run;
  }
}

Result<void> JsonOutline::end_token(std::string_view run) {
  inside_ = Inside::nothing;
  // Nearly every token lies in one piece: it is shown where it stands.
  if (held_.empty() && !is_too_long_) {
    is_too_long_ = run.size() > most_;
  } else {
    hold(run);
    run = held_;
  }
  return is_key_ ? end_key(run) : end_value(run);
}

Result<void> JsonOutline::end_key(std::string_view text) {
  if (is_too_long_) return wrong(cat("a key of more than ", kLongestKey, " bytes"));
  expect_ = Expect::colon;
  const auto inner = text.substr(1, text.size() - 2);
  if (is_plain(inner)) {
    key_ = inner;
    return {};
  }
  StringReader reader(handler_);
  JsonScanner scanner(reader);
  TRY(scanner.add(text).during(cat("a key before byte ", before_ + (at_ - begin_))));
  key_ = reader.take().text;
  return {};
}

Result<void> JsonOutline::end_value(std::string_view text) {
  expect_ = open_.empty() ? Expect::end : Expect::comma;
  if (!is_kept_) return {};
  return is_too_long_ ? handler_.too_long() : handler_.kept(text);
}

Error JsonOutline::wrong(std::string_view what, std::size_t ahead) const {
  const auto byte = before_ + static_cast<std::uint64_t>(at_ - begin_) + ahead;
  return {Error::Kind::corrupt, cat("not valid JSON: byte ", byte, ": ", what)};
}

}  // namespace adder
