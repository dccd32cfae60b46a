#include "mirror/conda/index_files.h"

#include "base/conda/shard.h"
#include "base/conda/shard_index.h"
#include "base/core/text.h"
#include "base/io/file.h"
#include "base/io/hasher.h"
#include "base/io/unpacker.h"
#include "base/io/zstd.h"
#include "mirror/store/blobs.h"
#include "tests/support/repodata.h"
#include "tests/support/temp_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace adder::testing {

namespace {

using conda::Section;
using mirror::IndexFiles;
using mirror::WithBz2;
using Lines = std::vector<std::string>;

std::string record_json(std::string_view name, std::string_view version,
                        std::string_view more = "") {
  return cat(R"({"name":")", name, R"(","version":")", version,
             R"(","build":"0","build_number":0,"depends":[],"sha256":")",
             io::sha256_of(cat(name, version)).hex(),
             R"(","size":1,"indexed_timestamp":1700000000000)", more, "}");
}

// Everything that is written of some records.
class Written : public ::testing::Test {
 protected:
  void SetUp() override {
    auto opened = mirror::Store::open(folder.path(), Clock());
    ASSERT_TRUE(opened);
    store.emplace(*std::move(opened));
    matter.subdir = "noarch";
  }

  struct Given {
    Section section;
    std::string name;
    std::string version;
    std::string more = {};
  };

  IndexFiles write(const std::vector<Given>& records, WithBz2 with_bz2 = WithBz2::no) {
    auto spool = mirror::RecordSpool::make(store->paths().incoming());
    EXPECT_TRUE(spool);
    for (const auto& [section, name, version, more] : records) {
      const auto ending = section == Section::packages         ? ".tar.bz2"
                          : section == Section::packages_conda ? ".conda"
                                                               : "";
      const auto key = cat(name, '-', version, "-0", ending);
      EXPECT_TRUE(spool->add({.section = section,
                              .key = key,
                              .name = name,
                              .json = record_json(name, version, more)}));
    }
    const auto exports = [](std::size_t at) -> Result<std::string> {
      return std::string(at == 0 ? R"({"weak":["x"]})" : "");
    };
    auto files = write_index_files(*store, "conda/demo/noarch", matter, *spool, exports, with_bz2);
    EXPECT_TRUE(files) << files.error().words();
    return *std::move(files);
  }

  static std::string page(const IndexFiles& files, std::string_view name) {
    const auto found = std::ranges::find(files.pages, name, &mirror::PageFile::name);
    EXPECT_NE(found, files.pages.end()) << name;
    if (found == files.pages.end()) return {};
    const auto text = content_of(found->draft);
    EXPECT_EQ(io::sha256_of(text), found->sha256) << name;
    return text;
  }

  // What all shards tell, in the order of the records' keys.
  Lines shard_records(const IndexFiles& files) const {
    const auto index_text =
        io::unzstd(page(files, "repodata_shards.msgpack.zst"), std::size_t{1} << 20);
    EXPECT_TRUE(index_text);
    const auto index = conda::read_shard_index(*index_text);
    EXPECT_TRUE(index);
    HeardRepodata heard;
    for (const auto& shard : index->shards) {
      const auto text = io::unzstd(content_of(store->paths().blob(shard.sha256)), 1 << 20);
      EXPECT_TRUE(text);
      EXPECT_TRUE(conda::read_shard(*text, heard));
    }
    return only_records(std::move(heard.lines));
  }

  static Lines only_records(Lines lines) {
    std::erase_if(lines, [](const std::string& line) {
      return !line.starts_with("packages") && !line.starts_with("v3 ");
    });
    std::ranges::sort(lines);
    return lines;
  }

  TempFolder folder;
  std::optional<mirror::Store> store;
  mirror::IndexMatter matter;
};

TEST_F(Written, AllEncodingsSayTheSame) {
  const auto files = write({{Section::packages, "a", "1.0"},
                            {Section::packages_conda, "a", "1.0"},
                            {Section::packages_conda, "b", "2.0"},
                            {Section::v3_conda, "c", "1.0"}},
                           WithBz2::yes);
  const auto text = page(files, "repodata.json");
  EXPECT_EQ(only_records(hear_repodata(text)).size(), 4u);

  for (const auto& [name, packing] : std::map<std::string, io::Packing>{
           {"repodata.json.zst", io::Packing::zstd}, {"repodata.json.bz2", io::Packing::bzip2}}) {
    std::string unpacked;
    io::Unpacker unpacker(packing, 1 << 20, [&](std::string_view piece) -> Result<void> {
      unpacked += piece;
      return {};
    });
    EXPECT_TRUE(unpacker.add(page(files, name)));
    EXPECT_TRUE(unpacker.finish());
    EXPECT_EQ(unpacked, text) << name;
  }
  EXPECT_EQ(shard_records(files), only_records(hear_repodata(text)));
}

TEST_F(Written, EveryShardIsABlobThatIsPromised) {
  const auto files =
      write({{Section::packages_conda, "a", "1.0"}, {Section::packages_conda, "b", "1.0"}});
  ASSERT_EQ(files.shards.size(), 2u);
  for (const auto& shard : files.shards) {
    EXPECT_EQ(shard.path, cat("conda/demo/noarch/shards/", shard.sha256.hex(), ".msgpack.zst"));
    const auto blob = find_blob(*store, shard.sha256);
    ASSERT_TRUE(blob && *blob);
  }
}

TEST_F(Written, CurrentRepodataHasTheNewestOnly) {
  const auto files =
      write({{Section::packages_conda, "a", "1.0"}, {Section::packages_conda, "a", "2.0"}});
  const auto current = only_records(hear_repodata(page(files, "current_repodata.json")));
  ASSERT_EQ(current.size(), 1u);
  EXPECT_NE(current[0].find("a-2.0-0.conda"), std::string::npos);
}

TEST_F(Written, RunExportsNamesEveryFile) {
  const auto files =
      write({{Section::packages, "a", "1.0"}, {Section::packages_conda, "b", "1.0"}});
  const auto text = page(files, "run_exports.json");
  EXPECT_NE(text.find(R"("a-1.0-0.tar.bz2":{"run_exports":{"weak":["x"]}})"), std::string::npos)
      << text;
  EXPECT_NE(text.find(R"("b-1.0-0.conda":{"run_exports":{}})"), std::string::npos) << text;
}

TEST_F(Written, TheSameRecordsGiveTheSameBytesInWhateverOrderTheyCome) {
  const Given a{Section::packages_conda, "a", "1.0"};
  const Given b{Section::packages, "b", "1.0"};
  const auto one = write({a, b});
  const auto other = write({b, a});
  ASSERT_EQ(one.pages.size(), other.pages.size());
  for (std::size_t at = 0; at < one.pages.size(); ++at) {
    EXPECT_EQ(one.pages[at].name, other.pages[at].name);
    if (one.pages[at].name.starts_with("run_exports")) continue;  // told by place in this test
    EXPECT_EQ(one.pages[at].sha256, other.pages[at].sha256) << one.pages[at].name;
  }
}

TEST_F(Written, AnIndexOfNothingIsAnIndex) {
  const auto files = write({});
  EXPECT_EQ(only_records(hear_repodata(page(files, "repodata.json"))), Lines{});
  EXPECT_TRUE(files.shards.empty());
  EXPECT_FALSE(page(files, "repodata_shards.msgpack.zst").empty());
}

TEST_F(Written, WhatUpstreamSaysBesidesItsRecordsIsThere) {
  matter.info = R"({"subdir":"noarch","base_url":"https://elsewhere.example/","x":1})";
  matter.removed = {"gone-1.0-0.conda"};
  matter.unknown = {{"future", "[1,2]"}};
  matter.signatures = {{"a-1.0-0.conda", R"({"k":{}})"}};
  const auto text = page(write({{Section::packages_conda, "a", "1.0"}}), "repodata.json");
  for (const auto* part : {"\"x\":1", "gone-1.0-0.conda", "\"future\":[1,2]", "\"signatures\""}) {
    EXPECT_NE(text.find(part), std::string::npos) << part;
  }
  EXPECT_EQ(text.find("base_url"), std::string::npos);
}

}  // namespace

}  // namespace adder::testing
