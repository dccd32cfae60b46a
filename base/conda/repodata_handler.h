#pragma once

#include "base/conda/section.h"
#include "base/core/result.h"

#include <string_view>

namespace adder::conda {

// Hears what an index holds, in its order. JSON is valid, without duplicate keys, NULs or numbers
// that nobody can hold, and otherwise as it was written; views live for the call only. The first
// error ends the reading and is what the reader returns.
class RepodataHandler {
 public:
  virtual ~RepodataHandler() = default;

  // Whether to read this record; one that is not wanted costs next to nothing.
  virtual bool wants(Section section, std::string_view key) = 0;
  virtual Result<void> record(Section section, std::string_view key, std::string_view json) = 0;

  // A record that nobody should use: no object, too long, its key or one in it twice. It is left
  // out if this returns success; of two with one key it is the second.
  virtual Result<void> malformed(Section section, std::string_view key, Error why) = 0;

  // The value of `info`; also of `metadata`, as some name it. Where both are there, `info` counts.
  virtual Result<void> info(std::string_view json) = 0;
  virtual Result<void> removed(std::string_view file_name) = 0;

  virtual bool wants_signatures(std::string_view file_name) = 0;
  virtual Result<void> signatures(std::string_view file_name, std::string_view json) = 0;

  // A key at the top that nobody knows, or a section of `v3` that nobody knows.
  enum class Place { top, v3 };
  virtual Result<void> unknown(Place place, std::string_view key, std::string_view json) = 0;
};

}  // namespace adder::conda
