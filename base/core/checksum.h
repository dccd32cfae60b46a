#pragma once

#include "base/core/result.h"

#include <array>
#include <compare>
#include <cstddef>
#include <cstring>
#include <span>
#include <string>
#include <string_view>

namespace adder {

std::string to_hex(std::span<const std::byte> bytes);

// Fills `bytes` from exactly twice as many hex digits; says `name` when it cannot.
Result<void> from_hex(std::string_view hex, std::string_view name, std::span<std::byte> bytes);

// A digest is a value like a number: copy it, compare it, print it. The name keeps them apart.
template <class Name, std::size_t size>
struct Digest {
  std::array<std::byte, size> bytes{};

  static Result<Digest> from_hex(std::string_view hex) {
    Digest digest;
    TRY(adder::from_hex(hex, Name::kWords, digest.bytes));
    return digest;
  }
  std::string hex() const { return to_hex(bytes); }

  friend auto operator<=>(const Digest&, const Digest&) = default;
};

struct Sha256Name {
  static constexpr std::string_view kWords = "a SHA-256";
};
struct Blake2bName {
  static constexpr std::string_view kWords = "a BLAKE2b-256";
};
struct Md5Name {
  static constexpr std::string_view kWords = "an MD5";
};

using Sha256 = Digest<Sha256Name, 32>;
using Blake2b = Digest<Blake2bName, 32>;  // as PyPI uses it: 256 bits
using Md5 = Digest<Md5Name, 16>;

// For hash maps: the bytes of a digest are as random as any hash of them.
struct DigestHash {
  template <class Name, std::size_t size>
  std::size_t operator()(const Digest<Name, size>& digest) const noexcept {
    std::size_t out = 0;
    std::memcpy(&out, digest.bytes.data(), sizeof out);
    return out;
  }
};

}  // namespace adder
