#include "base/core/json_extent.h"

#include <bit>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace adder {

namespace {

constexpr std::size_t kBlock = 64;
constexpr unsigned kDeepest = 64;

// Where the bytes that matter stand in a block, one bit for each of its bytes.
struct Marks {
  std::uint64_t quotes = 0;
  std::uint64_t backslashes = 0;
  std::uint64_t brackets = 0;
  std::uint64_t controls = 0;
};

#if defined(__SSE2__)

std::uint64_t bits(__m128i matches, std::size_t shift) {
  return static_cast<std::uint64_t>(static_cast<unsigned>(_mm_movemask_epi8(matches))) << shift;
}

Marks marks_of(const char* block) {
  const auto quote = _mm_set1_epi8('"');
  const auto backslash = _mm_set1_epi8('\\');
  const auto shape = _mm_set1_epi8(0x20);  // makes [ and ] the same as { and }
  const auto open = _mm_set1_epi8('{');
  const auto close = _mm_set1_epi8('}');
  const auto last_control = _mm_set1_epi8(0x1f);
  Marks marks;
  for (std::size_t i = 0; i < kBlock; i += sizeof(__m128i)) {
    const auto bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block + i));
    const auto shaped = _mm_or_si128(bytes, shape);
    marks.quotes |= bits(_mm_cmpeq_epi8(bytes, quote), i);
    marks.backslashes |= bits(_mm_cmpeq_epi8(bytes, backslash), i);
    marks.brackets |=
        bits(_mm_or_si128(_mm_cmpeq_epi8(shaped, open), _mm_cmpeq_epi8(shaped, close)), i);
    marks.controls |= bits(_mm_cmpeq_epi8(_mm_min_epu8(bytes, last_control), bytes), i);
  }
  return marks;
}

#else

Marks marks_of(const char* block) {
  Marks marks;
  for (std::size_t i = 0; i < kBlock; ++i) {
    const auto byte = static_cast<unsigned char>(block[i]);
    const auto bit = std::uint64_t{1} << i;
    if (byte == '"') marks.quotes |= bit;
    if (byte == '\\') marks.backslashes |= bit;
    if ((byte | 0x20U) == '{' || (byte | 0x20U) == '}') marks.brackets |= bit;
    if (byte < 0x20) marks.controls |= bit;
  }
  return marks;
}

#endif

// Each bit becomes the parity of itself and all lower ones: between quotes it is 1.
std::uint64_t parity(std::uint64_t bits) {
  for (unsigned step = 1; step < 64; step *= 2) bits ^= bits << step;
  return bits;
}

// The bytes that follow a backslash which is not itself escaped.
std::uint64_t escaped_bytes(std::uint64_t backslashes, std::uint64_t first_is_escaped) {
  if (backslashes == 0) return first_is_escaped;
  constexpr std::uint64_t even = 0x5555555555555555U;
  backslashes &= ~first_is_escaped;
  const auto follows = backslashes << 1U | first_is_escaped;
  const auto odd_starts = backslashes & ~even & ~follows;
  // The carry of the sum runs through each series of backslashes that began at an odd place.
  const auto flipped = (odd_starts + backslashes) << 1U;
  return (even ^ flipped) & follows;
}

constexpr std::uint64_t below(std::size_t bit) {
  return bit >= kBlock ? ~std::uint64_t{0} : (std::uint64_t{1} << bit) - 1;
}

}  // namespace

void JsonExtent::begin(char first) {
  is_string_ = first == '"';
  is_first_ = true;
  in_string_ = escaped_ = kinds_ = 0;
  depth_ = 0;
}

JsonExtent::Found JsonExtent::add(std::string_view piece, std::size_t& taken) {
  const auto* const begin = piece.data();
  std::size_t at = 0;
  while (at < piece.size()) {
    const auto left = piece.size() - at;
    std::size_t used = 0;
    auto found = Found::nothing;
    if (left >= kBlock) {
      found = add_block(begin + at, kBlock, used);
    } else {
      char last[kBlock];
      std::memset(last, ' ', kBlock);
      std::memcpy(last, begin + at, left);
      found = add_block(last, left, used);
    }
    if (found != Found::nothing) {
      taken = at + used;
      return found;
    }
    at += left >= kBlock ? kBlock : left;
  }
  taken = piece.size();
  return Found::nothing;
}

JsonExtent::Found JsonExtent::add_block(const char* block, std::size_t size, std::size_t& taken) {
  const auto marks = marks_of(block);
  const auto escaped = escaped_bytes(marks.backslashes, escaped_);
  auto quotes = marks.quotes & ~escaped;
  const auto in_string = parity(quotes) ^ in_string_;
  const auto wrong =
      ((marks.controls & in_string) | (marks.backslashes & ~in_string)) & below(size);

  auto found = Found::nothing;
  if (is_string_) {
    if (is_first_) quotes &= quotes - 1;
    if (quotes != 0) {
      found = Found::end;
      taken = static_cast<std::size_t>(std::countr_zero(quotes)) + 1;
    }
  } else {
    found = walk(marks.brackets & ~in_string, block, taken);
  }
  is_first_ = false;
  if (const auto seen = found == Found::nothing ? wrong : wrong & below(taken); seen != 0) {
    taken = static_cast<std::size_t>(std::countr_zero(seen));
    error_ = (marks.backslashes >> taken & 1U) != 0 ? "a backslash outside of a string"
                                                    : "a control character in a string";
    return Found::error;
  }
  in_string_ = std::uint64_t{0} - (in_string >> 63U);
  escaped_ = (marks.backslashes & ~escaped) >> (size - 1) & 1U;
  return found;
}

JsonExtent::Found JsonExtent::walk(std::uint64_t brackets, const char* block, std::size_t& taken) {
  for (; brackets != 0; brackets &= brackets - 1) {
    taken = static_cast<std::size_t>(std::countr_zero(brackets));
    const char bracket = block[taken];
    const std::uint64_t kind = bracket == '{' || bracket == '}' ? 1 : 0;
    if (bracket == '{' || bracket == '[') {
      if (depth_ == kDeepest) return error_ = "nested deeper than 64", Found::error;
      kinds_ = kinds_ << 1U | kind;
      ++depth_;
      continue;
    }
    if ((kinds_ & 1U) != kind) return error_ = "an unexpected closing bracket", Found::error;
    kinds_ >>= 1U;
    if (--depth_ == 0) return ++taken, Found::end;
  }
  return Found::nothing;
}

}  // namespace adder
