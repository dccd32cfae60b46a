#include "tests/unit/mirror/store/gc_model.h"

#include "base/core/text.h"
#include "base/io/hasher.h"
#include "mirror/hide.h"
#include "mirror/pypi/page_versions.h"
#include "mirror/pypi/project_list.h"
#include "mirror/pypi/published_page.h"
#include "mirror/pypi/published_paths.h"
#include "mirror/rollback.h"
#include "mirror/site_unit.h"
#include "mirror/store/gc.h"
#include "mirror/store/hidden.h"
#include "mirror/store/unit.h"
#include "mirror/verify.h"
#include "tests/unit/mirror/store/store_world.h"

#include <algorithm>
#include <random>
#include <set>

namespace adder::testing {

namespace fs = std::filesystem;

namespace {

struct WholeFile {
  std::string bytes;
  std::string metadata;  // empty: none
  friend bool operator==(const WholeFile&, const WholeFile&) = default;
};
using WholePage = std::map<std::string, WholeFile>;
using World = std::map<std::string, WholePage>;  // projects

const std::vector<std::string> kProjects = {"ant", "bee", "cat", "dog"};
const std::string kShared = "shared-1.tar.gz";

std::string path_of(const std::string& name, const std::string& bytes) {
  return mirror::package_path(io::digests_of(bytes).blake2b, name);
}

// A mirror that random things happen to, and the model of what must come of it.
class GcAgainstAModel : public StoreWorld, public ::testing::WithParamInterface<unsigned> {
 protected:
  GcAgainstAModel() : StoreWorld(TempFolder::quick_parent()) {
    config.root = root();
    config.limits = limits;
  }

  unsigned below(unsigned end) { return static_cast<unsigned>(random() % end); }
  bool perhaps(unsigned percent) { return below(100) < percent; }
  template <class T>
  T one_of(const std::vector<T>& things) {
    return things[below(static_cast<unsigned>(things.size()))];
  }

  mirror::Limits draw_limits() {
    mirror::Limits drawn;
    drawn.generations = one_of<int>({1, 2, 4});
    drawn.keep_daily = one_of<int>({0, 1, 3});
    drawn.grace = std::chrono::hours(one_of<int>({0, 6, 30}));
    return drawn;
  }

  Clock clock() const { return Clock(now); }

  // Most commands come to their end.
  void leave(mirror::Store store) {
    if (perhaps(10)) return;
    ASSERT_TRUE(std::move(store).close());
  }

  WholePage shown(const std::string& project, WholePage page) const {
    std::erase_if(page, [&](const auto& file) { return model.is_hidden(project, file.first); });
    return page;
  }

  mirror::ComposedPage composed(const std::string& project, const WholePage& whole) const {
    mirror::ComposedPage out;
    out.page.name = project;
    for (const auto& [name, file] : whole) {
      const auto path = path_of(name, file.bytes);
      pypi::FileRecord record{
          .filename = name, .url = mirror::package_url(path), .sha256 = io::sha256_of(file.bytes)};
      out.promises.push_back({.path = path, .sha256 = *record.sha256});
      if (!file.metadata.empty()) {
        record.core_metadata = {.offered = true, .sha256 = io::sha256_of(file.metadata)};
        out.promises.push_back(
            {.path = path + ".metadata", .sha256 = *record.core_metadata.sha256});
      }
      out.page.files.push_back(std::move(record));
    }
    mirror::keep_versions_of_files(out.page, *pypi::ProjectName::parse(project));
    return out;
  }

  // Upstream has news of a project.
  void change(const std::string& project, WholePage& page) {
    const auto version = std::to_string(below(6));
    const auto name = cat(project, '-', version, ".tar.gz");
    if (perhaps(10)) {
      if (!model.is_hidden(project, kShared)) {
        page[kShared] = {.bytes = "the same for all", .metadata = {}};
      }
    } else if (perhaps(30) && !page.empty()) {
      page.erase(std::next(page.begin(), below(static_cast<unsigned>(page.size()))));
    } else if (!model.is_hidden(project, name)) {
      page[name] = {.bytes = cat(name, perhaps(15) ? " again" : ""),
                    .metadata = perhaps(50) ? cat("of ", name, below(2)) : ""};
    }
  }

  void publish() {
    auto next = world;
    for (const auto& project : kProjects) {
      if (!model.hidden.contains(project) && perhaps(50)) change(project, next[project]);
      if (perhaps(4)) next.erase(project);
    }
    std::erase_if(next, [](const auto& project) { return project.second.empty(); });
    auto store = open();
    for (const auto& [project, page] : next) {
      for (const auto& [name, file] : page) {
        fetch(store, file.bytes);
        if (!file.metadata.empty()) fetch(store, file.metadata);
      }
    }
    if (model.frozen || perhaps(10)) return;  // nothing is published, or the run is cut off
    auto publication = mirror::Publication::begin(store, mirror::Cause::sync);
    ASSERT_TRUE(publication);
    for (const auto& [project, page] : next) {
      if (model.hidden.contains(project)) continue;
      ASSERT_TRUE(mirror::put_page(store, *publication, *pypi::ProjectName::parse(project),
                                   composed(project, page)));
    }
    for (const auto& [project, page] : world) {
      if (next.contains(project)) continue;
      ASSERT_TRUE(publication->remove(mirror::project_unit(project)));
    }
    ASSERT_TRUE(
        mirror::put_project_list(store, *publication, *mirror::hidden_names(store, "pypi")));
    ASSERT_TRUE(mirror::put_site(store, config, *publication));
    ASSERT_TRUE(std::move(*publication).commit(told));
    ASSERT_TRUE(store.ledger().set(mirror::kSettledAt, now.time_since_epoch().count()));
    model.settled = now;
    leave(std::move(store));
    world = next;
    note_publication();
  }

  void fetch(const mirror::Store& store, const std::string& bytes) {
    add_blob(store, bytes);
    model.arrived(bytes, now);
  }

  std::string any_name() {
    const auto project = one_of(kProjects);
    const auto found = world.find(project);
    if (found == world.end()) return {};
    if (found->second.empty() || perhaps(50)) return project;
    return std::next(found->second.begin(), below(static_cast<unsigned>(found->second.size())))
        ->first;
  }

  void hide() {
    const auto name = any_name();
    if (name.empty()) return;
    ASSERT_TRUE(mirror::hide(config, clock(), name, "", told)) << name;
    model.hidden.insert(name);
    note_publication();
  }

  void unhide() {
    if (model.hidden.empty()) return;
    const auto name = one_of(std::vector<std::string>(model.hidden.begin(), model.hidden.end()));
    const auto shown = mirror::unhide(config, clock(), name, told);
    ASSERT_TRUE(shown) << name << ": " << shown.error().words();
    model.hidden.erase(name);
    note_publication();
  }

  int any_generation() {
    return std::next(model.generations.begin(),
                     below(static_cast<unsigned>(model.generations.size())))
        ->first;
  }

  void roll_back() {
    if (model.generations.empty()) return;
    const auto number = any_generation();
    const auto after =
        perhaps(30) ? mirror::AfterRollback::freeze : mirror::AfterRollback::keep_syncing;
    const auto made = mirror::rollback(config, clock(), number, after, "", told);
    ASSERT_TRUE(made) << made.error().words();
    if (after == mirror::AfterRollback::freeze) model.frozen = true;
    world = world_of(model.generations.at(number));
    note_publication();
  }

  bool is_here(const std::string& bytes) const { return model.blobs.contains(bytes); }

  // What the generation would have shown if nothing had been hidden, as far as the bytes are here.
  World world_of(const GcModel::Generation& generation) const {
    World out;
    for (const auto& page : generation.pages) {
      const auto whole = wholes.find(page);
      if (whole == wholes.end()) continue;
      auto& kept = out[page.first.substr(mirror::project_unit("").size())] = whole->second;
      std::erase_if(kept, [&](const auto& file) { return !is_here(file.second.bytes); });
      for (auto& [name, file] : kept) {
        if (!is_here(file.metadata)) file.metadata.clear();
      }
    }
    return out;
  }

  void release() {
    if (last == 0) return;  // there is no mirror yet
    ASSERT_TRUE(mirror::release(config, clock()));
    model.frozen = false;
  }

  void pin() {
    if (model.generations.empty()) return;
    const auto number = any_generation();
    const bool pinned = perhaps(40);
    auto store = open();
    ASSERT_TRUE(mirror::set_pinned(store, number, pinned));
    leave(std::move(store));
    model.generations.at(number).pinned = pinned;
  }

  void collect() {
    const auto project = one_of(kProjects);
    const auto hurry = world.contains(project) && perhaps(20) ? project : "";
    auto store = open();
    const auto waste = hurry.empty()
                           ? mirror::find_waste(store, limits)
                           : mirror::find_waste(store, limits, mirror::NamedPackage(hurry));
    ASSERT_TRUE(waste) << waste.error().words();
    ASSERT_TRUE(mirror::remove_waste(store, *waste));
    leave(std::move(store));
    model.collect(now, hurry);
    compare();
    expect_sound();
  }

  // What is published now makes a generation, if it differs from what was.
  void note_publication() {
    GcModel::Generation next{.made_at = now, .files = {}, .pages = {}};
    const auto number = last + 1;
    World shows;
    std::string list;
    for (const auto& [project, whole] : world) {
      shows[project] = shown(project, whole);
      const auto before = shown_now.find(project);
      const bool same = before != shown_now.end() && before->second == shows[project];
      const auto unit = mirror::project_unit(project);
      next.pages[unit] = same ? since.at(unit) : number;
      if (!model.hidden.contains(project)) list += cat(project, next.pages[unit], '\n');
      for (const auto& [name, file] : shows[project]) {
        const auto path = path_of(name, file.bytes);
        next.files.insert({.project = project, .path = path, .bytes = file.bytes});
        if (file.metadata.empty()) continue;
        next.files.insert({.project = project, .path = path + ".metadata", .bytes = file.metadata});
      }
    }
    const bool changed =
        last == 0 || list != listed || next.pages.size() + 2 != since.size() ||
        std::ranges::any_of(next.pages, [&](const auto& page) { return page.second == number; });
    ASSERT_EQ(told.generations.size(), static_cast<std::size_t>(changed ? number : last));
    for (const auto& [project, whole] : world) {
      const auto unit = mirror::project_unit(project);
      wholes[{unit, next.pages.at(unit)}] = whole;
    }
    if (!changed) return;
    const std::string list_unit(mirror::kProjectList);
    next.pages[list_unit] = last == 0 || list != listed ? number : since.at(list_unit);
    next.pages[std::string(mirror::kSite)] = number;
    last = number;
    listed = list;
    shown_now = shows;
    since = next.pages;
    for (const auto& page : next.pages) note_sums(page);
    model.published(number, std::move(next));
  }

  void note_sums(const GcModel::Pages& page) {
    const auto where = root() / "public" / mirror::place_of(page.first, page.second).folder;
    for (const auto& entry : fs::recursive_directory_iterator(where)) {
      if (!entry.is_regular_file() || entry.path().extension() == ".gz") continue;
      sums[page].insert(mirror::Paths::spread(io::sha256_of(content_of(entry.path()))));
    }
  }

  // The files below a folder, relative to it.
  std::set<std::string> files_below(const std::string& where) const {
    std::set<std::string> found;
    if (!is_there(where)) return found;
    for (const auto& entry : fs::recursive_directory_iterator(root() / where)) {
      if (entry.is_regular_file() && !entry.is_symlink()) {
        found.insert(entry.path().lexically_relative(root() / where));
      }
    }
    return found;
  }
  std::set<std::string> entries_of(const std::string& where) const {
    std::set<std::string> found;
    if (!is_there("public/" + where)) return found;
    for (const auto& entry : fs::directory_iterator(root() / "public" / where)) {
      found.insert(cat(where, '/', entry.path().filename().native()));
    }
    return found;
  }

  void compare() const {
    std::set<std::string> blobs;
    for (const auto& [bytes, time] : model.blobs) {
      blobs.insert(mirror::Paths::spread(io::sha256_of(bytes)));
    }
    EXPECT_EQ(files_below("store/blobs/sha256"), blobs);

    std::set<std::string> manifests;
    for (const auto& [number, generation] : model.generations) {
      manifests.insert(std::to_string(number));
    }
    EXPECT_EQ(files_below("store/generations"), manifests);

    std::set<std::string> pages;
    for (const auto& [page, replaced] : model.pages)
      pages.insert(sums.at(page).begin(), sums.at(page).end());
    EXPECT_EQ(files_below("store/pages"), pages);

    std::set<std::string> folders;
    for (const auto& page : model.folders) {
      folders.insert(mirror::place_of(page.first, page.second).folder);
    }
    auto shown_folders = entries_of("pypi/.pages");
    shown_folders.merge(entries_of(".sites"));
    EXPECT_EQ(shown_folders, folders);
    compare_files();
  }

  void compare_files() const {
    std::map<std::string, std::string> found;
    for (const auto& file : files_below("public/pypi/packages")) {
      const auto path = "pypi/packages/" + file;
      found[path] = published(path);
    }
    EXPECT_EQ(found, model.fetchable());
  }

  // The ledger and the disk agree.
  void expect_sound() {
    const auto found = mirror::verify(config, clock(), {.repair = false, .jobs = 1}, told, {});
    ASSERT_TRUE(found) << found.error().words();
    for (const auto& damage : found->damages) ADD_FAILURE() << damage.path << ' ' << damage.what;
  }

  // At every moment, not only after a collection: what is shown can be fetched.
  void expect_shown_files() const {
    const auto fetchable = model.fetchable();
    for (const auto& [project, page] : shown_now) {
      EXPECT_EQ(fs::read_symlink(root() / "public/pypi/simple" / project),
                cat("../.pages/", project, '.', since.at(mirror::project_unit(project))));
      for (const auto& [name, file] : page) {
        const auto path = path_of(name, file.bytes);
        EXPECT_TRUE(fetchable.contains(path)) << name;
        EXPECT_EQ(published(path), file.bytes);
        if (file.metadata.empty()) continue;
        EXPECT_EQ(published(path + ".metadata"), file.metadata);
      }
    }
  }

  void step() {
    const auto dice = below(100);
    if (dice < 30) return publish();
    if (dice < 50) return pass(std::chrono::hours(below(20)));
    if (dice < 68) return collect();
    if (dice < 76) return hide();
    if (dice < 84) return unhide();
    if (dice < 90) return pin();
    if (dice < 96) return roll_back();
    release();
  }

  std::mt19937 random{GetParam()};
  const mirror::Limits limits = draw_limits();
  mirror::Config config;
  GcModel model{limits};

  World world;                                 // what would be published if nothing were hidden
  World shown_now;                             // what is
  std::map<GcModel::Pages, WholePage> wholes;  // what the pages would be if nothing were hidden
  std::string listed;
  std::map<std::string, int> since;  // of the units now
  int last = 0;
  std::map<GcModel::Pages, std::set<std::string>> sums;
};

INSTANTIATE_TEST_SUITE_P(Seeds, GcAgainstAModel, ::testing::Values(1U, 2U, 3U, 4U, 5U, 6U, 57U));

TEST_P(GcAgainstAModel, KeepsWhatAKeptGenerationNamesAndNothingElse) {
  for (int i = 0; i < 150 && !HasFailure(); ++i) {
    SCOPED_TRACE(cat("step ", i));
    step();
    expect_shown_files();
  }
  pass(std::chrono::days(30));
  collect();
  pass(std::chrono::days(30));
  collect();
}

}  // namespace

}  // namespace adder::testing
