#pragma once

#include "base/core/clock.h"
#include "mirror/words/config.h"

#include <chrono>
#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace adder::testing {

// What the contract says must be kept, in the plainest words there are: whole copies of what each
// generation published, and the moment from which nobody names a file any more.
class GcModel {
 public:
  // A public file as a project names it. The same path may have other bytes at another time.
  struct File {
    std::string project;
    std::string path;
    std::string bytes;
    friend auto operator<=>(const File&, const File&) = default;
  };
  // The pages of a project, the list or the site as they came with one generation.
  using Pages = std::pair<std::string, int>;

  struct Generation {
    Time made_at;
    bool pinned = false;
    std::set<File> files;
    std::map<std::string, int> pages;  // of which unit: since which generation
  };

  explicit GcModel(mirror::Limits limits) : limits_(limits) {}

  // A blob came home. It may be named later, or never.
  void arrived(const std::string& bytes, Time now) { blobs.try_emplace(bytes, now); }

  void published(int number, Generation generation) {
    for (const auto& file : generation.files) {
      files[file] = std::nullopt;
      last_bytes_[file.path] = file.bytes;
    }
    for (const auto& page : generation.pages) {
      if (pages.try_emplace(page).second) folders.insert(page);
    }
    if (!generations.empty()) replace_pages(generations.rbegin()->second, generation);
    generations.emplace(number, std::move(generation));
  }

  // The newest ones, the last of each of the last days, and the pinned ones.
  std::set<int> kept(Time now) const {
    std::set<int> keep;
    int newer = 0;
    for (auto each = generations.rbegin(); each != generations.rend(); ++each, ++newer) {
      const auto& [number, generation] = *each;
      const bool last_of_its_day = each == generations.rbegin() ||
                                   day(std::prev(each)->second.made_at) != day(generation.made_at);
      const bool recent =
          day(now) - day(generation.made_at) < std::chrono::days(limits_.keep_daily);
      if (newer < limits_.generations || generation.pinned || (last_of_its_day && recent)) {
        keep.insert(number);
      }
    }
    return keep;
  }

  // `hurry`: a project whose files get no grace.
  void collect(Time now, const std::string& hurry) {
    const auto keep = kept(now);
    std::erase_if(generations, [&](const auto& each) { return !keep.contains(each.first); });
    collect_files(now, hurry);
    collect_pages(now, hurry);
  }

  bool is_hidden(const std::string& project, const std::string& path) const {
    auto name = path.substr(path.rfind('/') + 1);
    if (name.ends_with(".metadata")) name.resize(name.size() - 9);
    return hidden.contains(project) || hidden.contains(name);
  }

  // Path and bytes of all that can be fetched.
  std::map<std::string, std::string> fetchable() const {
    std::map<std::string, std::string> paths;
    for (const auto& [file, since] : files) {
      if (!is_hidden(file.project, file.path)) paths[file.path] = last_bytes_.at(file.path);
    }
    return paths;
  }

  std::map<int, Generation> generations;
  std::map<File, std::optional<Time>> files;   // and when its grace began
  std::map<Pages, std::optional<Time>> pages;  // in store/, and when they were replaced
  std::set<Pages> folders;                     // below public/
  std::map<std::string, Time> blobs;           // and when they came
  std::set<std::string> hidden;
  bool frozen = false;
  std::optional<Time> settled;  // the last sync that came to its end

 private:
  static std::chrono::sys_days day(Time time) {
    return std::chrono::floor<std::chrono::days>(time);
  }
  bool is_over(const std::optional<Time>& since, Time now) const {
    return since && *since + limits_.grace <= now;
  }

  void replace_pages(const Generation& before, const Generation& after) {
    for (const auto& page : before.pages) {
      const auto now = after.pages.find(page.first);
      if (now == after.pages.end() || now->second != page.second) pages.at(page) = after.made_at;
    }
  }

  bool is_named(const File& file) const {
    for (const auto& [number, generation] : generations) {
      if (generation.files.contains(file)) return true;
    }
    return false;
  }
  bool is_named(const Pages& page) const {
    for (const auto& [number, generation] : generations) {
      if (generation.pages.contains(page.first) && generation.pages.at(page.first) == page.second)
        return true;
    }
    return false;
  }

  void collect_files(Time now, const std::string& hurry) {
    std::set<File> over;
    std::set<std::string> staying;                                // paths
    std::set<std::pair<std::string, std::string>> staying_bytes;  // of paths
    for (auto& [file, since] : files) {
      bool goes = false;
      if (!is_named(file) && !is_hidden(file.project, file.path)) {
        if (!since) since = now;
        goes = is_over(since, now) || file.project == hurry;
      }
      if (goes) {
        over.insert(file);
      } else {
        staying.insert(file.path);
        staying_bytes.emplace(file.path, file.bytes);
      }
    }
    // What a path holds now stays as long as the path.
    std::erase_if(over, [&](const File& file) {
      return staying.contains(file.path) && last_bytes_.at(file.path) == file.bytes &&
             !staying_bytes.contains({file.path, file.bytes});
    });
    for (const auto& file : over) files.erase(file);
    collect_blobs(over, now);
  }

  void collect_blobs(const std::set<File>& gone, Time now) {
    std::set<std::string> needed;
    std::set<std::string> dropped;
    for (const auto& [file, since] : files) needed.insert(file.bytes);
    for (const auto& file : gone) dropped.insert(file.bytes);
    std::erase_if(blobs, [&](const auto& blob) {
      const bool never_named = !dropped.contains(blob.first);
      const bool fetched_ahead = frozen || !settled || blob.second > *settled;
      const bool waits = never_named && (fetched_ahead || !is_over(blob.second, now));
      return !needed.contains(blob.first) && !waits;
    });
  }

  void collect_pages(Time now, const std::string& hurry) {
    const auto unit = "pypi/simple/" + hurry;
    std::erase_if(pages, [&](const auto& each) {
      const auto& [page, replaced] = each;
      const bool over = is_over(replaced, now) || (replaced && page.first == unit);
      if (over) folders.erase(page);
      return over && !is_named(page);
    });
  }

  mirror::Limits limits_;
  std::map<std::string, std::string> last_bytes_;  // of a path
};

}  // namespace adder::testing
