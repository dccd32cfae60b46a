#include "base/io/unpacker.h"

#include "base/core/handle.h"
#include "base/core/text.h"

#include <bzlib.h>
#include <zstd.h>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>

namespace adder::io {

namespace {

constexpr std::size_t kPiece = std::size_t{256} << 10;

Error broken(std::string_view kind, std::string_view why) {
  return {Error::Kind::corrupt, cat("not valid ", kind, ": ", why)};
}

Error cut_off(std::string_view kind) {
  return {Error::Kind::corrupt, cat(kind, " data cut off")};
}

}  // namespace

// What one packing needs to know; the budget and the first error are common to all.
class Unpacker::Method {
 public:
  Method(std::uint64_t most, Take take) : most_(most), take_(std::move(take)) {}
  virtual ~Method() = default;

  Result<void> add(std::string_view packed) {
    return keep(trouble_ ? Result<void>() : eat(packed));
  }
  Result<void> finish() { return keep(trouble_ ? Result<void>() : end()); }

 protected:
  virtual Result<void> eat(std::string_view packed) = 0;
  virtual Result<void> end() = 0;

  Result<void> hand_out(std::string_view piece) {
    if (piece.empty()) return {};
    if (piece.size() > most_ - given_) {
      return Error(Error::Kind::corrupt, cat("it unpacks to more than ", most_, " bytes"));
    }
    given_ += piece.size();
    return take_(piece);
  }

 private:
  Result<void> keep(Result<void> outcome) {
    if (!trouble_ && !outcome) trouble_ = std::move(outcome).error();
    return trouble_ ? Result<void>(*trouble_) : Result<void>();
  }

  std::uint64_t most_;
  std::uint64_t given_ = 0;
  Take take_;
  std::optional<Error> trouble_;
};

class Unpacker::Plain final : public Method {
  using Method::Method;
  Result<void> eat(std::string_view packed) override { return hand_out(packed); }
  Result<void> end() override { return {}; }
};

class Unpacker::Zstd final : public Method {
 public:
  using Method::Method;

 private:
  Result<void> eat(std::string_view packed) override {
    ZSTD_inBuffer in{packed.data(), packed.size(), 0};
    bool is_full = false;  // then there may be more to come out although all has gone in
    while (in.pos < in.size || is_full) {
      ZSTD_outBuffer out{piece_.data(), piece_.size(), 0};
      left_ = ZSTD_decompressStream(stream_.get(), &out, &in);
      if (ZSTD_isError(left_) != 0) return broken("zstd", ZSTD_getErrorName(left_));
      is_full = out.pos == out.size && left_ != 0;
      TRY(hand_out(std::string_view(piece_).substr(0, out.pos)));
    }
    return {};
  }

  Result<void> end() override { return left_ == 0 ? Result<void>() : cut_off("zstd"); }

  Handle<ZSTD_DStream, ZSTD_freeDStream> stream_{ZSTD_createDStream()};
  std::string piece_ = std::string(kPiece, '\0');
  std::size_t left_ = 1;  // 0 behind the last byte of a frame
};

class Unpacker::Bzip2 final : public Method {
 public:
  using Method::Method;
  Bzip2(const Bzip2&) = delete;
  Bzip2& operator=(const Bzip2&) = delete;
  ~Bzip2() override { close(); }

 private:
  Result<void> eat(std::string_view packed) override {
    // Its sizes are those of an unsigned int.
    constexpr auto kMost = std::size_t{1} << 30;
    for (; !packed.empty(); packed.remove_prefix(std::min(packed.size(), kMost))) {
      TRY(eat_some(packed.substr(0, kMost)));
    }
    return {};
  }

  Result<void> eat_some(std::string_view packed) {
    stream_.next_in = const_cast<char*>(packed.data());
    stream_.avail_in = static_cast<unsigned>(packed.size());
    bool is_full = false;
    while (stream_.avail_in > 0 || is_full) {
      if (!is_open_) open();
      stream_.next_out = piece_.data();
      stream_.avail_out = static_cast<unsigned>(piece_.size());
      const auto code = BZ2_bzDecompress(&stream_);
      if (code != BZ_OK && code != BZ_STREAM_END) return broken("bzip2", "its blocks are damaged");
      is_full = stream_.avail_out == 0 && code == BZ_OK;
      TRY(hand_out(std::string_view(piece_).substr(0, piece_.size() - stream_.avail_out)));
      if (code == BZ_STREAM_END) close();
    }
    return {};
  }

  Result<void> end() override { return began_ && !is_open_ ? Result<void>() : cut_off("bzip2"); }

  void open() {
    // Fails only without memory, and nothing here can go on without.
    if (BZ2_bzDecompressInit(&stream_, 0, 0) != BZ_OK) std::abort();
    is_open_ = began_ = true;
  }

  void close() {
    if (is_open_) BZ2_bzDecompressEnd(&stream_);
    is_open_ = false;
  }

  bz_stream stream_{};
  std::string piece_ = std::string(kPiece, '\0');
  bool is_open_ = false;  // within a stream
  bool began_ = false;
};

Unpacker::Unpacker(Packing packing, std::uint64_t most, Take take) {
  if (packing == Packing::none) method_ = std::make_unique<Plain>(most, std::move(take));
  if (packing == Packing::zstd) method_ = std::make_unique<Zstd>(most, std::move(take));
  if (packing == Packing::bzip2) method_ = std::make_unique<Bzip2>(most, std::move(take));
}
Unpacker::Unpacker(Unpacker&&) noexcept = default;
Unpacker& Unpacker::operator=(Unpacker&&) noexcept = default;
Unpacker::~Unpacker() = default;

Result<void> Unpacker::add(std::string_view packed) {
  return method_->add(packed);
}

Result<void> Unpacker::finish() {
  return method_->finish();
}

}  // namespace adder::io
