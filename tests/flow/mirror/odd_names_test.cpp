#include "base/core/text.h"
#include "base/core/uri.h"
#include "base/net/url.h"
#include "base/pypi/simple_reader.h"
#include "mirror/hide.h"
#include "mirror/rollback.h"
#include "tests/support/loopback_index.h"
#include "tests/support/pypi_mirror.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace adder::testing {

namespace {

// Names that mean something else in a URL than in a folder.
const std::vector<std::string> kNames = {
    "odd-1.0 a.tar.gz", "odd-1.0%41.tar.gz",      "odd-1.0#b.tar.gz",
    "odd-1.0+c!.zip",   "odd-1.0\xc3\xa9.tar.gz", "odd-1.0?d.tar.gz",
};

class OddNames : public ::testing::Test {
 protected:
  void SetUp() override {
    std::vector<IndexFile> files;
    for (const auto& name : kNames) {
      files.push_back({.name = name,
                       .bytes = "bytes of " + name,
                       .more = R"(,"core-metadata":true,"provenance":"/files/some.provenance")"});
      index.server.offer(cat("/files/", percent_encode(name), ".metadata"), "Name: " + name);
    }
    index.server.offer("/files/some.provenance", "{}");
    index.put("odd", files);
    mirror.want("odd");
    ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  }

  // By file name what a client gets that follows the page's reference.
  std::map<std::string, std::string> fetched() const {
    const std::string page = "https://mirror.example.org/pypi/simple/odd/";
    std::map<std::string, std::string> bodies;
    const auto read = pypi::read_project_page(
        mirror.page("odd"), page,
        [](std::string_view file, std::string_view why) { ADD_FAILURE() << file << ": " << why; });
    for (const auto& file : read->files) {
      bodies[file.filename] = served(file.url);
      EXPECT_EQ(served(file.url + ".metadata"), "Name: " + file.filename);
      EXPECT_EQ(served(file.provenance.value_or("")), "{}") << file.filename;
      EXPECT_NE(mirror.published("pypi/simple/odd/index.html")
                    .find(file.url.substr(file.url.find("packages/"))),
                std::string::npos);
    }
    return bodies;
  }
  std::string served(const std::string& text) const {
    const auto url = net::parse_url(text);
    if (!url) return url.error().words();
    return mirror.published(net::percent_decode(url->path).substr(1));
  }

  static std::map<std::string, std::string> all() {
    std::map<std::string, std::string> bodies;
    for (const auto& name : kNames) bodies[name] = "bytes of " + name;
    return bodies;
  }

  LoopbackIndex index;
  PypiMirror mirror{index.url()};
};

TEST_F(OddNames, LeadToTheFilesWherePagesNameThem) {
  EXPECT_EQ(fetched(), all());

  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  EXPECT_TRUE(mirror.told.generations.empty());
  EXPECT_TRUE(mirror.told.fetches.empty());
}

TEST_F(OddNames, AreHiddenAndShownAgain) {
  for (const auto& name : kNames) {
    ASSERT_TRUE(mirror::hide(mirror.config, mirror.clock, name, "why", mirror.told)) << name;
    auto others = all();
    others.erase(name);
    EXPECT_EQ(fetched(), others);
    ASSERT_TRUE(mirror::unhide(mirror.config, mirror.clock, name, mirror.told)) << name;
    EXPECT_EQ(fetched(), all());
  }
}

TEST_F(OddNames, AreRolledBackTo) {
  index.put("odd", {{.name = "odd-2.0.tar.gz", .bytes = "new"}});
  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;

  const auto made = mirror::rollback(mirror.config, mirror.clock, 1,
                                     mirror::AfterRollback::keep_syncing, "", mirror.told);

  ASSERT_TRUE(made) << made.error().words();
  EXPECT_EQ(fetched(), all());
}

TEST_F(OddNames, WithNewBytesAreHeldAndStayPublished) {
  std::vector<IndexFile> files;
  for (const auto& name : kNames) files.push_back({.name = name, .bytes = "other bytes"});
  index.put("odd", files);

  EXPECT_EQ(mirror.exit_of_sync(), 1) << mirror.trouble;

  EXPECT_EQ(fetched(), all());
  ASSERT_EQ(mirror.told.holds.size(), kNames.size());
  for (const auto& held : mirror.told.holds) {
    EXPECT_EQ(held.reason, mirror::HeldReason::changed);
  }
}

}  // namespace

}  // namespace adder::testing
