#include "base/conda/record.h"

#include "base/conda/raw_object.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace adder::testing {

namespace {

using conda::RawObject;
using conda::read_record;

std::string error_of(std::string_view json) {
  const auto record = read_record(json);
  return record ? "none" : record.error().words();
}

TEST(Record, ReadsWhatWeUnderstand) {
  const auto record = read_record(
      R"({"build":"py_0","build_number":2,"constrains":["c >=1"],"depends":["a","b \u003e1"],)"
      R"("indexed_timestamp":5,"legacy_bz2_md5":"00112233445566778899aabbccddeeff","legacy_bz2_size":9,)"
      R"("md5":"ffeeddccbbaa99887766554433221100","name":"demo","run_exports":{"weak":["x"]},)"
      R"("sha256":"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",)"
      R"("size":7,"subdir":"noarch","timestamp":1600000000000,"url":"https://x/y","version":"1.0"})");

  ASSERT_TRUE(record) << record.error().words();
  EXPECT_EQ(record->name, "demo");
  EXPECT_EQ(record->version, "1.0");
  EXPECT_EQ(record->build, "py_0");
  EXPECT_EQ(record->build_number, 2u);
  EXPECT_EQ(record->depends, (std::vector<std::string>{"a", "b >1"}));
  EXPECT_EQ(record->constrains, std::vector<std::string>{"c >=1"});
  EXPECT_EQ(record->subdir, "noarch");
  EXPECT_EQ(record->sha256->hex().substr(0, 8), "00010203");
  EXPECT_EQ(record->md5->hex(), "ffeeddccbbaa99887766554433221100");
  EXPECT_EQ(record->size, 7u);
  EXPECT_EQ(record->timestamp, 1600000000000u);
  EXPECT_EQ(record->indexed_timestamp, 5u);
  EXPECT_EQ(record->url, "https://x/y");
  EXPECT_EQ(record->run_exports, R"({"weak":["x"]})");
  EXPECT_EQ(record->legacy_bz2_md5->hex(), "00112233445566778899aabbccddeeff");
  EXPECT_EQ(record->legacy_bz2_size, 9u);
  EXPECT_FALSE(record->has_features);
}

TEST(Record, OldRecordsMaySayLess) {
  const auto record = read_record(
      R"({"name":"a","version":"1","depends":null,"constrains":null,"sha256":null,"md5":"","size":"12",)"
      R"("build_number":"3","timestamp":1496256243.84,"url":null,"track_features":"","features":[]})");

  ASSERT_TRUE(record) << record.error().words();
  EXPECT_TRUE(record->depends.empty());
  EXPECT_FALSE(record->sha256 || record->md5 || record->timestamp || record->url);
  EXPECT_EQ(record->size, 12u);
  EXPECT_EQ(record->build_number, 3u);
  EXPECT_EQ(record->subdir, "");
  EXPECT_FALSE(record->has_features);
}

TEST(Record, FeaturesAreAStringOrAList) {
  EXPECT_TRUE(read_record(R"({"name":"a","version":"1","features":"mkl"})")->has_features);
  EXPECT_TRUE(read_record(R"({"name":"a","version":"1","track_features":["x"]})")->has_features);
}

TEST(Record, NamesTheFieldThatIsWrong) {
  EXPECT_EQ(error_of(R"({"version":"1"})"), "field 'name' is missing");
  EXPECT_EQ(error_of(R"({"name":"a"})"), "field 'version' is missing");
  EXPECT_EQ(error_of(R"({"name":1,"version":"1"})"), "field 'name' is not a string");
  EXPECT_EQ(error_of(R"({"name":"a","version":"1","size":-1})"),
            "field 'size' is not a whole number");
  EXPECT_EQ(error_of(R"({"name":"a","version":"1","depends":"b"})"),
            "field 'depends' is not a list of strings");
  EXPECT_EQ(error_of(R"({"name":"a","version":"1","depends":["b",1]})"),
            "field 'depends' is not a list of strings");
  EXPECT_EQ(error_of(R"({"name":"a","version":"1","md5":"0"})"),
            "field 'md5': '0' is not an MD5: it needs 32 hex digits");
  EXPECT_EQ(error_of("[]"), "not a JSON object");
}

TEST(RawObject, ChangesOneMemberAndLeavesTheBytesOfTheOthers) {
  const std::string text = R"({ "a" : 1.50, "u\u0072l":"x" , "sha256":null,"e":"\u00e9"})";
  auto object = RawObject::read(text);
  ASSERT_TRUE(object);

  object->set_text("sha256", "ab\"c");
  object->set("size", "7");
  object->remove("url");
  object->remove("not there");

  EXPECT_EQ(object->json(), R"({"a":1.50,"sha256":"ab\"c","e":"\u00e9","size":7})");
  EXPECT_EQ(object->find("size")->value, "7");
  EXPECT_EQ(object->find("url"), nullptr);
}

TEST(RawObject, AnEmptyOneGrows) {
  auto object = RawObject::read("{ }");
  ASSERT_TRUE(object);
  object->set("a", "[]");
  EXPECT_EQ(object->json(), R"({"a":[]})");
}

TEST(RawObject, ItsChangesMoveWithIt) {
  auto object = RawObject::read("{}");
  object->set("key", "1");
  object->set_text("other", "x");
  const auto moved = *std::move(object);
  EXPECT_EQ(moved.json(), R"({"key":1,"other":"x"})");
}

TEST(RawObject, WhatIsNoObjectIsAnError) {
  for (const auto* const text :
       {"", "{", "[", "{\"a\"}", "{\"a\":}", "{\"a\":1", "{\"a\":1,", "{\"a"}) {
    EXPECT_FALSE(RawObject::read(text)) << text;
  }
}

}  // namespace

}  // namespace adder::testing
