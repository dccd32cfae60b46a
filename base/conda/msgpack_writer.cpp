#include "base/conda/msgpack_writer.h"

#include "base/conda/raw_object.h"
#include "base/core/json_cursor.h"
#include "base/core/text.h"

#include <bit>
#include <charconv>
#include <vector>

namespace adder::conda {

namespace {

template <class Number>
bool parse(std::string_view word, Number& number) {
  const auto* const end = word.data() + word.size();
  const auto parsed = std::from_chars(word.data(), end, number);
  return parsed.ec == std::errc{} && parsed.ptr == end;
}

}  // namespace

void MsgpackWriter::big_endian(std::uint64_t number, unsigned bytes) {
  for (auto left = bytes; left > 0; --left) byte(number >> (8 * (left - 1)) & 0xffU);
}

void MsgpackWriter::number(std::uint64_t number) {
  if (number < 0x80) {
    byte(static_cast<unsigned>(number));
  } else if (number <= 0xff) {
    byte(0xcc), big_endian(number, 1);
  } else if (number <= 0xffff) {
    byte(0xcd), big_endian(number, 2);
  } else if (number <= 0xffffffff) {
    byte(0xce), big_endian(number, 4);
  } else {
    byte(0xcf), big_endian(number, 8);
  }
}

void MsgpackWriter::negative(std::int64_t number) {
  const auto bits = static_cast<std::uint64_t>(number);
  if (number >= 0) {
    this->number(bits);
  } else if (number >= -32) {
    big_endian(bits & 0xff, 1);
  } else if (number >= INT8_MIN) {
    byte(0xd0), big_endian(bits, 1);
  } else if (number >= INT16_MIN) {
    byte(0xd1), big_endian(bits, 2);
  } else if (number >= INT32_MIN) {
    byte(0xd2), big_endian(bits, 4);
  } else {
    byte(0xd3), big_endian(bits, 8);
  }
}

void MsgpackWriter::real(double number) {
  byte(0xcb), big_endian(std::bit_cast<std::uint64_t>(number), 8);
}

// For a size of 16 bits the tag, for one of 32 bits the next tag.
void MsgpackWriter::sized(std::size_t size, unsigned tag16) {
  if (size <= 0xffff) {
    byte(tag16), big_endian(size, 2);
  } else {
    byte(tag16 + 1), big_endian(size, 4);
  }
}

void MsgpackWriter::text(std::string_view text) {
  if (text.size() < 32) {
    byte(0xa0U | static_cast<unsigned>(text.size()));
  } else if (text.size() <= 0xff) {
    byte(0xd9), big_endian(text.size(), 1);
  } else {
    sized(text.size(), 0xda);
  }
  out_ += text;
}

void MsgpackWriter::bytes(std::span<const std::byte> bytes) {
  if (bytes.size() <= 0xff) {
    byte(0xc4), big_endian(bytes.size(), 1);
  } else {
    sized(bytes.size(), 0xc5);
  }
  out_.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

void MsgpackWriter::array(std::size_t size) {
  size < 16 ? byte(0x90U | static_cast<unsigned>(size)) : sized(size, 0xdc);
}

void MsgpackWriter::map(std::size_t size) {
  size < 16 ? byte(0x80U | static_cast<unsigned>(size)) : sized(size, 0xde);
}

Result<void> MsgpackWriter::json(std::string_view json) {
  JsonCursor cursor(json);
  const char first = cursor.peek();
  if (first == '{') return json_object(json);
  if (first == '[') return json_array(json);
  TRY_ASSIGN(const auto value, cursor.value());
  if (first != '"') return json_word(value);
  if (const auto plain = plain_text_of_json(value)) {
    text(*plain);
    return {};
  }
  TRY_ASSIGN(const auto decoded, text_of_json(value));
  text(decoded);
  return {};
}

Result<void> MsgpackWriter::json_array(std::string_view json) {
  JsonCursor cursor(json);
  cursor.take('[');
  std::vector<std::string_view> elements;
  while (cursor.peek() != ']') {
    TRY_ASSIGN(const auto element, cursor.value());
    elements.push_back(element);
    if (!cursor.take(',')) break;
  }
  array(elements.size());
  for (const auto element : elements) TRY(this->json(element));
  return {};
}

Result<void> MsgpackWriter::json_object(std::string_view json) {
  TRY_ASSIGN(const auto object, RawObject::read(json));
  map(object.members().size());
  for (const auto& member : object.members()) {
    text(member.key);
    TRY(this->json(member.value));
  }
  return {};
}

Result<void> MsgpackWriter::json_word(std::string_view word) {
  if (word == "null") return nil(), Result<void>();
  if (word == "true" || word == "false") return boolean(word == "true"), Result<void>();
  if (std::uint64_t whole = 0; parse(word, whole)) return number(whole), Result<void>();
  // A zero below zero is no whole number.
  if (std::int64_t whole = 0; parse(word, whole) && whole != 0)
    return negative(whole), Result<void>();
  if (double value = 0; parse(word, value)) return real(value), Result<void>();
  return Error(Error::Kind::corrupt, cat("'", printable(word), "' is not a number"));
}

}  // namespace adder::conda
