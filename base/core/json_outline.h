#pragma once

#include "base/core/json_extent.h"
#include "base/core/result.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace adder {

// Says, value by value, how far to look into a document.
class JsonOutlineHandler {
 public:
  struct Take {
    enum class What { enter, keep, skip };
    What what = What::skip;
    std::size_t most = 0;  // bytes of a value that is kept
  };

  virtual ~JsonOutlineHandler() = default;

  // A value begins with the byte `first`; in an object it stands under `key`. Only objects and
  // arrays can be entered: the values in them are asked for one by one.
  virtual Result<Take> begin(std::string_view key, char first) = 0;

  // The value as it was written. Only its brackets and strings have been looked at.
  virtual Result<void> kept(std::string_view json) = 0;
  virtual Result<void> too_long() = 0;  // instead of kept()

  // What was entered last has ended.
  virtual Result<void> leave() = 0;

  // Something wrong with the key of the next begin(), as in JsonHandler: the scan ends unless this
  // returns success.
  virtual Result<void> flaw(Error error) { return error; }
};

// Reads a JSON document that arrives in any pieces and hands out parts of it as they are written;
// the rest is passed over at the speed of memory. Holds the value at hand and nothing else.
class JsonOutline {
 public:
  // `handler` must outlive this.
  explicit JsonOutline(JsonOutlineHandler& handler) : handler_(handler) {}

  // After an error every further call returns that same error.
  Result<void> add(std::string_view piece);

  // The document must be whole by now.
  Result<void> finish();

 private:
  enum class Inside { nothing, extent, word };
  enum class Expect { value, first_value, key, first_key, colon, comma, end };

  Result<void> scan();
  Result<void> scan_between();
  Result<void> scan_extent();
  Result<void> scan_word();

  void begin_key();
  Result<void> begin_value(char first);
  Result<void> enter(char first);
  Result<void> leave(char bracket);
  Result<void> comma();
  void hold(std::string_view run);
  Result<void> end_token(std::string_view run);
  Result<void> end_key(std::string_view text);
  Result<void> end_value(std::string_view text);

  std::string_view rest() const { return {at_, static_cast<std::size_t>(end_ - at_)}; }
  Error wrong(std::string_view what, std::size_t ahead = 0) const;

  JsonOutlineHandler& handler_;
  std::optional<Error> failure_;

  const char* begin_ = nullptr;  // the piece at hand
  const char* at_ = nullptr;
  const char* end_ = nullptr;
  std::uint64_t before_ = 0;  // bytes of earlier pieces

  Inside inside_ = Inside::nothing;
  Expect expect_ = Expect::value;
  std::vector<char> open_;  // closing brackets of what was entered
  std::string key_;

  // The token at hand.
  JsonExtent extent_;
  bool is_key_ = false;
  bool is_kept_ = false;
  bool is_too_long_ = false;
  std::size_t most_ = 0;
  std::string held_;  // what earlier pieces brought of it
};

}  // namespace adder
