#pragma once

#include "base/core/key_set.h"
#include "base/core/result.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace adder {

// How much a document may ask of us before it is refused.
struct JsonLimits {
  std::size_t depth = 64;
  std::size_t string_bytes = std::size_t{16} << 20;  // of one string
  std::size_t number_bytes = 128;                    // of one number
  std::size_t keys = 2'000'000;                      // of all objects that are open at once
  std::uint64_t tokens = 100'000'000;                // keys and values
  std::size_t tree_bytes = std::size_t{256} << 20;   // of memory for what is kept of it as a tree
};

// A number as it is written, and its value where that is a whole number from 0 to 2^64-1.
struct JsonNumber {
  std::string_view text;
  std::optional<std::uint64_t> whole;
};

// Hears a document from its beginning to its end. What the views show lives for the call only. The
// first error ends the scan and is what the scanner returns.
class JsonHandler {
 public:
  virtual ~JsonHandler() = default;

  virtual Result<void> begin_object() = 0;
  virtual Result<void> key(std::string_view key) = 0;
  virtual Result<void> end_object() = 0;
  virtual Result<void> begin_array() = 0;
  virtual Result<void> end_array() = 0;
  virtual Result<void> string(std::string_view text) = 0;
  virtual Result<void> number(JsonNumber number) = 0;
  virtual Result<void> boolean(bool truth) = 0;
  virtual Result<void> null() = 0;

  // Something wrong that leaves no doubt where the rest goes on: a key for the second time, a NUL
  // or half a surrogate pair in a string (each reads as U+FFFD), a number no double can hold. Who
  // returns success hears the key, string or number next; otherwise the scan ends.
  virtual Result<void> flaw(Error error) { return error; }
};

// Reads JSON (RFC 8259) that arrives in any pieces, and keeps none of it but the token it is in and
// hashes of the open objects' keys. Stricter than most readers: what two of them might understand
// differently is an error that names its byte.
class JsonScanner {
 public:
  // `handler` must outlive the scanner.
  explicit JsonScanner(JsonHandler& handler, JsonLimits limits = {});

  // After an error every further call returns that same error.
  Result<void> add(std::string_view text);
  Result<void> add(std::span<const std::byte> bytes);

  // The document must be whole by now.
  Result<void> finish();

 private:
  enum class Inside { nothing, string, escape, unicode, word };
  enum class Expect { value, first_value, key, first_key, colon, comma, end };
  enum class Bracket { object, array };
  struct Level {
    Bracket bracket = Bracket::array;
    KeySet keys;
  };

  Result<void> scan();
  Result<void> scan_between_tokens();
  Result<void> open(Bracket bracket);
  Result<void> close(Bracket bracket);
  Result<void> colon();
  Result<void> comma();
  Result<void> begin_string();
  Result<void> begin_word();

  Result<void> scan_string();
  Result<void> scan_escape();
  Result<void> scan_unicode();
  Result<void> add_code(std::uint32_t code);
  Result<void> drop_half_pair();
  Result<void> end_string(std::string_view text);
  Result<void> end_key(std::string_view key);
  Result<void> scan_word();
  Result<void> end_word(std::string_view word);
  Result<void> end_number(std::string_view text);

  bool wants_value() const;
  Result<void> count_token();
  Result<void> grow_token(std::string_view run, std::size_t most, std::string_view what);
  void value_is_whole();
  std::uint64_t here() const;
  Error wrong(std::uint64_t byte, std::string_view what) const;

  JsonHandler& handler_;
  JsonLimits limits_;
  std::optional<Error> failure_;

  const char* begin_ = nullptr;  // the piece at hand
  const char* at_ = nullptr;
  const char* end_ = nullptr;
  std::uint64_t before_ = 0;  // bytes of earlier pieces

  Inside inside_ = Inside::nothing;
  Expect expect_ = Expect::value;
  std::vector<Level> levels_;  // those above depth_ are kept for the next one
  std::size_t depth_ = 0;
  std::size_t keys_ = 0;
  std::uint64_t tokens_ = 0;

  // The token at hand.
  std::string token_;  // what earlier pieces, and escapes, brought of it
  std::uint64_t token_at_ = 0;
  bool is_key_ = false;
  bool has_high_bytes_ = false;
  std::uint32_t code_ = 0;  // of \uXXXX
  unsigned digits_ = 0;
  std::uint32_t half_pair_ = 0;  // a high surrogate that waits for its low one
};

}  // namespace adder
