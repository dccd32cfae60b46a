#include "base/io/hasher.h"

#include "base/io/file.h"

#include <openssl/evp.h>

#include <sodium/crypto_generichash_blake2b.h>

#include <algorithm>
#include <cstdlib>
#include <new>
#include <utility>

namespace adder::io {

namespace {

// As much as stays in the first cache while every digest has its turn.
constexpr std::size_t kTurn = std::size_t{16} << 10;

constexpr std::size_t kBlake2bSize = sizeof(Blake2b::bytes);

// The digest calls of both libraries fail only when a library itself is broken; no caller could go
// on.
void must(int ok) {
  if (ok != 1) std::abort();
}

// Looking an algorithm up by name costs more than hashing a small file: done once.
const EVP_MD* algorithm(const char* name) {
  const EVP_MD* found = EVP_MD_fetch(nullptr, name, nullptr);
  if (found == nullptr) std::abort();
  return found;
}

const EVP_MD* sha256() {
  static const EVP_MD* const found = algorithm("SHA2-256");
  return found;
}

const EVP_MD* md5() {
  static const EVP_MD* const found = algorithm("MD5");
  return found;
}

void update(EVP_MD_CTX* context, std::span<const std::byte> bytes) {
  if (context != nullptr) must(EVP_DigestUpdate(context, bytes.data(), bytes.size()));
}

template <class Digest>
Digest finished(EVP_MD_CTX* context) {
  Digest digest;
  must(EVP_DigestFinal_ex(context, reinterpret_cast<unsigned char*>(digest.bytes.data()), nullptr));
  return digest;
}

}  // namespace

void FreeEvp::operator()(evp_md_ctx_st* context) const noexcept {
  EVP_MD_CTX_free(context);
}

void Hasher::FreeBlake2b::operator()(crypto_generichash_blake2b_state* state) const noexcept {
  ::operator delete (state, std::align_val_t{alignof(crypto_generichash_blake2b_state)});
}

Hasher::Hasher(Kinds kinds)
    : sha256_(EVP_MD_CTX_new()), blake2b_(new crypto_generichash_blake2b_state) {
  must(EVP_DigestInit_ex2(sha256_.get(), sha256(), nullptr));
  must(crypto_generichash_blake2b_init(blake2b_.get(), nullptr, 0, kBlake2bSize) == 0);
  if (kinds == Kinds::md5_too) {
    md5_.reset(EVP_MD_CTX_new());
    must(EVP_DigestInit_ex2(md5_.get(), md5(), nullptr));
  }
}

void Hasher::add(std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const auto turn = bytes.first(std::min(bytes.size(), kTurn));
    update(sha256_.get(), turn);
    const auto* data = reinterpret_cast<const unsigned char*>(turn.data());
    must(crypto_generichash_blake2b_update(blake2b_.get(), data, turn.size()) == 0);
    update(md5_.get(), turn);
    bytes = bytes.subspan(turn.size());
  }
}

Digests Hasher::finish() && {
  Digests digests;
  digests.sha256 = finished<Sha256>(sha256_.get());
  auto* blake2b = reinterpret_cast<unsigned char*>(digests.blake2b.bytes.data());
  must(crypto_generichash_blake2b_final(blake2b_.get(), blake2b, kBlake2bSize) == 0);
  if (md5_ != nullptr) digests.md5 = finished<Md5>(md5_.get());
  return digests;
}

Sha256Hasher::Sha256Hasher() : sha256_(EVP_MD_CTX_new()) {
  must(EVP_DigestInit_ex2(sha256_.get(), sha256(), nullptr));
}

void Sha256Hasher::add(std::span<const std::byte> bytes) {
  update(sha256_.get(), bytes);
}

Sha256 Sha256Hasher::finish() && {
  return finished<Sha256>(sha256_.get());
}

Sha256 sha256_of(std::span<const std::byte> bytes) {
  Sha256 digest;
  auto* out = reinterpret_cast<unsigned char*>(digest.bytes.data());
  must(EVP_Digest(bytes.data(), bytes.size(), out, nullptr, sha256(), nullptr));
  return digest;
}

Sha256 sha256_of(std::string_view text) {
  return sha256_of(bytes_of(text));
}

Digests digests_of(std::string_view text) {
  Hasher hasher;
  hasher.add(bytes_of(text));
  return std::move(hasher).finish();
}

namespace {

template <class Hashing>
class HashingSink final : public Sink {
 public:
  explicit HashingSink(Hashing& hasher) : hasher_(hasher) {}
  Result<void> write(std::span<const std::byte> bytes) override {
    hasher_.add(bytes);
    return {};
  }

 private:
  Hashing& hasher_;
};

template <class Hashing>
auto hashed(const std::filesystem::path& path, Hashing hasher)
    -> Result<decltype(std::move(hasher).finish())> {
  HashingSink<Hashing> sink(hasher);
  TRY(pour(path, sink));
  return std::move(hasher).finish();
}

}  // namespace

Result<Digests> digests_of_file(const std::filesystem::path& path, Hasher::Kinds kinds) {
  return hashed(path, Hasher(kinds));
}

Result<Sha256> sha256_of_file(const std::filesystem::path& path) {
  return hashed(path, Sha256Hasher());
}

}  // namespace adder::io
