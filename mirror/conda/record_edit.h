#pragma once

#include "base/core/checksum.h"
#include "base/core/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace adder::mirror {

// What an index of ours says of a file whatever upstream says: the bytes we have, and since when.
struct RecordFacts {
  Sha256 sha256;
  std::uint64_t size = 0;
  std::uint64_t indexed_timestamp = 0;  // milliseconds
};

struct EditedRecord {
  std::string json;
  bool has_changed = false;  // it says more or less than upstream's: nobody signed that
};

// Upstream's record as we publish it: every byte of what it says stays, but where files lie is our
// business.
Result<EditedRecord> edit_record(std::string_view json, const RecordFacts& facts);

}  // namespace adder::mirror
