#include "base/io/inflate.h"

#include "base/core/handle.h"

#include <zlib.h>

#include <algorithm>
#include <limits>

namespace adder::io {

namespace {

using Inflation = Handle<z_stream, inflateEnd>;

constexpr std::size_t kMostAtOnce = std::numeric_limits<uInt>::max();

// zlib counts in 32 bits: longer buffers are handed over in parts.
uInt part_of(std::size_t left) {
  return static_cast<uInt>(std::min(left, kMostAtOnce));
}

// Gives the stream all of both buffers, until it ends or can go no further.
int run(z_stream& stream, std::string_view packed, std::string& out) {
  std::size_t in_left = packed.size();
  std::size_t out_left = out.size();
  int outcome = Z_OK;
  while (outcome == Z_OK) {
    const auto in = stream.avail_in = part_of(in_left);
    const auto room = stream.avail_out = part_of(out_left);
    outcome = inflate(&stream, Z_NO_FLUSH);
    in_left -= in - stream.avail_in;
    out_left -= room - stream.avail_out;
  }
  const bool is_exact = in_left == 0 && out_left == 0;
  return outcome == Z_STREAM_END && !is_exact ? Z_DATA_ERROR : outcome;
}

}  // namespace

std::optional<std::string> inflate_exactly(std::string_view packed, std::size_t size) {
  z_stream stream{};
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return std::nullopt;
  const Inflation inflation(&stream);
  std::string out(size, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  if (run(stream, packed, out) != Z_STREAM_END) return std::nullopt;
  return out;
}

std::uint32_t crc32_of(std::string_view bytes) {
  const auto* const begin = reinterpret_cast<const Bytef*>(bytes.data());
  return static_cast<std::uint32_t>(::crc32_z(0, begin, bytes.size()));
}

}  // namespace adder::io
