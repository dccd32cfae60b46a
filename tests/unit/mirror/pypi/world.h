#pragma once

#include "mirror/pypi/closure.h"
#include "tests/unit/mirror/pypi/offers.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace adder::testing {

using Texts = std::vector<std::string>;

// An index small enough to be written down in a test, and what its packages require.
class World {
 public:
  // One file of a project, and the Requires-Dist in it; no metadata is offered.
  World& add(const std::string& project, const pypi::FileRecord& record,
             std::optional<Texts> requirements = Texts()) {
    auto& page = pages_[project];
    page.name = project;
    page.files.push_back(record);
    requirements_[record.filename] = std::move(requirements);
    return *this;
  }
  World& add(const std::string& project, const std::string& filename,
             std::optional<Texts> requirements = Texts()) {
    return add(project, record(filename), std::move(requirements));
  }

  // A pure wheel: release("demo", "1.0") is demo-1.0-py3-none-any.whl, its metadata offered.
  World& release(const std::string& project, const std::string& version,
                 const Texts& requirements = {}) {
    auto file = record(project + "-" + version + "-py3-none-any.whl");
    file.core_metadata = {.offered = true, .sha256 = sum_of(requirements)};
    return add(project, file, requirements);
  }

  // Equal texts have equal sums, different ones different: that is all a test needs.
  static Sha256 sum_of(const Texts& requirements) {
    Sha256 sum;
    std::size_t at = 0;
    for (const auto& text : requirements) {
      for (const auto letter : text + '\n') {
        auto& byte = sum.bytes[at++ % sum.bytes.size()];
        byte = static_cast<std::byte>(std::to_integer<unsigned>(byte) * 31U +
                                      static_cast<unsigned char>(letter));
      }
    }
    return sum;
  }

  const std::map<std::string, pypi::ProjectPage>& pages() const { return pages_; }
  const std::optional<Texts>& requirements(const std::string& file) const {
    return requirements_.at(file);
  }

 private:
  std::map<std::string, pypi::ProjectPage> pages_;
  std::map<std::string, std::optional<Texts>> requirements_;
};

// What a closure asked for on its way.
struct Questions {
  Texts pages;
  Texts files;
};

// Answers all that a closure wants to know, in an order that the dice choose, until it is finished.
class Decider {
 public:
  Decider(const World& world, mirror::Closure closure, unsigned dice)
      : world_(world), closure_(std::move(closure)), dice_(dice) {}

  mirror::Choice decide(Questions* questions) {
    for (const auto& [name, page] : world_.pages()) closure_.found(name);
    while (!closure_.is_finished()) {
      collect(closure_.needs(), questions);
      // Answer some and let the others wait.
      for (auto count = answers_.empty() ? 0 : 1 + dice_() % answers_.size(); count > 0; --count) {
        const auto at = dice_() % answers_.size();
        const auto answer = std::move(answers_[at]);
        answers_.erase(answers_.begin() + static_cast<std::ptrdiff_t>(at));
        answer();
      }
    }
    return std::move(closure_).finish();
  }

 private:
  void collect(mirror::Closure::Needs needs, Questions* questions) {
    for (const auto& page : needs.pages) {
      if (questions) questions->pages.push_back(page.text());
      answers_.emplace_back([this, page] {
        const auto found = world_.pages().find(page.text());
        if (found == world_.pages().end()) return closure_.no_page(page);
        closure_.page(page, found->second);
      });
    }
    for (const auto& need : needs.metadata) {
      if (questions) questions->files.push_back(need.file);
      answers_.emplace_back([this, need] {
        const auto& requirements = world_.requirements(need.file);
        if (!requirements) return closure_.no_requirements(need);
        closure_.requirements(need, *requirements);
      });
    }
  }

  const World& world_;
  mirror::Closure closure_;
  std::mt19937 dice_;
  std::vector<std::function<void()>> answers_;
};

inline std::vector<mirror::Environment> environments(const Texts& pythons = {"3.9", "3.12"}) {
  return {{.pythons = pythons}};
}

inline mirror::Wish with_deps(mirror::Wish wish) {
  wish.dependencies = mirror::Dependencies::yes;
  wish.text += " +deps";
  return wish;
}

inline mirror::Choice decide(const World& world, const mirror::RequestList& list,
                             Questions* questions = nullptr) {
  return Decider(world, mirror::Closure(list, environments()), 1).decide(questions);
}

// All files of a choice, and its warnings' words.
inline Texts files(const mirror::Choice& choice) {
  Texts out;
  for (const auto& project : choice.projects()) {
    const auto selection = choice.selection(project);
    out.insert(out.end(), selection.files.begin(), selection.files.end());
  }
  return out;
}

inline Texts warnings(const mirror::Choice& choice) {
  Texts out;
  for (const auto& warning : choice.warnings()) out.push_back(warning.text);
  return out;
}

// Of the files of a choice those of pure wheels, short: "demo 1.0".
inline Texts releases(const mirror::Choice& choice) {
  Texts out;
  for (const auto& file : files(choice)) {
    const auto dash = file.find('-');
    const auto end = file.find('-', dash + 1);
    out.push_back(file.substr(0, dash) + ' ' + file.substr(dash + 1, end - dash - 1));
  }
  return out;
}

}  // namespace adder::testing
