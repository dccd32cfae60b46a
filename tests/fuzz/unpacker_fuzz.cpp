#include "base/io/unpacker.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

namespace {

constexpr std::uint64_t kMost = 1 << 20;

// What came out; nothing: it was refused.
std::optional<std::string> unpacked(adder::io::Packing packing, std::string_view packed,
                                    std::size_t piece) {
  std::string text;
  adder::io::Unpacker unpacker(packing, kMost, [&](std::string_view part) -> adder::Result<void> {
    text += part;
    if (text.size() > kMost) std::abort();
    return {};
  });
  for (; !packed.empty(); packed.remove_prefix(std::min(piece, packed.size()))) {
    if (!unpacker.add(packed.substr(0, piece))) return std::nullopt;
  }
  if (!unpacker.finish()) return std::nullopt;
  return text;
}

}  // namespace

// Never more than was allowed comes out, and it is the same however it came.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const auto packing : {adder::io::Packing::zstd, adder::io::Packing::bzip2}) {
    const auto whole = unpacked(packing, bytes, size + 1);
    if (unpacked(packing, bytes, 7) != whole) std::abort();
  }
  return 0;
}
