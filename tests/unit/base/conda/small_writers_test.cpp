#include "base/conda/channeldata_writer.h"
#include "base/conda/run_exports_writer.h"
#include "base/core/json_value.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace adder::testing {

namespace {

using conda::ChanneldataWriter;
using conda::RunExportsWriter;
using conda::Section;

conda::Put into(std::string& out) {
  return [&out](std::string_view text) -> Result<void> {
    out += text;
    return {};
  };
}

TEST(RunExports, EachPackageHasItsOwn) {
  std::string out;
  RunExportsWriter writer(into(out), "linux-64");
  ASSERT_TRUE(writer.package(Section::packages, "a-1-0.tar.bz2", R"({ "weak": ["a >=1"] })"));
  ASSERT_TRUE(writer.package(Section::packages, "b-1-0.tar.bz2", ""));
  ASSERT_TRUE(writer.package(Section::packages_conda, "a-1-0.conda", "null"));
  ASSERT_TRUE(writer.finish());

  EXPECT_EQ(out, R"({"info":{"platform":"linux","arch":"x86_64","subdir":"linux-64","version":1},
"packages":{
"a-1-0.tar.bz2":{"run_exports":{"weak":["a >=1"]}},
"b-1-0.tar.bz2":{"run_exports":{}}},
"packages.conda":{
"a-1-0.conda":{"run_exports":{}}}}
)");
}

TEST(RunExports, BothSectionsAreAlwaysThere) {
  std::string out;
  ASSERT_TRUE(RunExportsWriter(into(out), "noarch").finish());
  EXPECT_EQ(out,
            "{\"info\":{\"subdir\":\"noarch\",\"version\":1},\n\"packages\":{},\n"
            "\"packages.conda\":{}}\n");
}

TEST(RunExports, APartThatComesTooLateIsAnError) {
  std::string out;
  RunExportsWriter writer(into(out), "noarch");
  ASSERT_TRUE(writer.package(Section::packages_conda, "a", ""));
  EXPECT_FALSE(writer.package(Section::packages, "b", ""));
  EXPECT_FALSE(writer.package(Section::v3_conda, "c", ""));
}

TEST(Channeldata, SaysWhatAChannelHas) {
  const std::vector<std::string> subdirs = {"linux-64", "noarch"};
  std::string out;
  ChanneldataWriter writer(into(out), subdirs);
  ASSERT_TRUE(writer.package({.name = "demo",
                              .version = "1.0",
                              .subdirs = {"noarch"},
                              .about = {{"summary", R"("A \"demo\"")"}, {"home", "null"}},
                              .run_exports = {{"1.0", R"({"weak":["demo"]})"}},
                              .timestamp = 1600000000,
                              .text_prefix = true}));
  ASSERT_TRUE(writer.package({.name = "empty"}));
  ASSERT_TRUE(writer.finish());

  EXPECT_EQ(out,
            R"({"channeldata_version":1,"subdirs":["linux-64","noarch"],
"packages":{
"demo":{"activate.d":false,"binary_prefix":false,"deactivate.d":false,"home":null,)"
            R"("post_link":false,"pre_link":false,"pre_unlink":false,)"
            R"("run_exports":{"1.0":{"weak":["demo"]}},"subdirs":["noarch"],)"
            R"("summary":"A \"demo\"","text_prefix":true,"timestamp":1600000000,"version":"1.0"},
"empty":{"activate.d":false,"binary_prefix":false,"deactivate.d":false,"post_link":false,)"
            R"("pre_link":false,"pre_unlink":false,"run_exports":{},"subdirs":[],)"
            R"("text_prefix":false,"version":""}}}
)");
  EXPECT_TRUE(parse_json_value(out));
}

}  // namespace

}  // namespace adder::testing
