#include "tests/support/gzip.h"

#include <zlib.h>

#include <algorithm>
#include <array>

namespace adder::testing {

namespace {

// Feeds zlib piece by piece, so that a bomb is never in memory unpacked.
class Packer {
 public:
  Packer() {
    deflateInit2(&stream_, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  }
  Packer(const Packer&) = delete;
  Packer& operator=(const Packer&) = delete;
  ~Packer() { deflateEnd(&stream_); }

  void add(std::string_view text, int flush) {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream_.avail_in = static_cast<uInt>(text.size());
    do {
      stream_.next_out = buffer_.data();
      stream_.avail_out = static_cast<uInt>(buffer_.size());
      deflate(&stream_, flush);
      packed_.append(reinterpret_cast<const char*>(buffer_.data()),
                     buffer_.size() - stream_.avail_out);
    } while (stream_.avail_out == 0);
  }

  std::string finish() && {
    add({}, Z_FINISH);
    return std::move(packed_);
  }

 private:
  z_stream stream_ = {};
  std::array<Bytef, 1 << 16> buffer_ = {};
  std::string packed_;
};

}  // namespace

std::string gzip(std::string_view text) {
  Packer packer;
  packer.add(text, Z_NO_FLUSH);
  return std::move(packer).finish();
}

std::string gzip_bomb(std::size_t unpacked_size) {
  const std::string zeros(std::size_t{1} << 20, '\0');
  Packer packer;
  while (unpacked_size > 0) {
    const auto piece = std::min(zeros.size(), unpacked_size);
    packer.add(std::string_view(zeros).substr(0, piece), Z_NO_FLUSH);
    unpacked_size -= piece;
  }
  return std::move(packer).finish();
}

}  // namespace adder::testing
