#include "base/conda/msgpack_reader.h"
#include "base/conda/msgpack_writer.h"
#include "base/core/checksum.h"
#include "base/core/text.h"

#include <gtest/gtest.h>

#include <cstring>
#include <span>
#include <string>

namespace adder::testing {

namespace {

using conda::MsgpackReader;
using conda::MsgpackWriter;

std::string packed(std::string_view json) {
  std::string out;
  const auto written = MsgpackWriter(out).json(json);
  return written ? out : written.error().words();
}

std::string hex(std::string_view bytes) {
  return to_hex(std::as_bytes(std::span(bytes)));
}

std::string unpacked(std::string_view bytes) {
  std::string out;
  MsgpackReader reader(bytes);
  const auto read = reader.append_json(out);
  return read ? out : read.error().words();
}

std::string operator""_bytes(const char* text, std::size_t size) {
  return {text, size};
}

TEST(Msgpack, EveryValueHasItsShortestForm) {
  EXPECT_EQ(hex(packed("[null,true,false,0,127,128,255,256,65535,65536,4294967295,4294967296]")),
            "9cc0c3c2007fcc80ccffcd0100cdffffce00010000ceffffffffcf0000000100000000");
  EXPECT_EQ(hex(packed("[-1,-32,-33,-128,-129,-32768,-32769,-2147483648,-2147483649]")),
            "99ffe0d0dfd080d1ff7fd18000d2ffff7fffd280000000d3ffffffff7fffffff");
  EXPECT_EQ(hex(packed("[1.5,18446744073709551615,1e3]")),
            "93cb3ff8000000000000cfffffffffffffffffcb408f400000000000");
  EXPECT_EQ(hex(packed(R"({"a":"b","c":{}})")), "82a161a162a16380");
}

TEST(Msgpack, LongTextsListsAndMapsSayTheirSizeInMoreBytes) {
  for (const std::size_t size : {31, 32, 255, 256, 65535, 65536}) {
    const auto text = "\"" + std::string(size, 'x') + "\"";
    ASSERT_EQ(unpacked(packed(text)), text);
    std::string list = "[";
    std::string map = "{";
    for (std::size_t i = 0; i < size; ++i) {
      list += i == 0 ? "1" : ",1";
      map += cat(i == 0 ? "\"" : ",\"", i, "\":1");
    }
    ASSERT_EQ(unpacked(packed(list + "]")), list + "]");
    ASSERT_EQ(unpacked(packed(map + "}")), map + "}");
  }
}

TEST(Msgpack, WhatJsonSaysComesBackTheSame) {
  for (const auto* const json :
       {R"({"a":[1,-2,2.5,"x\"y",null,true,false],"":{"é":[]}})", "-9223372036854775808", "-0",
        "18446744073709551615", "1e-05", "\"\xF0\x9F\x90\x8D\""}) {
    EXPECT_EQ(unpacked(packed(json)), json);
  }
  EXPECT_EQ(unpacked(packed(R"([ 1 , "\u0041\ud83d\ude00" ])")), "[1,\"A\xF0\x9F\x98\x80\"]");
}

TEST(Msgpack, BytesBecomeHexDigits) {
  EXPECT_EQ(unpacked("\xc4\x02\x01\xff"), R"("01ff")");
}

TEST(Msgpack, KeysMayBeBytes) {
  EXPECT_EQ(unpacked("\x81\xc4\x01k\x01"), R"({"k":1})");
}

TEST(Msgpack, SkippingShowsTheBytesOfAValue) {
  const auto bytes = packed(R"([{"a":[1,{"b":"c"}]},7])");
  MsgpackReader reader(bytes);
  ASSERT_TRUE(reader.next(MsgpackReader::Kind::array));
  EXPECT_EQ(unpacked(*reader.skip()), R"({"a":[1,{"b":"c"}]})");
  EXPECT_EQ(reader.next()->number, 7u);
  EXPECT_TRUE(reader.is_at_end());
}

struct Wrong {
  const char* why;
  std::string bytes;
  std::string error;
};

TEST(Msgpack, StrangersBytesAreReadWithCare) {
  const Wrong rows[] = {
      {"nothing", "", "byte 0: it is cut short"},
      {"a number cut short", "\xce\x01", "byte 1: it is cut short"},
      {"a text cut short",
       "\xa5"
       "ab",
       "byte 1: it is cut short"},
      {"a list of four thousand million", "\xdd\xff\xff\xff\xff\x01", "byte 5: it is cut short"},
      {"a map of four thousand million", "\xdf\xff\xff\xff\xff\x01", "byte 5: it is cut short"},
      {"a byte that is never used", "\xc1", "byte 1: a value of a kind we do not know"},
      {"an extension", "\xd6\xff\x01\x02\x03\x04", "byte 1: a value of a kind we do not know"},
      {"a key that is a number", "\x81\x01\x01", "byte 2: a key that is no text"},
      {"a text that is not UTF-8", "\xa1\xff", "byte 2: a text that is not UTF-8"},
      {"a number that is none", "\xcb\x7f\xf8\x00\x00\x00\x00\x00\x00"_bytes,
       "byte 9: a number that is none"},
      {"nested too deep", std::string(1000, '\x91') + "\x01", "byte 65: nested deeper than 64"},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(unpacked(row.bytes), "not valid MessagePack: " + row.error) << row.why;
  }
}

}  // namespace

}  // namespace adder::testing
