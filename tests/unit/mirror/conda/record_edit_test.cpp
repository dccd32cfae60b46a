#include "mirror/conda/record_edit.h"

#include "base/core/text.h"
#include "base/io/hasher.h"

#include <gtest/gtest.h>

namespace adder::testing {

namespace {

const auto kSum = io::sha256_of("demo");
const mirror::RecordFacts kFacts{.sha256 = kSum, .size = 4, .indexed_timestamp = 1700};

mirror::EditedRecord edited(std::string_view json) {
  auto record = mirror::edit_record(json, kFacts);
  EXPECT_TRUE(record);
  return *std::move(record);
}

TEST(RecordEdit, LeavesARecordThatSaysItAllAsItIs) {
  const auto json =
      cat(R"({"name":"demo","sha256":")", kSum.hex(),
          R"(","size":4,"indexed_timestamp":1700,"purls":["a\/b"],"depends":null,"x":1.50})");
  EXPECT_EQ(edited(json).json, json);
  EXPECT_FALSE(edited(json).has_changed);
}

TEST(RecordEdit, AddsWhatUpstreamDoesNotSay) {
  const auto record = edited(R"({"name":"demo","md5":"00"})");
  EXPECT_EQ(record.json, cat(R"({"name":"demo","md5":"00","sha256":")", kSum.hex(),
                             R"(","size":4,"indexed_timestamp":1700})"));
  EXPECT_TRUE(record.has_changed);
}

TEST(RecordEdit, FillsInWhatIsNull) {
  const auto record = edited(R"({"sha256":null,"size":null,"indexed_timestamp":null})");
  EXPECT_EQ(record.json,
            cat(R"({"sha256":")", kSum.hex(), R"(","size":4,"indexed_timestamp":1700})"));
}

TEST(RecordEdit, LeavesOutWhereUpstreamKeepsTheFile) {
  const auto record = edited(cat(R"({"url":"https://elsewhere.example/demo.whl","sha256":")",
                                 kSum.hex(), R"(","size":4,"indexed_timestamp":1700})"));
  EXPECT_EQ(record.json.find("elsewhere"), std::string::npos);
  EXPECT_TRUE(record.has_changed);
}

}  // namespace

}  // namespace adder::testing
