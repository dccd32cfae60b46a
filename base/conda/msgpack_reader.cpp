#include "base/conda/msgpack_reader.h"

#include "base/core/checksum.h"
#include "base/core/json_text.h"
#include "base/core/text.h"
#include "base/core/utf8.h"

#include <bit>
#include <charconv>
#include <cmath>
#include <iterator>
#include <span>

namespace adder::conda {

namespace {

constexpr unsigned kDeepest = 64;

std::int64_t sign_extended(std::uint64_t number, unsigned bytes) {
  const auto shift = 64 - 8 * bytes;
  return static_cast<std::int64_t>(number << shift) >> shift;
}

}  // namespace

using Value = MsgpackReader::Value;

Result<Value> MsgpackReader::next() {
  TRY_ASSIGN(const auto tag, big_endian(1));
  if (tag < 0x80) return Value{.kind = Kind::number, .number = tag};
  if (tag < 0x90) return of_size(Kind::map, tag & 0x0fU);
  if (tag < 0xa0) return of_size(Kind::array, tag & 0x0fU);
  if (tag < 0xc0) return of_size(Kind::text, tag & 0x1fU);
  if (tag >= 0xe0) return Value{.kind = Kind::negative, .negative = sign_extended(tag, 1)};
  switch (tag) {
    case 0xc0:
      return Value{};
    case 0xc2:
    case 0xc3:
      return Value{.kind = Kind::boolean, .truth = tag == 0xc3};
    case 0xc4:
    case 0xc5:
    case 0xc6:
      return sized(Kind::bytes, 1U << (tag - 0xc4));
    case 0xca:
    case 0xcb:
      return real(tag == 0xca ? 4 : 8);
    case 0xd9:
    case 0xda:
    case 0xdb:
      return sized(Kind::text, 1U << (tag - 0xd9));
    case 0xdc:
    case 0xdd:
      return sized(Kind::array, tag == 0xdc ? 2 : 4);
    case 0xde:
    case 0xdf:
      return sized(Kind::map, tag == 0xde ? 2 : 4);
    default:
      return integer(static_cast<unsigned>(tag));
  }
}

Result<Value> MsgpackReader::integer(unsigned tag) {
  const bool is_signed = tag >= 0xd0 && tag <= 0xd3;
  if (!is_signed && (tag < 0xcc || tag > 0xcf)) return wrong("a value of a kind we do not know");
  const auto bytes = 1U << (tag - (is_signed ? 0xd0U : 0xccU));
  TRY_ASSIGN(const auto number, big_endian(bytes));
  const auto value = sign_extended(number, bytes);
  if (is_signed && value < 0) return Value{.kind = Kind::negative, .negative = value};
  return Value{.kind = Kind::number, .number = number};
}

Result<std::uint64_t> MsgpackReader::big_endian(unsigned bytes) {
  if (rest_.size() < bytes) return wrong("it is cut short");
  std::uint64_t number = 0;
  for (const char c : rest_.substr(0, bytes)) {
    number = number << 8U | static_cast<unsigned char>(c);
  }
  rest_.remove_prefix(bytes);
  return number;
}

Result<Value> MsgpackReader::sized(Kind kind, unsigned bytes_of_size) {
  TRY_ASSIGN(const auto size, big_endian(bytes_of_size));
  return of_size(kind, size);
}

Result<Value> MsgpackReader::of_size(Kind kind, std::uint64_t size) {
  const auto least = kind == Kind::map ? 2 * size : size;  // bytes: one for each value
  if (least > rest_.size()) return wrong("it is cut short");
  if (kind == Kind::map || kind == Kind::array) return Value{.kind = kind, .size = size};
  const Value value{.kind = kind, .text = rest_.substr(0, size)};
  rest_.remove_prefix(size);
  return value;
}

Result<Value> MsgpackReader::real(unsigned bytes) {
  TRY_ASSIGN(const auto bits, big_endian(bytes));
  const double number =
      bytes == 4 ? static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(bits)))
                 : std::bit_cast<double>(bits);
  return Value{.kind = Kind::real, .real = number};
}

Result<Value> MsgpackReader::next(Kind kind) {
  TRY_ASSIGN(auto value, next());
  if (value.kind != kind) return wrong("a value of another kind than expected");
  return value;
}

Result<std::string_view> MsgpackReader::key() {
  TRY_ASSIGN(const auto value, next());
  if (value.kind != Kind::text && value.kind != Kind::bytes) return wrong("a key that is no text");
  if (find_bad_utf8(value.text)) return wrong("a text that is not UTF-8");
  return value.text;
}

Result<std::string_view> MsgpackReader::skip() {
  const auto before = rest_;
  for (std::uint64_t left = 1; left > 0; --left) {
    TRY_ASSIGN(const auto value, next());
    left += value.kind == Kind::map ? 2 * value.size : value.size;
  }
  return before.substr(0, before.size() - rest_.size());
}

Result<void> MsgpackReader::append_json(std::string& out) {
  TRY_ASSIGN(const auto value, next());
  return append_json(out, value, 0);
}

Result<void> MsgpackReader::append_json(std::string& out, const Value& value, unsigned depth) {
  if (depth == kDeepest) return wrong(cat("nested deeper than ", kDeepest));
  switch (value.kind) {
    case Kind::nil:
      out += "null";
      break;
    case Kind::boolean:
      out += value.truth ? "true" : "false";
      break;
    case Kind::number:
      out += cat(value.number);
      break;
    case Kind::negative:
      out += cat(value.negative);
      break;
    case Kind::real: {
      if (!std::isfinite(value.real)) return wrong("a number that is none");
      char digits[32];
      out.append(digits, std::to_chars(std::begin(digits), std::end(digits), value.real).ptr);
      break;
    }
    case Kind::text:
      return append_text(out, value.text);
    case Kind::bytes:
      append_json_string(out, to_hex(std::as_bytes(std::span(value.text))));
      break;
    case Kind::array:
      return append_elements(out, value, depth);
    case Kind::map:
      return append_members(out, value, depth);
  }
  return {};
}

Result<void> MsgpackReader::append_elements(std::string& out, const Value& array, unsigned depth) {
  out += '[';
  for (std::uint64_t i = 0; i < array.size; ++i) {
    if (i != 0) out += ',';
    TRY_ASSIGN(const auto element, next());
    TRY(append_json(out, element, depth + 1));
  }
  out += ']';
  return {};
}

Result<void> MsgpackReader::append_members(std::string& out, const Value& map, unsigned depth) {
  out += '{';
  for (std::uint64_t i = 0; i < map.size; ++i) {
    if (i != 0) out += ',';
    TRY_ASSIGN(const auto name, key());
    append_json_string(out, name);
    out += ':';
    TRY_ASSIGN(const auto value, next());
    TRY(append_json(out, value, depth + 1));
  }
  out += '}';
  return {};
}

Result<void> MsgpackReader::append_text(std::string& out, std::string_view text) const {
  if (find_bad_utf8(text)) return wrong("a text that is not UTF-8");
  append_json_string(out, text);
  return {};
}

Error MsgpackReader::wrong(std::string_view what) const {
  return {Error::Kind::corrupt,
          cat("not valid MessagePack: byte ", whole_.size() - rest_.size(), ": ", what)};
}

}  // namespace adder::conda
