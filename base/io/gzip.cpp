#include "base/io/gzip.h"

#include "base/core/handle.h"
#include "base/core/text.h"

#include <zlib.h>

#include <algorithm>
#include <cstdlib>

namespace adder::io {

namespace {

constexpr int kLevel = 6;
constexpr int kGzipWindow = 15 + 16;
constexpr int kMemory = 8;
constexpr std::size_t kFirstRoom = std::size_t{64} << 10;

using Inflating = Handle<z_stream, inflateEnd>;

Error broken(std::string_view why) {
  return {Error::Kind::corrupt, cat("not one whole gzip member: ", why)};
}

}  // namespace

std::string gzip(std::string_view text) {
  z_stream stream{};
  // Fails only without memory, and nothing here can go on without.
  if (deflateInit2(&stream, kLevel, Z_DEFLATED, kGzipWindow, kMemory, Z_DEFAULT_STRATEGY) != Z_OK) {
    std::abort();
  }
  std::string out(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  if (deflate(&stream, Z_FINISH) != Z_STREAM_END) std::abort();
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

Result<std::string> gunzip(std::string_view packed, std::size_t most) {
  z_stream stream{};
  if (inflateInit2(&stream, kGzipWindow) != Z_OK) std::abort();
  const Inflating inflating(&stream);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  std::string out;
  while (true) {
    // One byte more than allowed tells what is too long from what is just as long as allowed.
    out.resize(std::min(std::max(kFirstRoom, out.size() * 2), most + 1));
    stream.next_out = reinterpret_cast<Bytef*>(out.data()) + stream.total_out;
    stream.avail_out = static_cast<uInt>(out.size() - stream.total_out);
    const int code = inflate(&stream, Z_NO_FLUSH);
    if (stream.total_out > most) return broken(cat("longer than ", most, " bytes"));
    if (code == Z_STREAM_END) break;
    if (code != Z_OK || stream.avail_out > 0) return broken("broken or cut short");
  }
  if (stream.avail_in > 0) return broken("more bytes follow");
  out.resize(stream.total_out);
  return out;
}

}  // namespace adder::io
