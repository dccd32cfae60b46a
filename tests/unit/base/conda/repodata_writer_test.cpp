#include "base/conda/repodata_writer.h"

#include "tests/support/repodata.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace adder::testing {

namespace {

using conda::make_info;
using conda::RepodataWriter;
using conda::Section;

conda::Put into(std::string& out) {
  return [&out](std::string_view text) -> Result<void> {
    out += text;
    return {};
  };
}

TEST(RepodataWriter, AnEmptyIndexHasAllThatClientsLookFor) {
  std::string out;
  RepodataWriter writer(into(out), *make_info("noarch", {}));
  ASSERT_TRUE(writer.finish());
  EXPECT_EQ(out,
            "{\"info\":{\"subdir\":\"noarch\"},\n\"packages\":{},\n\"packages.conda\":{},\n"
            "\"removed\":[],\n\"repodata_version\":1}\n");
}

TEST(RepodataWriter, WritesEachPartOnLinesOfItsOwn) {
  std::string out;
  RepodataWriter writer(into(out), *make_info("linux-64", {}));
  ASSERT_TRUE(writer.record(Section::packages, "a-1-0.tar.bz2", R"({ "b" : 1 , "a":" x " })"));
  ASSERT_TRUE(writer.record(Section::packages_conda, "a-1-0.conda", "{}"));
  ASSERT_TRUE(writer.record(Section::packages_conda, "b-1-0.conda", "{\n}"));
  ASSERT_TRUE(writer.removed("old-1-0.conda"));
  ASSERT_TRUE(writer.unknown("_etag", "\"x\""));
  ASSERT_TRUE(writer.unknown("zoo", "[ 1 ]"));
  ASSERT_TRUE(writer.signatures("a-1-0.conda", R"({"k": {}})"));
  ASSERT_TRUE(writer.record(Section::v3_whl, "w-1-0", R"({"fn":"w"})"));
  ASSERT_TRUE(writer.unknown_in_v3("new", "{}"));
  ASSERT_TRUE(writer.finish());

  EXPECT_EQ(out, R"({"info":{"subdir":"linux-64"},
"packages":{
"a-1-0.tar.bz2":{"b":1,"a":" x "}},
"packages.conda":{
"a-1-0.conda":{},
"b-1-0.conda":{}},
"removed":[
"old-1-0.conda"],
"repodata_version":1,
"zoo":[1],
"signatures":{
"a-1-0.conda":{"k":{}}},
"v3":{
"whl":{
"w-1-0":{"fn":"w"}},
"new":{}}}
)");
}

TEST(RepodataWriter, SaysWhereARecordStands) {
  std::string out;
  RepodataWriter writer(into(out), *make_info("linux-64", {}));
  const auto first = writer.record(Section::packages, "a", R"({ "x":1 })");
  const auto second = writer.record(Section::packages_conda, "b", R"({ "y":2 })");
  ASSERT_TRUE(writer.finish());

  EXPECT_EQ(out.substr(first->offset, first->size), R"({"x":1})");
  EXPECT_EQ(out.substr(second->offset, second->size), R"({"y":2})");
}

TEST(RepodataWriter, GivesAwayWhatItHasLongBeforeTheEnd) {
  std::size_t most = 0;
  RepodataWriter writer(
      [&](std::string_view text) -> Result<void> {
        most = std::max(most, text.size());
        return {};
      },
      *make_info("linux-64", {}));
  const auto record = R"({"x":")" + std::string(1000, 'x') + "\"}";
  for (int i = 0; i < 1000; ++i) ASSERT_TRUE(writer.record(Section::packages, cat(i), record));
  ASSERT_TRUE(writer.finish());
  EXPECT_LT(most, 140'000u);
}

TEST(RepodataWriter, APartThatComesTooLateIsAnError) {
  std::string out;
  RepodataWriter writer(into(out), *make_info("linux-64", {}));
  ASSERT_TRUE(writer.record(Section::packages_conda, "a", "{}"));
  EXPECT_FALSE(writer.record(Section::packages, "b", "{}"));
}

TEST(RepodataWriter, AFullDiskIsAnError) {
  RepodataWriter writer(
      [](std::string_view) -> Result<void> { return Error(Error::Kind::io, "no space"); },
      *make_info("linux-64", {}));
  EXPECT_EQ(writer.finish().error().words(), "no space");
}

TEST(RepodataWriter, AFailureIsNotForgotten) {
  int asked = 0;
  const auto info = R"({"x":")" + std::string(200'000, 'x') + "\"}";
  RepodataWriter writer(
      [&](std::string_view) -> Result<void> {
        if (asked++ == 0) return Error(Error::Kind::io, "no space");
        return {};
      },
      info);
  EXPECT_FALSE(writer.finish());
  EXPECT_EQ(asked, 1);
}

TEST(RepodataWriter, InfoKeepsWhatDoesNotLeadPastUs) {
  const auto info =
      make_info("linux-64", R"({"arch":"x86_64", "base_url":"https://x/","subdir":"wrong",)"
                            R"("repodata_version":2,"channel_relations":{"base":"../y"}})");
  EXPECT_EQ(*info, R"({"arch":"x86_64","subdir":"linux-64","channel_relations":{"base":"../y"}})");
}

TEST(RepodataWriter, WhatItWritesReadsTheSame) {
  const std::string text =
      R"({"info":{"subdir":"linux-64"},"packages":{"a\"":{"é":[1,{"x":null}]},"b":{}},)"
      R"("packages.conda":{"c":{}},"removed":["r"],"repodata_version":1,"zoo":1,)"
      R"("signatures":{"a":{}},"v3":{"conda":{"d":{}},"tar.bz2":{"e":{}}}})";
  std::string out;
  RepodataWriter writer(into(out), *make_info("linux-64", {}));
  ASSERT_TRUE(writer.record(Section::packages, "a\"", R"({"é":[1,{"x":null}]})"));
  ASSERT_TRUE(writer.record(Section::packages, "b", "{}"));
  ASSERT_TRUE(writer.record(Section::packages_conda, "c", "{}"));
  ASSERT_TRUE(writer.removed("r"));
  ASSERT_TRUE(writer.unknown("zoo", "1"));
  ASSERT_TRUE(writer.signatures("a", "{}"));
  ASSERT_TRUE(writer.record(Section::v3_conda, "d", "{}"));
  ASSERT_TRUE(writer.record(Section::v3_tar_bz2, "e", "{}"));
  ASSERT_TRUE(writer.finish());

  EXPECT_EQ(hear_repodata(out), hear_repodata(text));
}

}  // namespace

}  // namespace adder::testing
