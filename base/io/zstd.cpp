#include "base/io/zstd.h"

#include "base/core/handle.h"
#include "base/core/text.h"

#include <zstd.h>

#include <cstdlib>
#include <utility>

namespace adder::io {

namespace {

using Packer = Handle<ZSTD_CStream, ZSTD_freeCStream>;
using Unpacker = Handle<ZSTD_DStream, ZSTD_freeDStream>;

constexpr int kQuick = 1;

// Packing fails only without memory, and nothing here can go on without.
std::size_t must(std::size_t code) {
  if (ZSTD_isError(code) != 0) std::abort();
  return code;
}

}  // namespace

std::string zstd(std::string_view text, int level) {
  std::string out(ZSTD_compressBound(text.size()), '\0');
  out.resize(must(ZSTD_compress(out.data(), out.size(), text.data(), text.size(), level)));
  return out;
}

Result<void> unzstd_pieces(std::string_view packed,
                           const std::function<Result<void>(std::string_view)>& take) {
  const Unpacker unpacker(ZSTD_createDStream());
  std::string piece(ZSTD_DStreamOutSize(), '\0');
  ZSTD_inBuffer in{packed.data(), packed.size(), 0};
  std::size_t left = 1;
  while (in.pos < in.size || left != 0) {
    ZSTD_outBuffer out{piece.data(), piece.size(), 0};
    const auto before = in.pos;
    left = ZSTD_decompressStream(unpacker.get(), &out, &in);
    if (ZSTD_isError(left) != 0) {
      return Error(Error::Kind::corrupt, cat("not valid zstd: ", ZSTD_getErrorName(left)));
    }
    if (in.pos == before && out.pos == 0) return Error(Error::Kind::corrupt, "zstd data cut off");
    TRY(take(std::string_view(piece).substr(0, out.pos)));
  }
  return {};
}

Result<std::string> unzstd(std::string_view packed, std::size_t most) {
  std::string text;
  TRY(unzstd_pieces(packed, [&](std::string_view piece) -> Result<void> {
    if (text.size() + piece.size() > most) {
      return Error(Error::Kind::corrupt, cat("zstd data unpacks to more than ", most, " bytes"));
    }
    text += piece;
    return {};
  }));
  return text;
}

struct ZstdWriter::State {
  Packer packer{ZSTD_createCStream()};
  std::string out;

  // True when all that was given is in `out`.
  bool push(ZSTD_inBuffer& in, ZSTD_EndDirective directive) {
    const auto at = out.size();
    out.resize(at + ZSTD_CStreamOutSize());
    ZSTD_outBuffer room{out.data() + at, out.size() - at, 0};
    const auto left = must(ZSTD_compressStream2(packer.get(), &room, &in, directive));
    out.resize(at + room.pos);
    return directive == ZSTD_e_end ? left == 0 : in.pos == in.size;
  }
};

ZstdWriter::ZstdWriter() : state_(std::make_unique<State>()) {
  must(ZSTD_CCtx_setParameter(state_->packer.get(), ZSTD_c_compressionLevel, kQuick));
}
ZstdWriter::ZstdWriter(ZstdWriter&&) noexcept = default;
ZstdWriter& ZstdWriter::operator=(ZstdWriter&&) noexcept = default;
ZstdWriter::~ZstdWriter() = default;

void ZstdWriter::add(std::string_view text) {
  ZSTD_inBuffer in{text.data(), text.size(), 0};
  while (!state_->push(in, ZSTD_e_continue)) continue;
}

std::string ZstdWriter::finish() && {
  ZSTD_inBuffer nothing{nullptr, 0, 0};
  while (!state_->push(nothing, ZSTD_e_end)) continue;
  return std::move(state_->out);
}

}  // namespace adder::io
