#pragma once

#include "base/core/result.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace adder::conda {

// Takes the bytes of a document as they come.
using Put = std::function<Result<void>(std::string_view)>;

// Where a value stands in what was written.
struct Extent {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
};

// Writes one JSON object of objects, an entry a line, without ever holding more than some of it.
// When Put has failed, nothing more is given to it and every call that can says so.
class SectionWriter {
 public:
  explicit SectionWriter(Put put) : put_(std::move(put)) { out_ = '{'; }

  // A member of the object at hand; `json` loses the white space between its tokens.
  Result<Extent> member(std::string_view key, std::string_view json);
  Result<Extent> line(std::string_view key, std::string_view json);
  void name_line(std::string_view text);  // an element of the array at hand

  // `bracket` is the opening one, at both ends.
  void begin(std::string_view key, char bracket);
  void end(char bracket);

  // Closes the whole and gives all of it away.
  Result<void> finish();

  std::uint64_t written() const noexcept { return given_ + out_.size(); }

 private:
  Result<Extent> value(std::string_view json);
  void separate(std::string_view before_next, std::string_view before_first);
  Result<void> give();

  Put put_;
  std::string out_;
  std::uint64_t given_ = 0;
  std::optional<Error> failure_;
  bool is_first_ = true;
};

}  // namespace adder::conda
