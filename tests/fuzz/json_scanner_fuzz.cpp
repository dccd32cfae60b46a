#include "base/core/json.h"
#include "base/core/json_value.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

constexpr adder::JsonLimits kSmall = {
    .depth = 8, .string_bytes = 64, .number_bytes = 24, .keys = 32, .tokens = 256};

// The same bytes in two pieces, cut where the input itself says.
bool reads_in_pieces(std::string_view text, std::size_t cut, adder::JsonValue& value) {
  adder::JsonBuilder builder;
  adder::JsonScanner scanner(builder);
  const bool is_good =
      scanner.add(text.substr(0, cut)) && scanner.add(text.substr(cut)) && scanner.finish();
  value = builder.take();
  return is_good;
}

}  // namespace

// How the bytes are cut makes no difference; what we accept other readers accept, and what we write
// of it reads the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static_cast<void>(adder::parse_json_value(text, kSmall));

  const auto value = adder::parse_json_value(text);
  adder::JsonValue pieces;
  const auto cut = size == 0 ? 0 : data[size / 2] % (size + 1);
  if (reads_in_pieces(text, cut, pieces) != static_cast<bool>(value)) std::abort();
  if (!value) return 0;
  if (pieces != *value || !adder::Json::accept(text)) std::abort();
  const auto again = adder::parse_json_value(value->json());
  if (!again || *again != *value || !adder::parse_json(text)) std::abort();
  return 0;
}
