#pragma once

#include "base/core/checksum.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>

struct evp_md_ctx_st;
struct crypto_generichash_blake2b_state;

namespace adder::io {

struct FreeEvp {
  void operator()(evp_md_ctx_st* context) const noexcept;
};
using EvpContext = std::unique_ptr<evp_md_ctx_st, FreeEvp>;

// What some bytes turned out to be. MD5 costs more than the other two together and is made only
// for those who have nothing better to compare with.
struct Digests {
  Sha256 sha256;
  Blake2b blake2b;
  std::optional<Md5> md5;

  friend bool operator==(const Digests&, const Digests&) = default;
};

// Computes all digests of bytes that come in pieces, in one pass, while the bytes are in cache.
class Hasher {
 public:
  enum class Kinds { sha256_and_blake2b, md5_too };

  explicit Hasher(Kinds kinds = Kinds::sha256_and_blake2b);

  void add(std::span<const std::byte> bytes);
  Digests finish() &&;

 private:
  struct FreeBlake2b {
    void operator()(crypto_generichash_blake2b_state* state) const noexcept;
  };

  EvpContext sha256_;
  // OpenSSL 3.0 makes BLAKE2b of 512 bits only, and a shorter one is not its beginning: libsodium.
  std::unique_ptr<crypto_generichash_blake2b_state, FreeBlake2b> blake2b_;
  EvpContext md5_;  // empty when nobody asked for it
};

// SHA-256 alone, of bytes that come in pieces.
class Sha256Hasher {
 public:
  Sha256Hasher();

  void add(std::span<const std::byte> bytes);
  Sha256 finish() &&;

 private:
  EvpContext sha256_;
};

Sha256 sha256_of(std::span<const std::byte> bytes);
Sha256 sha256_of(std::string_view text);
Digests digests_of(std::string_view text);
Result<Sha256> sha256_of_file(const std::filesystem::path& path);
Result<Digests> digests_of_file(const std::filesystem::path& path,
                                Hasher::Kinds kinds = Hasher::Kinds::sha256_and_blake2b);

}  // namespace adder::io
