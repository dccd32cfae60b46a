#include "base/pypi/simple_writer.h"

#include "base/core/text.h"
#include "base/pypi/simple_reader.h"

#include <gtest/gtest.h>

#include <optional>
#include <random>
#include <string>

namespace adder::testing {

namespace {

using pypi::FileRecord;
using pypi::ProjectPage;

const std::string kHex(64, 'a');

ProjectPage page_of(FileRecord file) {
  return {.name = "demo",
          .api_version = "1.4",
          .serial = 7,
          .status = pypi::ProjectStatus{},
          .versions = {"1.0"},
          .files = {std::move(file)},
          .unknown = {},
          .unknown_meta = {}};
}

FileRecord wheel() {
  return {.filename = "demo-1.0.whl",
          .url = "../../packages/demo-1.0.whl",
          .sha256 = *Sha256::from_hex(kHex),
          .other_hashes = {},
          .requires_python = ">=3.8",
          .size = 12,
          .upload_time = "2024-01-02T03:04:05.678901Z",
          .yanked = {},
          .core_metadata = {.offered = true, .sha256 = *Sha256::from_hex(kHex)},
          .provenance = "https://example.org/p",
          .unknown = {{"new", "{\"a\":1}"}}};
}

std::string link_of(const FileRecord& file) {
  const auto html = pypi::write_project_html(page_of(file));
  const auto begin = html.find("<a ");
  return html.substr(begin, html.find('\n', begin) - begin);
}

TEST(SimpleWriter, WritesJsonAsPyPIDoesWithAnEntryALine) {
  EXPECT_EQ(
      pypi::write_project_json(page_of(wheel())),
      "{\"meta\":{\"_last-serial\":7,\"api-version\":\"1.4\"},\"name\":\"demo\","
      "\"project-status\":{\"status\":\"active\"},\"versions\":[\n\"1.0\"],\"files\":[\n"
      "{\"core-metadata\":{\"sha256\":\"" +
          kHex +
          "\"},"
          "\"data-dist-info-metadata\":{\"sha256\":\"" +
          kHex +
          "\"},"
          "\"filename\":\"demo-1.0.whl\",\"hashes\":{\"sha256\":\"" +
          kHex +
          "\"},"
          "\"provenance\":\"https://example.org/p\",\"requires-python\":\">=3.8\",\"size\":12,"
          "\"upload-time\":\"2024-01-02T03:04:05.678901Z\","
          "\"url\":\"../../packages/demo-1.0.whl\",\"yanked\":false,\"new\":{\"a\":1}}]}\n");
}

TEST(SimpleWriter, LeavesOutOfJsonWhatIsUnknown) {
  EXPECT_EQ(pypi::write_project_json({.name = "demo", .files = {{.filename = "d", .url = "u"}}}),
            "{\"meta\":{\"api-version\":\"1.4\"},\"name\":\"demo\",\"versions\":[],\"files\":[\n"
            "{\"core-metadata\":false,\"data-dist-info-metadata\":false,\"filename\":\"d\","
            "\"hashes\":{},\"provenance\":null,\"requires-python\":null,\"url\":\"u\","
            "\"yanked\":false}]}\n");
}

TEST(SimpleWriter, WritesHtmlAsPyPIDoes) {
  EXPECT_EQ(pypi::write_project_html(page_of(wheel())),
            "<!DOCTYPE html>\n<html lang=\"en\">\n  <head>\n"
            "    <meta name=\"pypi:repository-version\" content=\"1.4\">\n"
            "    <meta name=\"pypi:project-status\" content=\"active\">\n"
            "    <title>Links for demo</title>\n  </head>\n  <body>\n"
            "    <h1>Links for demo</h1>\n"
            "    <a href=\"../../packages/demo-1.0.whl#sha256=" +
                kHex +
                "\""
                " data-requires-python=\"&gt;=3.8\""
                " data-dist-info-metadata=\"sha256=" +
                kHex +
                "\""
                " data-core-metadata=\"sha256=" +
                kHex +
                "\""
                " data-provenance=\"https://example.org/p\">demo-1.0.whl</a><br />\n"
                "  </body>\n</html>\n<!--SERIAL 7-->\n");
}

TEST(SimpleWriter, WritesAYankWithAndWithoutReason) {
  const auto json = [](const pypi::Yanked& yanked) {
    const auto text = pypi::write_project_json(page_of({.yanked = yanked}));
    return text.substr(text.find("\"yanked\""));
  };

  EXPECT_EQ(json({.yanked = true, .reason = ""}), "\"yanked\":true}]}\n");
  EXPECT_EQ(json({.yanked = true, .reason = "a\"b"}), "\"yanked\":\"a\\\"b\"}]}\n");
  EXPECT_EQ(link_of({.filename = "d", .url = "u", .yanked = {.yanked = true, .reason = ""}}),
            "<a href=\"u\" data-yanked=\"\">d</a><br />");
  EXPECT_EQ(link_of({.filename = "d", .url = "u", .yanked = {.yanked = true, .reason = "a\"<b"}}),
            "<a href=\"u\" data-yanked=\"a&#34;&lt;b\">d</a><br />");
}

TEST(SimpleWriter, TakesTheNextBestHashForALink) {
  EXPECT_EQ(
      link_of({.filename = "d", .url = "u", .other_hashes = {{"blake2b", "1"}, {"md5", "2"}}}),
      "<a href=\"u#md5=2\">d</a><br />");
}

TEST(SimpleWriter, WritesEveryHashOfCoreMetadataAndTheBestOneInHtml) {
  const auto with = [](pypi::CoreMetadata metadata) {
    return FileRecord{.filename = "d", .url = "u", .core_metadata = std::move(metadata)};
  };
  const auto all = with({.offered = true,
                         .sha256 = *Sha256::from_hex(kHex),
                         .other_hashes = {{"md5", "1"}, {"sha512", "2"}}});
  const auto weak = with({.offered = true, .other_hashes = {{"blake2b", "1"}, {"md5", "2"}}});

  const auto json = pypi::write_project_json(page_of(all));
  EXPECT_NE(json.find(cat(R"("core-metadata":{"md5":"1","sha512":"2","sha256":")", kHex, "\"},")),
            std::string::npos)
      << json;
  EXPECT_NE(link_of(all).find(cat("data-core-metadata=\"sha256=", kHex, '"')), std::string::npos);
  EXPECT_NE(link_of(weak).find("data-core-metadata=\"md5=2\""), std::string::npos);
}

TEST(SimpleWriter, TellsWhetherThereIsASignatureIfSomebodySaidSo) {
  const auto with = [](std::optional<bool> gpg_sig) {
    return FileRecord{.filename = "d", .url = "u", .gpg_sig = gpg_sig};
  };
  const auto json = [&](std::optional<bool> gpg_sig) {
    return pypi::write_project_json(page_of(with(gpg_sig)));
  };

  EXPECT_EQ(link_of(with(true)), R"(<a href="u" data-gpg-sig="true">d</a><br />)");
  EXPECT_EQ(link_of(with(false)), R"(<a href="u" data-gpg-sig="false">d</a><br />)");
  EXPECT_NE(json(true).find(R"("filename":"d","gpg-sig":true,"hashes")"), std::string::npos);
  EXPECT_NE(json(false).find(R"("gpg-sig":false)"), std::string::npos);
  EXPECT_EQ(json({}).find("gpg-sig"), std::string::npos);
}

TEST(SimpleWriter, NamesProvenanceInHtmlOnlyWhereItsAddressIsSecureAndWhole) {
  for (const std::string url : {"http://example.org/p", "../p"}) {
    EXPECT_EQ(link_of({.filename = "d", .url = "u", .provenance = url}),
              "<a href=\"u\">d</a><br />");
  }
}

TEST(SimpleWriter, WritesTheReasonOfAStatus) {
  const ProjectPage page = {
      .name = "demo", .status = pypi::ProjectStatus{.marker = "archived", .reason = "<done>"}};

  EXPECT_NE(pypi::write_project_html(page).find(
                "content=\"archived\">\n    <meta name=\"pypi:project-status-reason\""
                " content=\"&lt;done&gt;\">\n"),
            std::string::npos);
  EXPECT_NE(pypi::write_project_json(page).find(
                "\"project-status\":{\"status\":\"archived\",\"reason\":\"<done>\"}"),
            std::string::npos);
}

TEST(SimpleWriter, NothingAStrangerWritesBecomesMarkup) {
  const std::string evil = "\"'><script>&</a>-->";
  const ProjectPage page = {.name = evil,
                            .status = pypi::ProjectStatus{.marker = evil, .reason = evil},
                            .files = {{.filename = evil,
                                       .url = evil,
                                       .requires_python = evil,
                                       .yanked = {.yanked = true, .reason = evil},
                                       .provenance = "https://" + evil}}};

  const auto html = pypi::write_project_html(page);

  EXPECT_EQ(html.find("<script"), std::string::npos);
  EXPECT_EQ(html.find("-->"), std::string::npos);
  EXPECT_EQ(html.find('\''), std::string::npos);
}

// Pages of every shape a server may send, with texts of every kind.
class Pages {
 public:
  explicit Pages(unsigned seed) : random_(seed) {}

  ProjectPage next() {
    ProjectPage page = {.name = text(), .api_version = "1.4"};
    if (coin()) page.serial = random_();
    if (coin()) page.status = pypi::ProjectStatus{.marker = text(), .reason = maybe(text())};
    for (auto n = below(4); n > 0; --n) page.versions.push_back(text());
    for (auto n = below(6); n > 0; --n) page.files.push_back(file(n));
    if (coin()) page.unknown = {{"x" + text(), "[1.50,{\"k\":null}]"}, {"y", "\"z\""}};
    if (coin()) page.unknown_meta = {{"_z" + text(), "-0.0e+5"}};
    return page;
  }

 private:
  FileRecord file(std::uint64_t n) {
    FileRecord file = {.filename = cat("demo-", n, ".zip"),
                       .url = cat("https://h.org/", n, "%2B?q")};
    if (coin()) file.sha256 = *Sha256::from_hex(kHex);
    if (coin()) file.other_hashes = {{"md5", "00ff"}, {"x" + text(), "1"}};
    file.requires_python = maybe(text());
    if (coin()) file.size = random_();
    file.upload_time = maybe(text());
    file.yanked.yanked = coin();
    if (file.yanked.yanked && coin()) file.yanked.reason = text();
    file.core_metadata.offered = coin();
    if (file.core_metadata.offered && coin()) file.core_metadata.sha256 = *Sha256::from_hex(kHex);
    if (file.core_metadata.offered && coin()) file.core_metadata.other_hashes = {{"md5", "0f"}};
    if (coin()) file.gpg_sig = coin();
    file.provenance = maybe("https://h.org/p");
    if (coin()) file.unknown = {{"u" + text(), "true"}, {"v", "{}"}};
    return file;
  }

  // Never empty, which would read as unknown.
  std::string text() {
    static const std::vector<std::string> pieces = {"a",
                                                    "Z",
                                                    "\"",
                                                    "\\",
                                                    "/",
                                                    "<",
                                                    "&",
                                                    "'",
                                                    "\n",
                                                    "\t",
                                                    "\x01",
                                                    "\x7f",
                                                    "\xc3\xbc",
                                                    "\xe2\x80\xa8",
                                                    "\xf0\x9f\x90\x8d",
                                                    "{",
                                                    "]",
                                                    ",",
                                                    " "};
    std::string out = "t";
    for (auto n = below(12); n > 0; --n) out += pieces[below(pieces.size())];
    return out;
  }
  std::optional<std::string> maybe(std::string text) {
    return coin() ? std::optional(std::move(text)) : std::nullopt;
  }
  bool coin() { return below(2) == 0; }
  std::uint64_t below(std::uint64_t limit) { return random_() % limit; }

  std::mt19937_64 random_;
};

TEST(SimpleWriter, WhatIsWrittenReadsTheSame) {
  Pages pages(20'261'120);
  for (int i = 0; i < 2'000; ++i) {
    const auto page = pages.next();
    const auto json = pypi::write_project_json(page);
    const auto read = pypi::read_project_page(
        json, "https://h.org/simple/demo/", [&](std::string_view name, std::string_view why) {
          ADD_FAILURE() << name << ": " << why << '\n' << json;
        });
    ASSERT_TRUE(read) << read.error().words() << '\n' << json;
    ASSERT_EQ(*read, page) << json;
    ASSERT_EQ(pypi::write_project_json(*read), json);
  }
}

}  // namespace

}  // namespace adder::testing
