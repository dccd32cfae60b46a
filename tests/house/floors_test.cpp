#include "tests/house/tree.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>

namespace adder::testing {

namespace {

namespace fs = std::filesystem;

using Folders = std::set<std::string>;

Folders operator+(Folders left, const Folders& right) {
  left.insert(right.begin(), right.end());
  return left;
}

const Folders kBase = {"base/core",  "base/io",   "base/net",
                       "base/conda", "base/pypi", "base/documents"};

// The floors of the house: who may include whom, besides itself. A folder that is not named here
// has no place in the house yet.
const std::map<std::string, Folders> kMayInclude = {
    {"base/core", {}},
    {"base/io", {"base/core"}},
    {"base/net", {"base/core", "base/io"}},
    {"base/conda", {"base/core"}},
    {"base/pypi", {"base/core"}},
    {"base/documents", {"base/core", "base/conda", "base/pypi"}},
    {"mirror/words", kBase},
    {"mirror/lists", kBase + Folders{"mirror/words"}},
    {"mirror/telling", kBase + Folders{"mirror/words"}},
    {"mirror/store", kBase + Folders{"mirror/words", "mirror/lists"}},
    {"mirror/pypi", kBase + Folders{"mirror/words", "mirror/lists", "mirror/store"}},
    {"mirror/conda", kBase + Folders{"mirror/words", "mirror/lists", "mirror/store"}},
    {"mirror", kBase + Folders{"mirror/words", "mirror/lists", "mirror/store", "mirror/pypi",
                               "mirror/conda"}},
    {"cli", kBase + Folders{"mirror/words", "mirror/lists", "mirror/telling", "mirror/store",
                            "mirror/pypi", "mirror/conda", "mirror"}},
};

// Headers of other people's libraries. Only .cpp files and private *_handle.h files see them.
const std::vector<std::string> kOutside = {"CLI/",     "archive", "curl/",    "nlohmann/",
                                           "openssl/", "re2/",    "simdjson", "sodium",
                                           "sqlite3",  "toml",    "zlib",     "zstd"};

// They stand above the house: tests and measurements may include everything.
bool stands_outside(const fs::path& file) {
  const auto top = file.begin()->string();
  return top == "tests" || top == "bench";
}

// What stands between the quotes or angle brackets of an include line.
std::optional<std::string> included(const std::string& line, char open, char close) {
  const auto start = std::string("#include ") + open;
  if (!line.starts_with(start)) return std::nullopt;
  return line.substr(start.size(), line.find(close, start.size()) - start.size());
}

bool is_outside_header(const std::string& header) {
  if (header == "nlohmann/json_fwd.hpp") return false;  // made for being seen by headers
  return std::ranges::any_of(kOutside,
                             [&](const std::string& start) { return header.starts_with(start); });
}

class FloorsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (tree().empty()) GTEST_SKIP() << "no git to ask which files belong to the house";
  }
};

TEST_F(FloorsTest, EveryFolderWithCodeHasItsFloor) {
  for (const auto& file : tree({".h", ".cpp"})) {
    if (stands_outside(file)) continue;
    const auto folder = file.parent_path().string();
    EXPECT_TRUE(kMayInclude.contains(folder)) << file << " stands on no floor of the house";
  }
}

TEST_F(FloorsTest, NobodyIncludesUpwards) {
  for (const auto& file : tree({".h", ".cpp"})) {
    const auto floor = kMayInclude.find(file.parent_path().string());
    if (floor == kMayInclude.end()) continue;
    each_line(file, [&](const std::string& line, int number) {
      const auto header = included(line, '"', '"');
      if (!header) return;
      const auto folder = fs::path(*header).parent_path().string();
      EXPECT_TRUE(folder == floor->first || floor->second.contains(folder))
          << file.string() << ":" << number << ": " << floor->first << " may not include "
          << *header;
    });
  }
}

TEST_F(FloorsTest, HeadersOfOtherLibrariesStayInSourceFiles) {
  for (const auto& file : tree({".h"})) {
    if (stands_outside(file) || file.string().ends_with("_handle.h")) continue;
    each_line(file, [&](const std::string& line, int number) {
      const auto header = included(line, '<', '>');
      EXPECT_FALSE(header && is_outside_header(*header))
          << file.string() << ":" << number << ": " << *header << " belongs into a .cpp file";
    });
  }
}

TEST_F(FloorsTest, EveryHeaderIsReadOnce) {
  for (const auto& file : tree({".h"})) {
    EXPECT_TRUE(text_of(file).starts_with("#pragma once\n")) << file;
  }
}

TEST_F(FloorsTest, EveryFileIncludesItsOwnHeaderFirst) {
  for (const auto& file : tree({".cpp"})) {
    auto own = file;
    own.replace_extension(".h");
    if (!fs::exists(fs::path(ADDER_SOURCE) / own)) continue;
    std::string first;
    each_line(file, [&](const std::string& line, int) {
      if (first.empty() && line.starts_with("#include")) first = line;
    });
    EXPECT_EQ(first, "#include \"" + own.string() + "\"") << file;
  }
}

}  // namespace

}  // namespace adder::testing
