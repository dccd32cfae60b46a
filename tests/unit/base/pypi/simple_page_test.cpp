#include "base/core/text.h"
#include "base/pypi/simple_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace adder::testing {

namespace {

using pypi::FileRecord;
using pypi::ProjectPage;

constexpr std::string_view kBase = "https://example.org/pypi/simple/demo/";
const std::string kHex(64, 'a');

struct Outcome {
  Result<ProjectPage> page;
  std::vector<std::string> malformed;  // "name: why"
};

Outcome read(std::string_view json, std::string_view base = kBase) {
  std::vector<std::string> malformed;
  auto page = pypi::read_project_page(json, base, [&](std::string_view name, std::string_view why) {
    malformed.push_back(cat(name, ": ", why));
  });
  return {std::move(page), std::move(malformed)};
}

// A page with these entries.
Outcome read_files(const std::string& entries) {
  return read(R"({"meta":{"api-version":"1.4"},"name":"demo","files":[)" + entries + "]}");
}

// The one file of a page whose entry has this field more.
FileRecord with(const std::string& field) {
  auto outcome = read_files(R"({"filename":"demo-1.zip","url":"d.zip","hashes":{},)" + field + "}");
  EXPECT_TRUE(outcome.page);
  EXPECT_EQ(outcome.malformed, std::vector<std::string>{});
  return outcome.page->files.empty() ? FileRecord() : outcome.page->files[0];
}

std::string why_malformed(const std::string& fields) {
  const auto outcome = read_files("{" + fields + "}");
  EXPECT_TRUE(outcome.page) << outcome.page.error().words();
  EXPECT_TRUE(outcome.page->files.empty());
  return join(outcome.malformed, "; ");
}

std::string why_malformed_beside(const std::string& field) {
  return why_malformed(R"("filename":"d","url":"d","hashes":{},)" + field);
}

TEST(SimplePage, ReadsAPageAsPyPIWritesIt) {
  const auto outcome = read(
      R"({"alternate-locations":[],"files":[{"core-metadata":{"sha256":")" + kHex +
      R"("},"data-dist-info-metadata":false,"filename":"demo-1.0-py3-none-any.whl",)"
      R"("hashes":{"md5":"AB","sha256":")" +
      kHex +
      R"("},"provenance":"https://pypi.org/integrity/x","requires-python":">=3.8","size":1234,)"
      R"("upload-time":"2024-01-02T03:04:05.678901Z","url":"https://files.example.org/a/demo.whl",)"
      R"("yanked":"broken","new-thing":{"a":[1.50,null]}}],)"
      R"("meta":{"_last-serial":77,"api-version":"1.4","_x":1},"name":"demo",)"
      R"("project-status":{"status":"archived","reason":"done"},"versions":["1.0","0.9"]})");

  ASSERT_TRUE(outcome.page) << outcome.page.error().words();
  EXPECT_TRUE(outcome.malformed.empty());
  const auto& page = *outcome.page;
  EXPECT_EQ(page.name, "demo");
  EXPECT_EQ(page.api_version, "1.4");
  EXPECT_EQ(page.serial, 77u);
  EXPECT_EQ(page.status, (pypi::ProjectStatus{.marker = "archived", .reason = "done"}));
  EXPECT_EQ(page.versions, (std::vector<std::string>{"1.0", "0.9"}));
  EXPECT_EQ(page.unknown, (std::vector<pypi::UnknownField>{{"alternate-locations", "[]"}}));
  EXPECT_EQ(page.unknown_meta, (std::vector<pypi::UnknownField>{{"_x", "1"}}));
  const FileRecord expected = {
      .filename = "demo-1.0-py3-none-any.whl",
      .url = "https://files.example.org/a/demo.whl",
      .sha256 = *Sha256::from_hex(kHex),
      .other_hashes = {{"md5", "ab"}},
      .requires_python = ">=3.8",
      .size = 1234,
      .upload_time = "2024-01-02T03:04:05.678901Z",
      .yanked = {.yanked = true, .reason = "broken"},
      .core_metadata = {.offered = true, .sha256 = *Sha256::from_hex(kHex)},
      .provenance = "https://pypi.org/integrity/x",
      .unknown = {{"new-thing", R"({"a":[1.50,null]})"}},
  };
  ASSERT_EQ(page.files.size(), 1u);
  EXPECT_EQ(page.files[0], expected);
}

TEST(SimplePage, WhatAPageDoesNotSayStaysEmpty) {
  const auto outcome = read(R"({"meta":{},"files":[{"filename":"d","url":"d","hashes":{}}]})");

  ASSERT_TRUE(outcome.page) << outcome.page.error().words();
  const FileRecord expected = {.filename = "d", .url = "https://example.org/pypi/simple/demo/d"};
  EXPECT_EQ(outcome.page->files, std::vector<FileRecord>{expected});
  EXPECT_EQ(outcome.page->api_version, "1.0");
  EXPECT_EQ(outcome.page->serial, std::nullopt);
  EXPECT_EQ(outcome.page->status, std::nullopt);
}

TEST(SimplePage, ResolvesUrlsAgainstThePage) {
  const auto url = [](const std::string& reference, std::string_view base = kBase) {
    const auto outcome = read(
        R"({"meta":{},"files":[{"filename":"d","url":")" + reference + R"(","hashes":{}}]})", base);
    return outcome.page->files.empty() ? outcome.malformed[0] : outcome.page->files[0].url;
  };

  EXPECT_EQ(url("../../packages/a/d#sha256=00"), "https://example.org/pypi/packages/a/d");
  EXPECT_EQ(url("//cdn.example.org/d"), "https://cdn.example.org/d");
  EXPECT_EQ(url("../d", "file:///srv/simple/demo/"), "file:///srv/simple/d");
  EXPECT_EQ(url("file:///etc/passwd"), "d: 'file:///etc/passwd' is neither https nor http");
  EXPECT_EQ(url("javascript:alert(1)"), "d: 'javascript:alert(1)' is neither https nor http");
  EXPECT_EQ(url("a b"), "d: 'a b' is not a URL");
}

TEST(SimplePage, AStringMeansYankedEvenAnEmptyOne) {
  EXPECT_EQ(with(R"("yanked":false)").yanked, pypi::Yanked{});
  EXPECT_EQ(with(R"("yanked":null)").yanked, pypi::Yanked{});
  EXPECT_EQ(with(R"("yanked":true)").yanked, (pypi::Yanked{.yanked = true, .reason = ""}));
  EXPECT_EQ(with(R"("yanked":"")").yanked, (pypi::Yanked{.yanked = true, .reason = ""}));
  EXPECT_EQ(with(R"("yanked":"why")").yanked, (pypi::Yanked{.yanked = true, .reason = "why"}));
}

TEST(SimplePage, FindsCoreMetadataUnderEachOfItsNames) {
  const pypi::CoreMetadata hashed = {.offered = true, .sha256 = *Sha256::from_hex(kHex)};
  const pypi::CoreMetadata offered = {.offered = true, .sha256 = {}};
  const auto object = R"({"sha256":")" + kHex + "\"}";

  for (const std::string key : {"core-metadata", "dist-info-metadata", "data-dist-info-metadata"}) {
    EXPECT_EQ(with(cat('"', key, "\":", object)).core_metadata, hashed) << key;
    EXPECT_EQ(with("\"" + key + "\":true").core_metadata, offered) << key;
    EXPECT_EQ(with("\"" + key + "\":{}").core_metadata, offered) << key;
    EXPECT_EQ(with("\"" + key + "\":false").core_metadata, pypi::CoreMetadata{}) << key;
  }
  EXPECT_EQ(with(R"("dist-info-metadata":true,"core-metadata":false)").core_metadata,
            pypi::CoreMetadata{});
}

TEST(SimplePage, BadMetadataAndProvenanceHoldOnlyThemselves) {
  EXPECT_EQ(with(R"("core-metadata":{"sha256":"xyz"})").core_metadata, pypi::CoreMetadata{});
  EXPECT_EQ(with(R"("core-metadata":7)").core_metadata, pypi::CoreMetadata{});
  EXPECT_EQ(with(R"("provenance":7)").provenance, std::nullopt);
  EXPECT_EQ(with(R"("provenance":"ftp://x/y")").provenance, std::nullopt);
  EXPECT_EQ(with(R"("provenance":"../p")").provenance, "https://example.org/pypi/simple/p");
}

TEST(SimplePage, TakesEmptyForUnknownAsSomeServersWriteIt) {
  const auto file = with(R"("size":"","upload-time":"","requires-python":"","provenance":"")");

  EXPECT_EQ(file.size, std::nullopt);
  EXPECT_EQ(file.upload_time, std::nullopt);
  EXPECT_EQ(file.requires_python, std::nullopt);
  EXPECT_EQ(file.provenance, std::nullopt);
  EXPECT_EQ(with(R"("size":null)").size, std::nullopt);
}

TEST(SimplePage, KeepsEveryHashOfCoreMetadata) {
  EXPECT_EQ(with(cat(R"("core-metadata":{"md5":"AB","sha256":")", kHex, R"(","sha512":"cd"})"))
                .core_metadata,
            (pypi::CoreMetadata{.offered = true,
                                .sha256 = *Sha256::from_hex(kHex),
                                .other_hashes = {{"md5", "ab"}, {"sha512", "cd"}}}));
  EXPECT_EQ(with(R"("core-metadata":{"md5":"AB"})").core_metadata,
            (pypi::CoreMetadata{.offered = true, .other_hashes = {{"md5", "ab"}}}));
  EXPECT_EQ(with(R"("core-metadata":{"md5":"xyz"})").core_metadata, pypi::CoreMetadata{});
}

TEST(SimplePage, TellsWhetherThereIsASignature) {
  EXPECT_EQ(with(R"("gpg-sig":true)").gpg_sig, true);
  EXPECT_EQ(with(R"("gpg-sig":false)").gpg_sig, false);
  EXPECT_EQ(with(R"("gpg-sig":null)").gpg_sig, std::nullopt);
  EXPECT_EQ(with(R"("gpg-sig":"yes")").gpg_sig, std::nullopt);
}

TEST(SimplePage, CarriesUnknownKeysInTheirOrder) {
  EXPECT_EQ(with(R"("z":1e2,"gpg-sig":true,"a":"\u00e9\/")").unknown,
            (std::vector<pypi::UnknownField>{{"z", "1e2"}, {"a", "\"\xc3\xa9/\""}}));
}

TEST(SimplePage, LeavesOutAMalformedFileAndSaysWhy) {
  EXPECT_EQ(why_malformed(R"("url":"d")"), ": field 'filename' is missing or not a string");
  EXPECT_EQ(why_malformed(R"("filename":7,"url":"d")"),
            "7: field 'filename' is missing or not a string");
  EXPECT_EQ(why_malformed(R"("filename":"../d","url":"d")"),
            "../d: '../d' is not a safe file name");
  EXPECT_EQ(why_malformed(R"("filename":"d")"), "d: field 'url' is missing or not a string");
  EXPECT_EQ(why_malformed_beside(R"("size":-1)"),
            "d: field 'size' is missing or not a whole number");
  EXPECT_EQ(why_malformed_beside(R"("size":"12")"),
            "d: field 'size' is missing or not a whole number");
  EXPECT_EQ(why_malformed_beside(R"("yanked":1)"),
            "d: field 'yanked' is missing or not a boolean or a string");
  EXPECT_EQ(why_malformed_beside(R"("requires-python":[])"),
            "d: field 'requires-python' is missing or not a string");
  EXPECT_EQ(why_malformed(R"("filename":"d","url":"d","hashes":{"sha256":"abc"})"),
            "d: 'abc' is not a SHA-256: it needs 64 hex digits");
  EXPECT_EQ(why_malformed(R"("filename":"d","url":"d","hashes":{"md5":"xy"})"),
            "d: field 'hashes.md5' is missing or not hex digits");
  EXPECT_EQ(why_malformed(R"("filename":"d","url":"d","hashes":"none")"),
            "d: field 'hashes' is missing or not an object");
}

TEST(SimplePage, AFlawInOneEntryIsThatEntrysOwn) {
  const std::string good = R"({"filename":"good","url":"g","hashes":{}})";

  const auto outcome =
      read_files(R"({"filename":"bad","url":"a","url":"b"},)" + good +
                 R"(,{"filename":"nul","url":"n","x":{"y":"\u0000"}},7,["\u0000"])");

  ASSERT_TRUE(outcome.page) << outcome.page.error().words();
  ASSERT_EQ(outcome.page->files.size(), 1u);
  EXPECT_EQ(outcome.page->files[0].filename, "good");
  ASSERT_EQ(outcome.malformed.size(), 3u);
  EXPECT_EQ(outcome.malformed[0], "bad: not valid JSON: byte 81: the key 'url' stands twice");
  EXPECT_NE(outcome.malformed[1].find("nul: not valid JSON"), std::string::npos);
  EXPECT_EQ(outcome.malformed[2], ": 2 entries are not objects");
}

std::string repeated(std::string_view piece, std::size_t times) {
  std::string text;
  text.reserve(piece.size() * times);
  for (std::size_t i = 0; i < times; ++i) text += piece;
  return text;
}

// A page of small values asks for a hundred times the memory it came in.
TEST(SimplePage, RefusesAPageThatTakesTooMuchMemory) {
  const auto unknown =
      read(R"({"meta":{},"name":"demo","files":[],"x":[)" + repeated("0,", 1'000'000) + "0]}");
  const auto numbers = read_files(repeated("0,", 60'000) + "0");
  const auto small = read_files(repeated(R"({"filename":"a","url":"a"},)", 60'000) + "0");
  const auto keys =
      read_files(R"({"filename":"a","url":"a","hashes":{)" + repeated(R"("md5":"ab",)", 1'000'000));

  for (const auto* const outcome : {&unknown, &numbers, &small, &keys}) {
    ASSERT_FALSE(outcome->page);
    EXPECT_EQ(outcome->page.error().kind(), Error::Kind::too_long) << outcome->page.error().words();
  }
  EXPECT_EQ(small.page.error().words(), "a project's page with more than 50000 files");
}

TEST(SimplePage, TakesAPageOfManyFilesAsTheLargestProjectsHaveThem) {
  std::string entries;
  for (int i = 0; i < 30'000; ++i) {
    entries += cat(R"({"filename":"demo-)", i, R"(-py3-none-any.whl","hashes":{"sha256":")", kHex,
                   R"("},"url":"https://files.example.org/packages/)", kHex, R"(/demo-)", i,
                   R"(-py3-none-any.whl","upload-time":"2024-01-02T03:04:05.678901Z"},)");
  }
  entries.pop_back();

  const auto outcome = read_files(entries);

  ASSERT_TRUE(outcome.page) << outcome.page.error().words();
  EXPECT_EQ(outcome.page->files.size(), 30'000u);
}

// Another upstream may be asked by plain http: that is no leave for this one.
TEST(SimplePage, ThatCameByHttpsLeadsToNoPlainHttp) {
  std::vector<std::string> flaws;
  const auto page = pypi::read_project_page(
      R"({"meta":{},"files":[{"filename":"a","url":"http://files.example.org/a"},)"
      R"({"filename":"b","url":"https://files.example.org/b"}]})",
      "https://example.org/simple/p/",
      [&](std::string_view file, std::string_view why) { flaws.push_back(cat(file, ": ", why)); });

  ASSERT_TRUE(page) << page.error().words();
  ASSERT_EQ(page->files.size(), 1u);
  EXPECT_EQ(page->files[0].filename, "b");
  EXPECT_EQ(flaws,
            std::vector<std::string>{
                "a: 'http://files.example.org/a' is plain http, and the page came by https"});
}

TEST(SimplePage, AFlawBeforeAGoodEntryIsNotBlamedOnIt) {
  const auto outcome = read_files(R"(["\u0000"],{"filename":"good","url":"g"})");

  ASSERT_TRUE(outcome.page) << outcome.page.error().words();
  EXPECT_EQ(outcome.page->files.size(), 1u);
}

TEST(SimplePage, AFileThatStandsTwiceCountsOnceOrNotAtAll) {
  const std::string first = R"({"filename":"a","url":"x","size":1})";
  const std::string other = R"({"filename":"a","url":"x","size":2})";
  const std::string next = R"({"filename":"b","url":"y"})";

  const auto same = read_files(first + "," + next + "," + first);
  const auto differ = read_files(first + "," + next + "," + other + "," + first);

  EXPECT_EQ(same.page->files.size(), 2u);
  EXPECT_TRUE(same.malformed.empty());
  ASSERT_EQ(differ.page->files.size(), 1u);
  EXPECT_EQ(differ.page->files[0].filename, "b");
  EXPECT_EQ(differ.malformed,
            std::vector<std::string>{"a: stands twice on the page with different facts"});
}

TEST(SimplePage, RefusesWhatIsNoPage) {
  const auto error = [](std::string_view json) {
    const auto outcome = read(json);
    return outcome.page ? "none" : outcome.page.error().words();
  };
  const std::string shape = "not a project's page: it needs 'meta' and 'files'";

  EXPECT_EQ(error("[]"), shape);
  EXPECT_EQ(error("{}"), shape);
  EXPECT_EQ(error(R"({"message":"not found"})"), shape);
  EXPECT_EQ(error(R"({"meta":{},"files":{}})"), shape);
  EXPECT_EQ(error(R"({"meta":[],"files":[]})"), shape);
  EXPECT_EQ(error(R"({"meta":{},"files":[]})"), "none");
  EXPECT_EQ(error(R"({"meta":{"api-version":"2.0"},"files":[]})"),
            "the page is of API version '2.0', adder understands 1.x");
  EXPECT_EQ(error(R"({"meta":{"api-version":"1.17"},"files":[]})"), "none");
  EXPECT_EQ(error(R"({"meta":{"api-version":""},"files":[]})"),
            "the page is of API version '', adder understands 1.x");
  EXPECT_EQ(error(R"({"meta":{},"files":[],"name":"a","name":"b"})"),
            "not valid JSON: byte 33: the key 'name' stands twice");
  EXPECT_EQ(error("<!DOCTYPE html>"), "not valid JSON: byte 0: expected a value, found '<'");
}

TEST(SimplePage, AStatusThatCannotBeUnderstoodIsAnError) {
  for (const std::string status : {R"("quarantined")", "{}", R"({"status":1})", "[]"}) {
    const auto outcome = read(R"({"meta":{},"files":[],"project-status":)" + status + "}");
    EXPECT_FALSE(outcome.page) << status;
  }
  EXPECT_EQ(read(R"({"meta":{},"files":[],"project-status":null})").page->status, std::nullopt);
  EXPECT_EQ(
      read(R"({"meta":{},"files":[],"project-status":{"status":"new"}})").page->status->marker,
      "new");
}

}  // namespace

}  // namespace adder::testing
