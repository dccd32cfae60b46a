#include "base/conda/record.h"
#include "base/conda/repodata_writer.h"
#include "base/conda/shard.h"
#include "base/core/json_value.h"
#include "base/io/file.h"
#include "base/io/zstd.h"
#include "tests/support/repodata.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

namespace adder::testing {

namespace {

namespace fs = std::filesystem;
using conda::Section;

constexpr std::size_t kLargest = std::size_t{64} << 20;

struct Kept {
  Section section;
  std::string key;
  std::string meaning;  // JSON, however it was written
};

// The records of an index or a shard, and how many could not be read.
class Records final : public conda::RepodataHandler {
 public:
  std::vector<Kept> kept;
  std::size_t bad = 0;

  bool wants(Section, std::string_view) override { return true; }
  Result<void> record(Section section, std::string_view key, std::string_view json) override {
    if (!conda::read_record(json)) ++bad;
    TRY_ASSIGN(const auto value, parse_json_value(json));
    kept.push_back({section, std::string(key), value.json()});
    return {};
  }
  Result<void> malformed(Section, std::string_view, Error) override {
    ++bad;
    return {};
  }
  Result<void> info(std::string_view) override { return {}; }
  Result<void> removed(std::string_view) override { return {}; }
  bool wants_signatures(std::string_view) override { return true; }
  Result<void> signatures(std::string_view, std::string_view) override { return {}; }
  Result<void> unknown(Place, std::string_view, std::string_view) override { return {}; }
};

Records records_of(std::string_view text) {
  Records records;
  conda::RepodataReader reader(records);
  const auto read = read_in_pieces(reader, text, 1 << 17);
  EXPECT_TRUE(read) << read.error().words();
  std::ranges::stable_sort(records.kept, {}, &Kept::section);
  return records;
}

void expect_same(const Records& left, const Records& right) {
  ASSERT_EQ(left.kept.size(), right.kept.size());
  for (std::size_t i = 0; i < left.kept.size(); ++i) {
    ASSERT_EQ(left.kept[i].section, right.kept[i].section);
    ASSERT_EQ(left.kept[i].key, right.kept[i].key);
    ASSERT_EQ(left.kept[i].meaning, right.kept[i].meaning);
  }
}

// Indexes as real channels have them, where this checkout has some beside it.
class RealRepodata : public ::testing::Test {
 protected:
  void SetUp() override {
    std::error_code absent;
    for (const auto& entry : fs::directory_iterator(ADDER_REAL_REPODATA, absent)) {
      if (entry.path().extension() == ".zst") files.push_back(entry.path());
    }
    if (files.empty()) GTEST_SKIP() << "no real repodata at " << ADDER_REAL_REPODATA;
  }

  static std::string text_of(const fs::path& file) {
    const auto packed = io::read_file(file);
    const auto text = io::unzstd(*packed, kLargest);
    return *text;
  }

  std::vector<fs::path> files;
};

TEST_F(RealRepodata, EveryRecordIsUnderstood) {
  for (const auto& file : files) {
    const auto records = records_of(text_of(file));
    EXPECT_GT(records.kept.size(), 0u) << file;
    EXPECT_EQ(records.bad, 0u) << file;
  }
}

TEST_F(RealRepodata, WhatIsWrittenReadsTheSame) {
  for (const auto& file : files) {
    const auto records = records_of(text_of(file));
    std::string out;
    conda::RepodataWriter writer(
        [&out](std::string_view text) -> Result<void> {
          out += text;
          return {};
        },
        *conda::make_info("linux-64", {}));
    for (const auto& [section, key, json] : records.kept) {
      ASSERT_TRUE(writer.record(section, key, json));
    }
    ASSERT_TRUE(writer.finish());

    expect_same(records_of(out), records);
  }
}

TEST_F(RealRepodata, ComesBackTheSameFromShards) {
  for (const auto& file : files) {
    const auto records = records_of(text_of(file));
    std::vector<conda::ShardRecord> shard;
    for (const auto& [section, key, json] : records.kept) shard.push_back({section, key, json});
    const auto bytes = conda::write_shard(shard, {});
    ASSERT_TRUE(bytes) << bytes.error().words();

    Records again;
    ASSERT_TRUE(conda::read_shard(*bytes, again));

    expect_same(again, records);
  }
}

}  // namespace

}  // namespace adder::testing
