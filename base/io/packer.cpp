#include "base/io/packer.h"

#include "base/core/handle.h"
#include "base/core/text.h"

#include <archive.h>
#include <archive_entry.h>

#include <zstd.h>

#include <cstdlib>
#include <optional>
#include <utility>
#include <vector>

namespace adder::io {

namespace {

// Packing fails only without memory, and nothing here can go on without.
std::size_t must(std::size_t code) {
  if (ZSTD_isError(code) != 0) std::abort();
  return code;
}

class ZstdPacker final : public Packer {
 public:
  ZstdPacker(Sink& to, int level) : to_(to), out_(ZSTD_CStreamOutSize()) {
    must(ZSTD_CCtx_setParameter(stream_.get(), ZSTD_c_compressionLevel, level));
  }

  Result<void> write(std::span<const std::byte> bytes) override {
    ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
    while (in.pos < in.size) TRY(push(in, ZSTD_e_continue));
    return {};
  }

  Result<void> finish() override {
    ZSTD_inBuffer nothing{nullptr, 0, 0};
    while (!is_over_) TRY(push(nothing, ZSTD_e_end));
    return {};
  }

 private:
  Result<void> push(ZSTD_inBuffer& in, ZSTD_EndDirective directive) {
    ZSTD_outBuffer out{out_.data(), out_.size(), 0};
    const auto left = must(ZSTD_compressStream2(stream_.get(), &out, &in, directive));
    is_over_ = directive == ZSTD_e_end && left == 0;
    if (out.pos == 0) return {};
    return to_.write(std::span(out_).first(out.pos));
  }

  Sink& to_;
  Handle<ZSTD_CStream, ZSTD_freeCStream> stream_{ZSTD_createCStream()};
  std::vector<std::byte> out_;
  bool is_over_ = false;
};

// libarchive has it, for an archive that is nothing but one file.
class Bzip2Packer final : public Packer {
 public:
  explicit Bzip2Packer(Sink& to) : to_(to) {
    auto* const archive = archive_.get();
    archive_write_set_format_raw(archive);
    archive_write_add_filter_bzip2(archive);
    archive_write_set_bytes_per_block(archive, 0);
    archive_write_open(archive, this, nullptr, &Bzip2Packer::take, nullptr);
    const Handle<archive_entry, archive_entry_free> entry(archive_entry_new());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_write_header(archive, entry.get());
  }

  Result<void> write(std::span<const std::byte> bytes) override {
    if (archive_write_data(archive_.get(), bytes.data(), bytes.size()) < 0) return trouble();
    return {};
  }

  Result<void> finish() override {
    if (archive_write_close(archive_.get()) != ARCHIVE_OK) return trouble();
    return {};
  }

 private:
  static la_ssize_t take(archive* archive, void* packer, const void* bytes, std::size_t size) {
    auto& self = *static_cast<Bzip2Packer*>(packer);
    auto taken = self.to_.write(std::span(static_cast<const std::byte*>(bytes), size));
    if (taken) return static_cast<la_ssize_t>(size);
    self.trouble_ = std::move(taken).error();
    archive_set_error(archive, EIO, "the sink is full");
    return -1;
  }

  Error trouble() const {
    if (trouble_) return *trouble_;
    return {Error::Kind::io, cat("cannot pack by bzip2: ", archive_error_string(archive_.get()))};
  }

  Sink& to_;
  std::optional<Error> trouble_;
  Handle<archive, archive_write_free> archive_{archive_write_new()};
};

}  // namespace

std::unique_ptr<Packer> zstd_packer(Sink& to, int level) {
  return std::make_unique<ZstdPacker>(to, level);
}

std::unique_ptr<Packer> bzip2_packer(Sink& to) {
  return std::make_unique<Bzip2Packer>(to);
}

}  // namespace adder::io
