#include "mirror/verify.h"
#include "tests/support/demo_upstream.h"
#include "tests/support/distributions.h"
#include "tests/support/pypi_mirror.h"
#include "tests/support/zip_builder.h"

#include <gtest/gtest.h>

#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace adder::testing {

namespace fs = std::filesystem;

namespace {

using mirror::HeldReason;

bool has(const std::string& text, std::string_view words) {
  return text.find(words) != std::string::npos;
}

class Own : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!upstream.answers()) GTEST_SKIP() << "the demonstration index does not start here";
    mirror.config.pypi->own = {own.path()};
  }

  void add_wheel(const Distribution& distribution, const std::string& folder = "") {
    own.write(folder + distribution.wheel_name(), distribution.wheel());
  }

  bool was_asked(const std::string& project) const {
    const auto requests = upstream.requests();
    return std::ranges::any_of(
        requests, [&](const auto& request) { return has(request, "/" + project + "/"); });
  }

  // The reasons of what is held, as lines.
  std::vector<std::string> held() const {
    std::vector<std::string> lines;
    for (const auto& held : mirror.told.holds) {
      lines.push_back(cat(held.item, ": ", words(held.reason), ": ", held.detail));
    }
    return lines;
  }

  const DemoUpstream upstream;
  PypiMirror mirror{upstream.simple()};
  TempFolder own;
  const Distribution tool{.name = "centre-tool",
                          .version = "1.0",
                          .requires_python = ">=3.9",
                          .requires_dist = {"demo-leaf"}};
};

TEST_F(Own, IsPublishedWholeWithoutBeingOnAnyList) {
  add_wheel(tool);
  own.write(tool.sdist_name(), tool.sdist());
  own.write("README.txt", "not a package");

  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;

  const auto page = mirror.page("centre-tool");
  EXPECT_TRUE(has(page, "centre_tool-1.0-py3-none-any.whl"));
  EXPECT_TRUE(has(page, "centre_tool-1.0.tar.gz"));
  EXPECT_TRUE(has(page, R"("requires-python":">=3.9")"));
  EXPECT_TRUE(has(page, "upload-time"));
  EXPECT_TRUE(has(page, R"("core-metadata":{"sha256":")"));
  EXPECT_FALSE(has(page, own.path().native()));
  EXPECT_TRUE(has(mirror.published("pypi/simple/index.v1_json"), "centre-tool"));
  EXPECT_FALSE(was_asked("centre-tool"));
  EXPECT_TRUE(mirror.told.fetches.empty());
}

TEST_F(Own, ServesTheMetadataInsideItsWheels) {
  add_wheel(tool);

  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;

  std::vector<std::string> texts;
  const auto packages = mirror.folder.path() / "public/pypi/packages";
  for (const auto& entry : fs::recursive_directory_iterator(packages)) {
    if (entry.path().native().ends_with(".whl.metadata")) texts.push_back(content_of(entry.path()));
  }
  EXPECT_EQ(texts, std::vector<std::string>{tool.metadata()});
}

TEST_F(Own, IsNeverAskedForUpstreamNorMergedWithIt) {
  mirror.want("demo-leaf");
  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  ASSERT_TRUE(has(mirror.page("demo-leaf"), "demo_leaf-1.0.tar.gz"));
  upstream.forget();
  add_wheel({.name = "demo-leaf", .version = "7.0"});
  upstream.change(R"({"change": "release", "name": "demo-leaf", "version": "8.0"})");

  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;

  EXPECT_FALSE(was_asked("demo-leaf"));
  EXPECT_TRUE(has(mirror.page("demo-leaf"), "demo_leaf-7.0-py3-none-any.whl"));
  EXPECT_FALSE(has(mirror.page("demo-leaf"), "demo_leaf-1.0"));
}

TEST_F(Own, CountsAsHeldWhereSomethingDependsOnIt) {
  add_wheel({.name = "demo-leaf", .version = "1.0"});
  mirror.want("demo-dep", mirror::Dependencies::yes);

  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;

  EXPECT_TRUE(mirror.publishes("pypi/simple/demo-dep/index.html"));
  EXPECT_FALSE(was_asked("demo-leaf"));
  EXPECT_FALSE(has(mirror.page("demo-leaf"), "demo_leaf-0.9"));
}

TEST_F(Own, BringsItsDependenciesWhereAListAsksForThem) {
  add_wheel(tool);
  mirror.want("centre-tool", mirror::Dependencies::yes);

  mirror::SyncOptions dry;
  dry.dry_run = true;
  const auto preview = mirror.sync(dry);
  ASSERT_TRUE(preview) << preview.error().words();
  ASSERT_EQ(preview->plans.size(), 1u);
  const auto planned = preview->plans[0].plan.add.files;
  EXPECT_FALSE(fs::exists(mirror.folder.path() / "ledger.db"));

  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;

  EXPECT_TRUE(mirror.publishes("pypi/simple/demo-leaf/index.html"));
  EXPECT_TRUE(mirror.told.warnings.empty());
  ASSERT_EQ(mirror.told.plans.size(), 1u);
  EXPECT_EQ(mirror.told.plans[0].add, planned);
}

TEST_F(Own, BrokenFilesAreHeldAndKeepTheirNameFromUpstream) {
  own.write("demo_leaf-3.0-py3-none-any.whl", "no zip at all");
  own.write("demo_pkg-9.0.whl", tool.wheel());
  own.write("centre_other-1.0-py3-none-any.whl", tool.wheel());
  own.write(
      "centre_tool-2.0-py3-none-any.whl",
      ZipFile{.members = {stored("centre_tool-2.0.dist-info/METADATA", tool.metadata())}}.bytes());
  mirror.want("demo-leaf");
  mirror.want("demo-pkg");

  EXPECT_EQ(mirror.exit_of_sync(), 1) << mirror.trouble;

  const auto lines = held();
  ASSERT_EQ(lines.size(), 4u);
  EXPECT_TRUE(has(lines[0], "centre_other-1.0-py3-none-any.whl: malformed: "));
  EXPECT_TRUE(has(lines[1], "its metadata is that of version '1.0'"));
  EXPECT_TRUE(has(lines[2], "demo_leaf-3.0-py3-none-any.whl: malformed: "));
  EXPECT_TRUE(has(lines[3], "its name is not that of a wheel")) << lines[3];
  EXPECT_FALSE(was_asked("demo-leaf"));
  EXPECT_FALSE(was_asked("demo-pkg"));
  EXPECT_FALSE(mirror.publishes("pypi/simple/demo-leaf"));
}

// Root reads every file, but not these.
TEST_F(Own, WhatCannotBeReadIsHeldAndKeepsItsNameFromUpstream) {
  fs::create_symlink("nowhere", own / "demo_leaf-3.0-py3-none-any.whl");
  fs::create_directory(own / "demo_pkg-9.0-py3-none-any.whl");
  ASSERT_EQ(::mkfifo((own / "demo_dep-9.0.tar.gz").c_str(), 0600), 0);
  for (const auto* const name : {"demo-leaf", "demo-pkg", "demo-dep"}) mirror.want(name);

  EXPECT_EQ(mirror.exit_of_sync(), 1) << mirror.trouble;

  const auto lines = held();
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_TRUE(has(lines[0], "demo_dep-9.0.tar.gz: malformed: it is no regular file")) << lines[0];
  EXPECT_TRUE(has(lines[1], "No such file or directory")) << lines[1];
  EXPECT_TRUE(has(lines[2], "it is no regular file")) << lines[2];
  for (const auto* const name : {"demo-leaf", "demo-pkg", "demo-dep"}) {
    EXPECT_FALSE(was_asked(name)) << name;
    EXPECT_FALSE(mirror.publishes(cat("pypi/simple/", name))) << name;
  }
}

TEST_F(Own, AFileThatCanNoLongerBeReadStaysPublishedAsItWas) {
  add_wheel(tool);
  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  const auto page = mirror.page("centre-tool");
  fs::remove(own / tool.wheel_name());
  fs::create_symlink("nowhere", own / tool.wheel_name());

  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(mirror.exit_of_sync(), 1) << mirror.trouble;
    EXPECT_EQ(mirror.page("centre-tool"), page);
  }
  EXPECT_FALSE(was_asked("centre-tool"));
}

TEST_F(Own, TwoFilesOfOneNameAreHeldUnlessTheirBytesAreTheSame) {
  add_wheel(tool, "a/");
  add_wheel(tool, "b/");
  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  const auto page = mirror.page("centre-tool");

  auto other = tool;
  other.content = "x = 2\n";
  add_wheel(other, "b/");

  EXPECT_EQ(mirror.exit_of_sync(), 1);
  ASSERT_EQ(held().size(), 1u);
  EXPECT_TRUE(has(held()[0], "two files of this name with different bytes"));
  EXPECT_EQ(mirror.page("centre-tool"), page) << "what is published stays";
}

TEST_F(Own, NewBytesUnderAPublishedNameAreHeldUntilAccepted) {
  add_wheel(tool);
  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  const auto page = mirror.page("centre-tool");
  auto changed = tool;
  changed.content = "x = 2\n";
  add_wheel(changed);

  EXPECT_EQ(mirror.exit_of_sync(), 1);
  ASSERT_EQ(mirror.told.holds.size(), 1u);
  EXPECT_EQ(mirror.told.holds[0].reason, HeldReason::changed);
  EXPECT_EQ(mirror.page("centre-tool"), page);

  EXPECT_EQ(mirror.exit_of_sync({.accept_changed = {"pypi/" + tool.wheel_name()}}), 0);
  EXPECT_NE(mirror.page("centre-tool"), page);
}

TEST_F(Own, IsNotReadAgainWhenNothingChanged) {
  add_wheel(tool);
  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  const auto file = own / tool.wheel_name();
  // Reading would move the time of the last access, had it been long ago.
  const auto long_ago = fs::last_write_time(file) - std::chrono::hours(48);
  fs::last_write_time(file, long_ago);
  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  upstream.forget();

  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;

  EXPECT_TRUE(mirror.told.generations.empty());
  EXPECT_TRUE(upstream.requests().empty()) << "nothing is wished for";
}

TEST_F(Own, LeavesTheMirrorWithItsLastFileAndTheFolderAsItIs) {
  add_wheel(tool);
  add_wheel({.name = "centre-other", .version = "1.0"});
  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  fs::remove(own / tool.wheel_name());

  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;

  EXPECT_FALSE(mirror.publishes("pypi/simple/centre-tool"));
  EXPECT_TRUE(mirror.publishes("pypi/simple/centre-other"));
}

TEST_F(Own, AFolderThatIsGoneOrEmptyPublishesNothingUntilSomebodySaysSo) {
  add_wheel(tool);
  mirror.want("centre-tool");
  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  fs::remove(own / tool.wheel_name());

  EXPECT_EQ(mirror.exit_of_sync(), 3);
  ASSERT_EQ(mirror.told.errors.size(), 1u);
  EXPECT_TRUE(has(mirror.told.errors[0], "is empty and held 1 of the centre's own packages"));
  EXPECT_FALSE(was_asked("centre-tool"));
  EXPECT_TRUE(mirror.publishes("pypi/simple/centre-tool/index.html"));

  EXPECT_EQ(mirror.exit_of_sync({.allow_shrink = {"pypi"}}), 0);
  EXPECT_FALSE(mirror.publishes("pypi/simple/centre-tool"));

  fs::remove(own.path());
  EXPECT_EQ(mirror.exit_of_sync(), 3);
}

TEST_F(Own, NeedsNoUpstreamAtAll) {
  mirror.config.pypi->upstreams = {};
  add_wheel(tool);
  mirror.want("demo-leaf");

  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;

  EXPECT_TRUE(mirror.publishes("pypi/simple/centre-tool/index.html"));
  EXPECT_TRUE(upstream.requests().empty());
}

TEST_F(Own, MendsItsBlobsFromTheFolder) {
  add_wheel(tool);
  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  const auto blobs = mirror.folder.path() / "store/blobs/sha256";
  for (const auto& entry : fs::recursive_directory_iterator(blobs)) {
    if (!entry.is_regular_file()) continue;
    fs::permissions(entry.path(), fs::perms::owner_write, fs::perm_options::add);
    std::ofstream(entry.path()) << "broken";
  }
  upstream.forget();

  const auto outcome =
      mirror::verify(mirror.config, mirror.clock, {.repair = true}, mirror.told, {});

  ASSERT_TRUE(outcome) << outcome.error().words();
  EXPECT_FALSE(outcome->damages.empty());
  EXPECT_EQ(outcome->unmended(), 0u);
  EXPECT_TRUE(upstream.requests().empty());
}

}  // namespace

}  // namespace adder::testing
