#pragma once

#include "base/core/text.h"
#include "base/io/file.h"
#include "base/io/hasher.h"
#include "mirror/store/copy_in.h"
#include "mirror/store/generations.h"
#include "mirror/store/publication.h"
#include "mirror/store/store.h"
#include "tests/support/temp_folder.h"
#include "tests/support/told.h"

#include <gtest/gtest.h>

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace adder::testing {

// What a project's page says and names: files by name, and their bytes.
struct Project {
  std::string words;
  std::map<std::string, std::string> files = {};
};
using Projects = std::map<std::string, Project>;

// A store in a folder of its own, whose time passes when a test says so.
class StoreWorld : public ::testing::Test {
 protected:
  StoreWorld() = default;
  explicit StoreWorld(const std::filesystem::path& parent) : folder(parent) {}

  mirror::Store open() {
    auto store = mirror::Store::open(root(), Clock(now));
    if (!store) throw std::runtime_error(store.error().words());
    return *std::move(store);
  }

  std::filesystem::path root() const { return folder.path(); }

  static std::string public_path(const std::string& file) { return "pypi/packages/aa/" + file; }

  static void add_blob(const mirror::Store& store, const std::string& bytes) {
    const auto known = mirror::find_blob(store, io::sha256_of(bytes));
    ASSERT_TRUE(known);
    if (*known) return;
    const auto arrival = mirror::write_in(store, bytes);
    ASSERT_TRUE(arrival);
    const auto settled = mirror::settle(store, *arrival);
    ASSERT_TRUE(settled) << settled.error().words();
  }

  // The pages carry the number, as real ones do.
  static mirror::UnitDraft draft_of(const std::string& name, const Project& project) {
    mirror::UnitDraft draft{
        .path = mirror::project_unit(name),
        .draw =
            [project](int generation) {
              return std::vector<mirror::Page>{
                  {.name = "index.html", .bytes = cat(generation, " html ", project.words)},
                  {.name = "index.v1_json", .bytes = cat(generation, " json ", project.words)}};
            },
        .promises = {}};
    for (const auto& [file, bytes] : project.files) {
      draft.promises.push_back({.path = public_path(file), .sha256 = io::sha256_of(bytes)});
    }
    return draft;
  }

  // Index files as they lie in store/incoming, and what they name: paths below the unit, and bytes.
  using Files = std::map<std::string, std::string>;
  static mirror::FileUnitDraft file_draft(const mirror::Store& store, const std::string& unit,
                                          const Files& pages, const Files& files = {}) {
    mirror::FileUnitDraft draft{.path = unit, .pages = {}, .promises = {}};
    for (const auto& [name, bytes] : pages) {
      const auto file = store.paths().incoming() / cat(io::sha256_of(unit + name).hex(), ".page");
      std::ofstream(file, std::ios::binary) << bytes;
      draft.pages.push_back({.name = name, .draft = file, .sha256 = io::sha256_of(bytes)});
    }
    for (const auto& [name, bytes] : files) {
      add_blob(store, bytes);
      draft.promises.push_back({.path = cat(unit, '/', name), .sha256 = io::sha256_of(bytes)});
    }
    return draft;
  }

  // Publishes units whose pages are files, and leaves all others alone.
  std::optional<int> publish_files(const mirror::Store& store,
                                   std::vector<mirror::FileUnitDraft> drafts,
                                   const std::vector<std::string>& gone = {}) {
    auto publication = mirror::Publication::begin(store, mirror::Cause::sync);
    EXPECT_TRUE(publication);
    for (auto& draft : drafts) {
      const auto done = publication->put(std::move(draft));
      EXPECT_TRUE(done) << done.error().words();
    }
    for (const auto& unit : gone) EXPECT_TRUE(publication->remove(unit));
    const auto made = std::move(*publication).commit(told);
    EXPECT_TRUE(made) << made.error().words();
    return made ? *made : std::nullopt;
  }

  // The bytes are at home before anything is published.
  static void bring_home(const mirror::Store& store, const Projects& projects) {
    for (const auto& [name, project] : projects) {
      for (const auto& [file, bytes] : project.files) add_blob(store, bytes);
    }
  }

  static Result<void> put(mirror::Publication& publication, const Projects& projects) {
    for (const auto& [name, project] : projects) TRY(publication.put(draft_of(name, project)));
    return {};
  }

  // Makes the projects what they are here and leaves all others alone.
  std::optional<int> publish(const mirror::Store& store, const Projects& projects) {
    bring_home(store, projects);
    auto publication = mirror::Publication::begin(store, mirror::Cause::sync);
    EXPECT_TRUE(publication);
    const auto done = put(*publication, projects);
    EXPECT_TRUE(done) << done.error().words();
    const auto made = std::move(*publication).commit(told);
    EXPECT_TRUE(made) << made.error().words();
    return made ? *made : std::nullopt;
  }

  std::string published(const std::string& path) const {
    return content_of(root() / "public" / path);
  }
  bool is_there(const std::string& path) const { return std::filesystem::exists(root() / path); }

  // Everything below a folder: what links lead to and files hold; in public/, folders too.
  std::map<std::string, std::string> tree(const std::string& below) const {
    std::map<std::string, std::string> out;
    if (!is_there(below)) return out;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root() / below)) {
      const auto path = entry.path().lexically_relative(root()).native();
      if (entry.is_symlink()) {
        out[path] = "-> " + std::filesystem::read_symlink(entry.path()).native();
      } else if (entry.is_regular_file()) {
        out[path] = content_of(entry.path());
      } else if (below == "public") {
        out[path] = "a folder";
      }
    }
    return out;
  }

  std::int64_t mtime_of(const std::string& path) const {
    struct stat found {};
    EXPECT_EQ(::stat((root() / "public" / path).c_str(), &found), 0) << path;
    return found.st_mtim.tv_sec;
  }

  // Runs it in a process of its own, which is cut off at the end.
  template <class Steps>
  static void cut_off_after(const Steps& steps) {
    const auto child = ::fork();
    if (child == 0) {
      steps();
      ::_exit(0);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_EQ(status, 0);
  }

  void pass(std::chrono::seconds time) { now += time; }

  TempFolder folder;
  Time now = Time(std::chrono::seconds(1'800'000'000));
  Told told;
};

}  // namespace adder::testing
