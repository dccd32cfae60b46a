#pragma once

#include <cstddef>
#include <string_view>

namespace adder::conda {

// How many bytes a field of a record has that JSON spells in hex digits and a shard does not; 0: it
// is another kind of field.
constexpr std::size_t bytes_of_sum(std::string_view key) {
  if (key == "sha256") return 32;
  if (key == "md5" || key == "legacy_bz2_md5") return 16;
  return 0;
}

}  // namespace adder::conda
