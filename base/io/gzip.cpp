#include "base/io/gzip.h"

#include "base/core/handle.h"
#include "base/core/text.h"

#include <zlib.h>

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace adder::io {

namespace {

constexpr int kGzipWindow = 15 + 16;
constexpr int kMemory = 8;
constexpr std::size_t kRoom = std::size_t{64} << 10;
constexpr std::size_t kMostAtOnce = std::size_t{1} << 30;  // zlib counts in 32 bits

// Both fail only without memory, and nothing here can go on without.
void begin_packing(z_stream& stream, int level) {
  if (deflateInit2(&stream, level, Z_DEFLATED, kGzipWindow, kMemory, Z_DEFAULT_STRATEGY) != Z_OK) {
    std::abort();
  }
}
void begin_unpacking(z_stream& stream) {
  if (inflateInit2(&stream, kGzipWindow) != Z_OK) std::abort();
}

Bytef* bytes_for_zlib(const void* bytes) {
  return static_cast<Bytef*>(const_cast<void*>(bytes));
}

Error broken(std::string_view why) {
  return {Error::Kind::corrupt, cat("not one whole gzip member: ", why)};
}

// Where zlib writes to before it goes on.
class Room {
 public:
  void offer(z_stream& stream) {
    stream.next_out = reinterpret_cast<Bytef*>(bytes_.data());
    stream.avail_out = static_cast<uInt>(bytes_.size());
  }
  Result<void> hand_on(const z_stream& stream, Sink& to) const {
    const auto used = bytes_.size() - stream.avail_out;
    return used == 0 ? Result<void>() : to.write(std::span(bytes_).first(used));
  }

 private:
  std::vector<std::byte> bytes_ = std::vector<std::byte>(kRoom);
};

}  // namespace

std::string gzip(std::string_view text, int level) {
  z_stream stream{};
  begin_packing(stream, level);
  std::string out(deflateBound(&stream, text.size()), '\0');
  stream.next_in = bytes_for_zlib(text.data());
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  if (deflate(&stream, Z_FINISH) != Z_STREAM_END) std::abort();
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

struct GzipWriter::State {
  State(Sink& sink, int level) : to(sink) { begin_packing(stream, level); }

  Result<void> pack(int flush) {
    do {
      room.offer(stream);
      deflate(&stream, flush);
      TRY(room.hand_on(stream, to));
    } while (stream.avail_out == 0);
    return {};
  }

  Sink& to;
  z_stream stream{};
  Handle<z_stream, deflateEnd> end{&stream};
  Room room;
};

GzipWriter::GzipWriter(Sink& to, int level) : state_(std::make_unique<State>(to, level)) {}
GzipWriter::~GzipWriter() = default;

Result<void> GzipWriter::write(std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const auto turn = bytes.first(std::min(bytes.size(), kMostAtOnce));
    state_->stream.next_in = bytes_for_zlib(turn.data());
    state_->stream.avail_in = static_cast<uInt>(turn.size());
    TRY(state_->pack(Z_NO_FLUSH));
    bytes = bytes.subspan(turn.size());
  }
  return {};
}

Result<void> GzipWriter::finish() && {
  return state_->pack(Z_FINISH);
}

struct GunzipWriter::State {
  explicit State(Sink& sink) : to(sink) { begin_unpacking(stream); }

  Result<void> unpack() {
    while (!is_whole) {
      room.offer(stream);
      const int code = inflate(&stream, Z_NO_FLUSH);
      TRY(room.hand_on(stream, to));
      is_whole = code == Z_STREAM_END;
      // Nothing more can be done with what came so far.
      if (code == Z_BUF_ERROR || (code == Z_OK && stream.avail_out > 0)) return {};
      if (code != Z_OK && !is_whole) return broken("its bytes are broken");
    }
    return stream.avail_in > 0 ? broken("more bytes follow") : Result<void>();
  }

  Sink& to;
  z_stream stream{};
  Handle<z_stream, inflateEnd> end{&stream};
  Room room;
  bool is_whole = false;
};

GunzipWriter::GunzipWriter(Sink& to) : state_(std::make_unique<State>(to)) {}
GunzipWriter::~GunzipWriter() = default;

Result<void> GunzipWriter::write(std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const auto turn = bytes.first(std::min(bytes.size(), kMostAtOnce));
    state_->stream.next_in = bytes_for_zlib(turn.data());
    state_->stream.avail_in = static_cast<uInt>(turn.size());
    TRY(state_->unpack());
    bytes = bytes.subspan(turn.size());
  }
  return {};
}

Result<void> GunzipWriter::finish() && {
  return state_->is_whole ? Result<void>() : broken("it is cut short");
}

}  // namespace adder::io
