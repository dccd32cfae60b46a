#include "base/conda/repodata_reader.h"

#include "base/core/text.h"
#include "tests/support/repodata.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace adder::testing {

namespace {

using Lines = std::vector<std::string>;

TEST(RepodataReader, HandsOutEverythingInItsOrderAsItIsWritten) {
  EXPECT_EQ(
      hear_repodata(R"({
  "_etag": "W/1",
  "info": {"subdir": "linux-64"},
  "packages": {
    "a-1-0.tar.bz2": {"name": "a" , "x":[1.50]},
    "b-1-0.conda": {}
  },
  "packages.conda": {"a-1-0.conda":{}},
  "removed": ["old-1-0.conda", "old-2-0.conda"],
  "repodata_version": 1,
  "signatures": {"a-1-0.conda": {"key": {"signature": "s"}}},
  "v3": {"conda":{"c-1-0":{}},"new":{"d":{}},"tar.bz2":{"e-1-0":{}},"whl":{"f-1-0":{"fn":"f"}}},
  "zoo": [ ]
})"),
      (Lines{R"(unknown _etag "W/1")", R"(info {"subdir": "linux-64"})",
             R"(packages a-1-0.tar.bz2 {"name": "a" , "x":[1.50]})", R"(packages b-1-0.conda {})",
             R"(packages.conda a-1-0.conda {})", R"(removed old-1-0.conda)",
             R"(removed old-2-0.conda)", R"(unknown repodata_version 1)",
             R"(signatures a-1-0.conda {"key": {"signature": "s"}})", R"(v3 conda c-1-0 {})",
             R"(v3 unknown new {"d":{}})", R"(v3 tar.bz2 e-1-0 {})", R"(v3 whl f-1-0 {"fn":"f"})",
             R"(unknown zoo [ ])"}));
}

TEST(RepodataReader, TheCutsOfTheBytesDoNotMatter) {
  const std::string text =
      R"({"info":{"subdir":"noarch"},"packages":{"\u0061-1-0.conda":{"b":"\"}{"},"x":3},)"
      R"("removed":["\u00e9"],"signatures":{"a":{}},"v3":{"whl":{"w":{"":[{}]}}},"n":-1.5})";
  const auto whole = hear_repodata(text);
  ASSERT_EQ(whole.size(), 7u);
  for (std::size_t piece = 1; piece < text.size(); ++piece) {
    ASSERT_EQ(hear_repodata(text, piece), whole) << piece;
  }
}

TEST(RepodataReader, RecordsThatNobodyWantsArePassedOver) {
  HeardRepodata heard;
  heard.wanted = [](std::string_view key) {
    return key == "b";
  };
  conda::RepodataReader reader(heard);

  ASSERT_TRUE(reader.add(R"({"packages":{"a":{"x" 1 nonsense},"b":{},"c":{},"c":{}},)"));
  ASSERT_TRUE(reader.add(R"("signatures":{"a":{},"b":{}}})"));
  ASSERT_TRUE(reader.finish());

  EXPECT_EQ(heard.lines, (Lines{"packages b {}", "signatures b {}"}));
}

TEST(RepodataReader, BracketsThatDoNotPairAreNoticedEvenThere) {
  HeardRepodata heard;
  heard.wanted = [](std::string_view) {
    return false;
  };
  conda::RepodataReader reader(heard);

  const auto read = reader.add(R"({"packages":{"a":{"x":[}}}})");

  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().kind(), Error::Kind::corrupt);
  EXPECT_EQ(reader.finish().error().words(), read.error().words());
}

TEST(RepodataReader, AnEmptyIndexIsAnIndex) {
  EXPECT_EQ(hear_repodata("{}"), Lines{});
  EXPECT_EQ(hear_repodata(R"({"packages":{},"packages.conda":{},"removed":[],"v3":{}})"), Lines{});
  EXPECT_EQ(hear_repodata(R"({"info":null,"packages":null,"packages.conda":null,"removed":null,)"
                          R"("signatures":null,"v3":{"conda":null}})"),
            Lines{});
}

TEST(RepodataReader, SomeChannelsCallTheInfoMetadata) {
  EXPECT_EQ(hear_repodata(R"({"metadata":{"subdir":"noarch"}})"),
            Lines{R"(info {"subdir":"noarch"})"});
  EXPECT_EQ(hear_repodata(R"({"info":{"subdir":"a"},"metadata":{"x":1}})"),
            (Lines{R"(info {"subdir":"a"})", R"(unknown metadata {"x":1})"}));
}

TEST(RepodataReader, ARecordInDoubtIsToldAndLeftOut) {
  EXPECT_EQ(
      hear_repodata(R"({"packages":{"a":{"n":1,"n":2},"b":{"s":"\u0000"},"c":7,"d":{"n":1e999},)"
                    R"("e":{},"e":{"x":1},"\u0000":{},"f":{}}})"),
      (Lines{"malformed packages a: not valid JSON: byte 7: the key 'n' stands twice",
             "malformed packages b: not valid JSON: byte 5: a NUL in a string",
             "malformed packages c: not a conda index: the record is no object",
             "malformed packages d: not valid JSON: byte 5: the number 1e999 is out of range",
             "packages e {}", "malformed packages e: not a conda index: the record stands twice",
             "malformed packages \xEF\xBF\xBD: not valid JSON: byte 0: a NUL in a string",
             "packages f {}"}));
}

TEST(RepodataReader, TheSameNameMayStandInTwoSections) {
  EXPECT_EQ(hear_repodata(R"({"packages":{"a":{}},"packages.conda":{"a":{}}})"),
            (Lines{"packages a {}", "packages.conda a {}"}));
}

TEST(RepodataReader, ARecordThatIsTooLongIsLeftOut) {
  const std::string text = R"({"packages":{"a":{"x":"0123456789"},"b":{}}})";
  const Lines expected = {"malformed packages a: not a conda index: more than 12 bytes",
                          "packages b {}"};
  EXPECT_EQ(hear_repodata(text, text.size(), {.record_bytes = 12}), expected);
  EXPECT_EQ(hear_repodata(text, 3, {.record_bytes = 12}), expected);
}

struct Wrong {
  const char* why;
  std::string text;
  std::string error;
};

TEST(RepodataReader, WhatIsNoIndexIsAnError) {
  const Wrong rows[] = {
      {"an array", "[]", "not a conda index: it is no object"},
      {"a page of a portal", "<html>", "not valid JSON: byte 0: expected a value"},
      {"nothing at all", "", "not valid JSON: byte 0: an empty document"},
      {"half of it", R"({"packages":{"a")", "not valid JSON: byte 16: the document is cut short"},
      {"records in an array", R"({"packages":[]})",
       "not a conda index: 'packages' is not an object"},
      {"removed in an object", R"({"removed":{}})", "not a conda index: 'removed' is not an array"},
      {"removed of numbers", R"({"removed":[1]})",
       "not a conda index: 'removed' holds more than names"},
      {"a section twice", R"({"packages":{},"packages":{}})",
       "not a conda index: the key 'packages' stands twice"},
      {"info of two meanings", R"({"info":{"subdir":"a","subdir":"b"}})",
       "info: not valid JSON: byte 14: the key 'subdir' stands twice"},
      {"a record that is no JSON", R"({"packages":{"a":{"x" 1}}})",
       "a: not valid JSON: byte 5: expected a colon, found '1'"},
      {"something after it", "{}{}",
       "not valid JSON: byte 2: something after the end of the document"},
      {"nested too deep", R"({"x":)" + std::string(65, '['),
       "not valid JSON: byte 69: nested deeper than 64"},
  };
  for (const auto& row : rows) {
    const auto heard = hear_repodata(row.text);
    ASSERT_FALSE(heard.empty()) << row.why;
    EXPECT_EQ(heard.back(), "error " + row.error) << row.why;
  }
}

TEST(RepodataReader, WhatIsKeptWholeIsBounded) {
  EXPECT_EQ(hear_repodata(R"({"x":"0123456789"})", 99, {.value_bytes = 70}),
            Lines{"error not a conda index: 'x' is too long"});
  EXPECT_EQ(hear_repodata(R"({"x":1,"y":2,"z":3})", 99, {.value_bytes = 140}),
            (Lines{"unknown x 1", "unknown y 2",
                   "error not a conda index: it holds too much that we do not know"}));
  EXPECT_EQ(hear_repodata(R"({"packages":{"a":{},"b":{}}})", 99, {.records = 1}),
            (Lines{"packages a {}", "error not a conda index: more than 1 records"}));
}

}  // namespace

}  // namespace adder::testing
