#include "base/conda/shard.h"

#include "base/conda/msgpack_writer.h"
#include "base/conda/shard_index.h"
#include "base/core/text.h"
#include "tests/support/repodata.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace adder::testing {

namespace {

using conda::MsgpackWriter;
using conda::Section;
using conda::ShardIndex;
using conda::ShardRecord;
using conda::write_shard;
using Lines = std::vector<std::string>;

constexpr std::string_view kSha256 =
    "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
constexpr std::string_view kMd5 = "00112233445566778899aabbccddeeff";

Lines hear_shard(std::string_view shard) {
  HeardRepodata heard;
  if (const auto read = read_shard(shard, heard); !read) {
    heard.lines.push_back(cat("error ", read.error().words()));
  }
  return std::move(heard.lines);
}

std::string packed(std::string_view json) {
  std::string out;
  EXPECT_TRUE(MsgpackWriter(out).json(json));
  return out;
}

TEST(Shard, WhatIsWrittenReadsTheSame) {
  const auto record = cat(R"({"legacy_bz2_md5":")", kMd5, R"(","md5":")", kMd5,
                          R"(","n":[1,{"x":null}],"sha256":")", kSha256, R"("})");
  const std::vector<ShardRecord> records = {{Section::packages, "a-1-0.tar.bz2", record},
                                            {Section::packages_conda, "a-1-0.conda", "{}"},
                                            {Section::packages_conda, "a-2-0.conda", record},
                                            {Section::v3_whl, "a-3-0", R"({"fn":"a"})"}};
  const std::vector<std::string> removed = {"a-0-0.conda"};

  const auto shard = write_shard(records, removed);

  ASSERT_TRUE(shard) << shard.error().words();
  EXPECT_EQ(hear_shard(*shard),
            (Lines{"packages a-1-0.tar.bz2 " + record, "packages.conda a-1-0.conda {}",
                   "packages.conda a-2-0.conda " + record, "removed a-0-0.conda",
                   R"(v3 whl a-3-0 {"fn":"a"})"}));
}

TEST(Shard, BothSectionsAreAlwaysThere) {
  EXPECT_EQ(*write_shard({}, {}), packed(R"({"packages":{},"packages.conda":{}})"));
}

TEST(Shard, ChecksumsAreBytesAndWhatIsNoneIsNil) {
  const std::vector<ShardRecord> records = {
      {Section::packages, "a", R"({"md5":"","sha256":null,"legacy_bz2_md5":"zz"})"},
      {Section::packages_conda, "b", R"({"md5":"00112233445566778899aabbccddeeff"})"}};
  const auto shard = write_shard(records, {});
  ASSERT_TRUE(shard);
  EXPECT_NE(shard->find("md5\xc4\x10\x00\x11\x22", 0, 8), shard->npos);
  EXPECT_EQ(hear_shard(*shard)[0],
            R"(packages a {"md5":null,"sha256":null,"legacy_bz2_md5":null})");
}

TEST(Shard, RecordsOutOfOrderAreRefused) {
  const std::vector<ShardRecord> records = {{Section::packages_conda, "a", "{}"},
                                            {Section::packages, "a", "{}"}};
  EXPECT_FALSE(write_shard(records, {}));
}

TEST(Shard, ChecksumsMayBeTextOrNumbersUpstream) {
  std::string numbers = "[0";
  for (int i = 1; i < 16; ++i) numbers += cat(',', i * 17);
  EXPECT_EQ(hear_shard(packed(cat(R"({"packages":{"a":{"md5":)", numbers, R"(]},"b":{"md5":")",
                                  kMd5, R"("}}})"))),
            (Lines{cat(R"(packages a {"md5":")", kMd5, "\"}"),
                   cat(R"(packages b {"md5":")", kMd5, "\"}")}));
}

TEST(Shard, WhatNobodyKnowsIsTold) {
  EXPECT_EQ(hear_shard(packed(R"({"zoo":[1],"v3":{"new":{},"conda":{"c":{}}},"packages":null})")),
            (Lines{"unknown zoo [1]", "v3 unknown new {}", "v3 conda c {}"}));
}

TEST(Shard, ARecordInDoubtIsToldAndLeftOut) {
  const std::string nul =
      "\x81\xa8packages\x82\xa1"
      "a\x81\xa1s\xa1";
  EXPECT_EQ(
      hear_shard(nul + '\0' +
                 "\xa1"
                 "b\x80"),
      (Lines{"malformed packages a: not valid JSON: byte 5: a NUL in a string", "packages b {}"}));
  EXPECT_EQ(hear_shard("\x81\xa8packages\x82\xa1"
                       "a\x80\xa1"
                       "a\x80"),
            (Lines{"packages a {}", "malformed packages a: not a shard: the record stands twice"}));
  EXPECT_EQ(hear_shard("\x81\xa8packages\x81\xa1"
                       "a\x82\xa1n\x01\xa1n\x02"),
            Lines{"malformed packages a: not valid JSON: byte 7: the key 'n' stands twice"});
}

TEST(Shard, RecordsThatNobodyWantsArePassedOver) {
  HeardRepodata heard;
  heard.wanted = [](std::string_view key) {
    return key == "b";
  };
  ASSERT_TRUE(conda::read_shard(packed(R"({"packages":{"a":{"x":[{}]},"b":{}}})"), heard));
  EXPECT_EQ(heard.lines, Lines{"packages b {}"});
}

TEST(Shard, WhatIsNoShardIsAnError) {
  EXPECT_EQ(
      hear_shard("<html>").back(),
      "error not a shard: not valid MessagePack: byte 1: a value of another kind than expected");
  EXPECT_EQ(hear_shard(packed(R"({"packages":[1]})")).back(),
            "error packages: not a shard: it is no map");
  EXPECT_EQ(hear_shard(packed(R"({"removed":[1]})")).back(),
            "error removed: not valid MessagePack: byte 11: a key that is no text");
  EXPECT_EQ(hear_shard(packed(R"({"packages":{"a":7}})")).back(),
            "error packages: not a shard: a record is no map");
  EXPECT_EQ(hear_shard(packed("{}") + "x").back(), "error not a shard: something after its end");
}

ShardIndex index() {
  return {.subdir = "linux-64",
          .base_url = "",
          .shards_base_url = "./shards/",
          .created_at = "2026-11-20T13:12:00Z",
          .info = R"({"subdir":"linux-64","channel_relations":{"base":"../x"}})",
          .shards = {{"a", *Sha256::from_hex(kSha256)}, {"b", Sha256{}}}};
}

TEST(ShardIndex, BeginsAsClientsHaveSeenIt) {
  auto plain = index();
  plain.info.clear();
  const auto bytes = write_shard_index(plain);
  ASSERT_TRUE(bytes);
  EXPECT_TRUE(
      bytes->starts_with("\x83\xa7version\x01\xa4info\x84\xa8"
                         "base_url\xa0\xafshards_base_url"));
}

TEST(ShardIndex, WhatIsWrittenReadsTheSame) {
  const auto bytes = write_shard_index(index());
  ASSERT_TRUE(bytes);

  const auto read = conda::read_shard_index(*bytes);

  ASSERT_TRUE(read) << read.error().words();
  EXPECT_EQ(read->subdir, "linux-64");
  EXPECT_EQ(read->base_url, "");
  EXPECT_EQ(read->shards_base_url, "./shards/");
  EXPECT_EQ(read->created_at, "2026-11-20T13:12:00Z");
  EXPECT_EQ(read->shards, index().shards);
  EXPECT_NE(read->info.find(R"("channel_relations":{"base":"../x"})"), std::string::npos);
  EXPECT_EQ(*write_shard_index(*read), *bytes);
}

TEST(ShardIndex, WhatUpstreamLeavesOutIsEmpty) {
  const auto read = conda::read_shard_index(packed(
      cat(R"({"version":2,"zoo":[],"shards":{"b":")", kSha256, R"(","a":")", kSha256, R"("}})")));
  ASSERT_TRUE(read) << read.error().words();
  EXPECT_EQ(read->base_url, "");
  ASSERT_EQ(read->shards.size(), 2u);
  EXPECT_EQ(read->shards[0].name, "a");
  EXPECT_EQ(read->shards[0].sha256.hex(), kSha256);
}

TEST(ShardIndex, WhatIsNoIndexOfShardsIsAnError) {
  const auto error = [](std::string_view json) {
    return conda::read_shard_index(packed(json)).error().words();
  };
  EXPECT_EQ(error("{}"), "not an index of shards: it has no 'shards'");
  EXPECT_EQ(error(R"({"shards":{"a":7}})"),
            "shards: a: not an index of shards: a shard without a SHA-256");
  EXPECT_EQ(error(R"({"shards":{"a":"00"}})"),
            "shards: a: '00' is not a SHA-256: it needs 64 hex digits");
  EXPECT_EQ(error("[]"),
            "not an index of shards: not valid MessagePack: byte 1: a value of another kind than "
            "expected");
}

TEST(ShardIndex, ANameStandsOnce) {
  const std::string entry =
      "\xa1"
      "a\xc4\x20" +
      std::string(32, 'x');
  EXPECT_EQ(conda::read_shard_index("\x81\xa6shards\x82" + entry + entry).error().words(),
            "shards: not an index of shards: the name 'a' stands twice");
}

}  // namespace

}  // namespace adder::testing
