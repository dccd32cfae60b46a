#include "tests/program/mirror.h"
#include "tests/support/damage.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <string>
#include <vector>

namespace adder::testing {

namespace {

namespace fs = std::filesystem;

using Json = nlohmann::json;

class VerifyCommand : public DemoMirror {
 protected:
  void SetUp() override {
    DemoMirror::SetUp();
    want("demo-leaf\n");
    ASSERT_EQ(adder({"sync", "-q"}).exit, 0);
    const auto file = file_below(published("pypi/packages"), ".whl");
    for (const auto& entry : fs::recursive_directory_iterator(root() / "store/blobs")) {
      if (entry.is_regular_file() && content_of(entry.path()) == content_of(file)) {
        blob = entry.path();
      }
    }
  }

  // Flips a byte of a published page and says how it is named.
  std::string damaged_page() const {
    const auto file = file_below(published("pypi/.pages/demo-leaf.1"), "index.html");
    flip(file);
    return below_root(file);
  }
  std::string damaged_blob() const {
    flip(blob);
    return below_root(blob);
  }
  std::string below_root(const fs::path& file) const {
    return file.lexically_relative(root()).native();
  }

  fs::path blob;  // of a wheel
};

TEST_F(VerifyCommand, FindsNothingInAWholeMirror) {
  const auto ended = adder({"verify"});

  EXPECT_EQ(ended.exit, 0);
  EXPECT_EQ(ended.out.find("checked 9 files ("), 0u) << ended.out;
  EXPECT_TRUE(has(ended.out, " pages: 0 damaged\n")) << ended.out;
  EXPECT_EQ(ended.err, "");
  const auto found = answer({"verify", "--jobs", "2"});
  EXPECT_EQ(found["schema"], 1);
  EXPECT_EQ(found["damages"], Json::array());
  for (const auto* count : {"blobs", "bytes", "pages", "files", "shown"}) {
    EXPECT_GT(found[count], 0) << count;
  }
  EXPECT_EQ(found["generations"], 1);
}

TEST_F(VerifyCommand, NamesTheBlobWithAFlippedByte) {
  const auto damaged = damaged_blob();

  const auto ended = adder({"verify"});

  EXPECT_EQ(ended.exit, 1);
  const auto file = file_below(published("pypi/packages"), ".whl").filename().native();
  EXPECT_EQ(ended.out.find(damaged + " (" + file + ") holds other bytes than the ledger says\n"),
            0u)
      << ended.out;
  EXPECT_TRUE(has(ended.out, " pages: 1 damaged\n")) << ended.out;
  EXPECT_EQ(ended.err, "hint: 'adder verify --repair' fetches it again\n");
  EXPECT_EQ(answer({"verify"})["damages"],
            Json::array({{{"path", damaged},
                          {"what", "holds other bytes than the ledger says"},
                          {"mended", false},
                          {"file", file}}}));
}

TEST_F(VerifyCommand, NamesThePublishedPageWithAFlippedByte) {
  const auto damaged = damaged_page();

  const auto ended = adder({"verify"});

  EXPECT_EQ(ended.exit, 1);
  EXPECT_EQ(ended.out.find(damaged + " "), 0u) << ended.out;
  EXPECT_TRUE(has(ended.out, " pages: 1 damaged\n")) << ended.out;
}

TEST_F(VerifyCommand, RepairMendsAndEndsWithZero) {
  const auto package = damaged_blob();
  const auto page = damaged_page();

  const auto ended = adder({"verify", "--repair"});

  EXPECT_EQ(ended.exit, 0) << ended.err;
  EXPECT_EQ(ended.out.find(package + " ("), ended.out.find(package)) << ended.out;
  EXPECT_TRUE(has(ended.out, ") holds other bytes than the ledger says; mended\n")) << ended.out;
  EXPECT_TRUE(has(ended.out, page + " ")) << ended.out;
  EXPECT_TRUE(has(ended.out, " pages: 3 damaged, 3 mended\n")) << ended.out;
  EXPECT_EQ(adder({"verify"}).exit, 0);
}

TEST_F(VerifyCommand, RepairRemovesWhatDoesNotBelong) {
  here.write("root/store/generations/7", "left behind\n");

  EXPECT_EQ(adder({"verify"}).out.find("store/generations/7 does not belong here\n"), 0u);
  const auto ended = adder({"verify", "--repair"});

  EXPECT_EQ(ended.exit, 0);
  EXPECT_EQ(ended.out.find("store/generations/7 does not belong here; removed\n"), 0u) << ended.out;
  EXPECT_FALSE(fs::exists(root() / "store/generations/7"));
}

TEST_F(VerifyCommand, WhatUpstreamNoLongerOffersStaysDamaged) {
  const auto damaged = damaged_blob();
  const auto page = damaged_page();
  ASSERT_TRUE(upstream.change(R"({"change": "remove", "name": "demo-leaf"})"));

  const auto ended = adder({"verify", "--repair", "--json"});

  EXPECT_EQ(ended.exit, 1);
  const auto found = Json::parse(ended.out)["damages"];
  ASSERT_EQ(found.size(), 2u) << ended.out;
  EXPECT_EQ(found[0]["path"], page);
  EXPECT_EQ(found[0]["mended"], true);
  EXPECT_EQ(found[1]["path"], damaged);
  EXPECT_EQ(found[1]["mended"], false);
  EXPECT_TRUE(has(ended.err, "held: pypi/demo_leaf-")) << ended.err;
  EXPECT_TRUE(has(ended.err, "  from http://127.0.0.1:")) << ended.err;
  EXPECT_EQ(adder({"verify"}).exit, 1) << "it stays known";
}

TEST_F(VerifyCommand, OnlyToRepairTakesTheLock) {
  const int lock = ::open((root() / ".lock").c_str(), O_RDWR | O_CLOEXEC);
  ASSERT_EQ(::flock(lock, LOCK_EX), 0);

  EXPECT_EQ(adder({"verify"}).exit, 0);
  EXPECT_EQ(adder({"verify", "--repair"}).exit, 4);
  ::close(lock);
}

// An auditor, who may read everything and write nothing.
TEST_F(VerifyCommand, IsForThoseWhoMayOnlyRead) {
  const auto closed = fs::perms::owner_write | fs::perms::group_write | fs::perms::others_write;
  fs::permissions(here.path(),
                  fs::perms::group_exec | fs::perms::others_exec | fs::perms::group_read |
                      fs::perms::others_read,
                  fs::perm_options::add);
  fs::permissions(root(), closed, fs::perm_options::remove);
  // Nothing is closed to root, so root becomes somebody else.
  const bool is_root = ::geteuid() == 0;
  for (const auto* command : {"verify", "status", "generations"}) {
    auto words = is_root ? std::vector<std::string>{"setpriv", "--reuid=65534", "--clear-groups"}
                         : std::vector<std::string>();
    words.insert(words.end(), {ADDER_PROGRAM, command});
    const auto ended = run({.words = words, .folder = here.path()});
    EXPECT_EQ(ended.exit, 0) << command << '\n' << ended.err;
  }
  fs::permissions(root(), fs::perms::owner_write, fs::perm_options::add);
  EXPECT_FALSE(fs::exists(root() / "ledger.db-shm"));
}

TEST_F(VerifyCommand, TakesNoNumberOfThreadsThatIsNone) {
  for (const auto* jobs : {"0", "-1", "two", "99999999999"}) {
    const auto ended = adder({"verify", std::string("--jobs=") + jobs});
    EXPECT_EQ(ended.exit, 2);
    EXPECT_EQ(ended.err, std::string("error: --jobs: '") + jobs +
                             "' is not a whole number from 1 on\n"
                             "hint: 'adder verify --help' shows how it is used\n");
  }
}

}  // namespace

}  // namespace adder::testing
