#include "base/core/text.h"
#include "base/pypi/requirement.h"
#include "base/pypi/target.h"
#include "tests/unit/mirror/pypi/world.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace adder::testing {

namespace {

constexpr unsigned kWorlds = 1500;

// One release of a small random world. Its file is an sdist or a wheel for one Python or for all.
struct Release {
  std::string version;
  std::string file;
  std::string requires_python;
  std::vector<pypi::Requirement> requirements;
  Texts texts;
};
using Releases = std::map<std::string, std::vector<Release>>;

class Dice {
 public:
  explicit Dice(unsigned seed) : dice_(seed) {}

  unsigned below(unsigned count) { return static_cast<unsigned>(dice_() % count); }
  bool once_in(unsigned count) { return below(count) == 0; }
  template <class T>
  const T& one_of(const std::vector<T>& all) {
    return all[below(static_cast<unsigned>(all.size()))];
  }
  template <class T>
  void shuffle(std::vector<T>& all) {
    std::ranges::shuffle(all, dice_);
  }

 private:
  std::mt19937 dice_;
};

const Texts kVersions = {"1.0", "1.5rc1", "2.0", "2.1rc1", "3.0", "3.1.dev1"};
const Texts kSpecifiers = {"",      "",       ">=2",      "<2",    "<3",
                           ">=1.5", ">2.0",   ">=2.0rc1", "!=2.0", "==2.*",
                           "~=2.0", ">=3,<4", "==1.0",    "<=1.9", ">=1.2,<1.9"};
const Texts kMarkers = {"",
                        "",
                        "",
                        "; python_version < '3.10'",
                        "; python_version >= '3.10'",
                        "; extra == 'x'",
                        "; extra == 'y' and python_version >= '3.10'"};
const Texts kExtras = {"", "", "", "[x]", "[y]", "[x,y]"};

std::string random_requirement(Dice& dice, unsigned projects) {
  return cat("p", dice.below(projects), dice.one_of(kExtras), dice.one_of(kSpecifiers),
             dice.one_of(kMarkers));
}

std::string random_file(Dice& dice, const std::string& project, const std::string& version) {
  static const Texts kinds = {"-py3-none-any.whl",
                              "-py3-none-any.whl",
                              "-py3-none-any.whl",
                              "-cp39-cp39-manylinux2014_x86_64.whl",
                              "-cp312-cp312-manylinux2014_x86_64.whl",
                              ".tar.gz"};
  return project + "-" + version + dice.one_of(kinds);
}

Releases random_releases(Dice& dice) {
  Releases releases;
  const auto projects = 2 + dice.below(5);
  for (unsigned i = 0; i < projects; ++i) {
    const auto name = cat("p", i);
    for (const auto& version : kVersions) {
      if (dice.below(5) < 3) continue;
      Release release{.version = version,
                      .file = random_file(dice, name, version),
                      .requires_python = dice.once_in(6) ? ">=3.10" : "",
                      .requirements = {},
                      .texts = {}};
      for (auto count = dice.below(3); count > 0; --count) {
        // One project more than there is: some dependencies are missing.
        release.texts.push_back(random_requirement(dice, projects + 1));
        release.requirements.push_back(*pypi::Requirement::parse(release.texts.back()));
      }
      releases[name].push_back(std::move(release));
    }
  }
  return releases;
}

World world_of(const Releases& releases) {
  World world;
  for (const auto& [project, all] : releases) {
    for (const auto& release : all) {
      auto file = record(release.file, release.requires_python);
      world.add(project, file, release.texts);
    }
  }
  return world;
}

// Finds every version that a resolver might install on one Python: all the solutions there are, by
// trying everything.
class Resolver {
 public:
  using Chosen = std::set<std::pair<std::string, std::string>>;

  Resolver(const Releases& releases, std::string python, Chosen& chosen)
      : releases_(releases),
        python_(std::move(python)),
        environment_(pypi::marker_environment({.python = python_})),
        chosen_(chosen) {}

  void solve(const pypi::Requirement& wish) {
    State state;
    require(state, wish);
    extend(state);
  }

 private:
  struct Pin {
    const Release* release = nullptr;
    std::set<std::string> extras;  // that its requirements were counted with
  };
  struct State {
    std::map<std::string, std::vector<pypi::SpecifierSet>> required;
    std::map<std::string, std::set<std::string>> extras;
    std::map<std::string, Pin> pins;
  };

  void require(State& state, const pypi::Requirement& requirement) const {
    const auto& name = requirement.name.text();
    state.required[name].push_back(requirement.specifier);
    state.extras[name].insert(requirement.extras.begin(), requirement.extras.end());
  }

  void require_all(State& state, const Release& release, const std::string& extra) const {
    for (const auto& requirement : release.requirements) {
      if (requirement.marker.holds(environment_, extra)) require(state, requirement);
    }
  }

  void extend(State state) {
    for (const auto& [name, specifiers] : state.required) {
      auto& pin = state.pins[name];
      if (!pin.release) return try_all(state, name);
      if (!satisfies(*pin.release, specifiers)) return;
      for (const auto& extra : state.extras[name]) {
        if (!pin.extras.insert(extra).second) continue;
        require_all(state, *pin.release, extra);
        return extend(std::move(state));
      }
    }
    for (const auto& [name, pin] : state.pins) chosen_.emplace(name, pin.release->version);
  }

  void try_all(const State& state, const std::string& name) {
    const auto found = releases_.find(name);
    if (found == releases_.end()) return;
    for (const auto& release : found->second) {
      const auto& specifiers = state.required.at(name);
      if (!is_installable(release) || !satisfies(release, specifiers)) continue;
      if (is_prerelease(release) && !may_be_prerelease(found->second, specifiers)) continue;
      auto next = state;
      next.pins[name].release = &release;
      require_all(next, release, "");
      extend(std::move(next));
    }
  }

  static pypi::Version version(const Release& release) {
    return *pypi::Version::parse(release.version);
  }
  static bool is_prerelease(const Release& release) { return version(release).is_prerelease(); }

  static bool satisfies(const Release& release, const std::vector<pypi::SpecifierSet>& specifiers) {
    return std::ranges::all_of(
        specifiers, [&](const pypi::SpecifierSet& one) { return one.contains(version(release)); });
  }

  bool may_be_prerelease(const std::vector<Release>& all,
                         const std::vector<pypi::SpecifierSet>& specifiers) const {
    if (std::ranges::any_of(specifiers, &pypi::SpecifierSet::names_prerelease)) return true;
    return std::ranges::none_of(all, [&](const Release& release) {
      return !is_prerelease(release) && is_installable(release) && satisfies(release, specifiers);
    });
  }

  bool is_installable(const Release& release) const {
    if (!release.requires_python.empty() && python_ == "3.9") return false;
    const auto own = python_ == "3.9" ? "cp39" : "cp312";
    return release.file.find("-cp") == std::string::npos ||
           release.file.find(own) != std::string::npos;
  }

  const Releases& releases_;
  std::string python_;
  pypi::MarkerEnvironment environment_;
  Chosen& chosen_;
};

mirror::RequestList random_list(Dice& dice, const Releases& releases) {
  mirror::RequestList list;
  for (const auto& [name, all] : releases) {
    if (dice.once_in(3)) {
      list.wishes.push_back(with_deps(wish(name, dice.one_of(kSpecifiers))));
      if (dice.once_in(2)) list.wishes.back().extras = {"x"};
    } else if (dice.once_in(4)) {
      list.wishes.push_back(wish(name, dice.one_of(kSpecifiers)));
    }
    if (dice.once_in(6)) list.exclusions.push_back(exclusion(name, dice.one_of(kSpecifiers)));
  }
  int line = 0;
  for (auto& wish : list.wishes) wish.place.line = ++line;
  for (auto& exclusion : list.exclusions) exclusion.place.line = ++line;
  return list;
}

// What is left where the exclusions have been: a resolver that asks the mirror sees no more.
Releases without_excluded(Releases releases, const mirror::RequestList& list) {
  for (const auto& exclusion : list.exclusions) {
    std::erase_if(releases[exclusion.name.words()], [&](const Release& release) {
      return exclusion.spec.contains(*pypi::Version::parse(release.version));
    });
  }
  return releases;
}

Resolver::Chosen resolvable(const Releases& releases, const mirror::RequestList& list) {
  Resolver::Chosen chosen;
  for (const auto& wish : list.wishes) {
    if (wish.dependencies == mirror::Dependencies::no) continue;
    for (const auto* python : {"3.9", "3.12"}) {
      // A line brings all the versions it selects, each of which somebody may ask for.
      for (const auto& release : releases.at(wish.name.words())) {
        const auto version = *pypi::Version::parse(release.version);
        if (!wish.spec.contains(version)) continue;
        Resolver(releases, python, chosen)
            .solve({.name = project(wish.name.words()),
                    .extras = wish.extras,
                    .specifier = spec("==" + release.version)});
      }
    }
  }
  return chosen;
}

std::string told(const mirror::Choice& choice) {
  std::string out;
  for (const auto& project : choice.projects()) {
    const auto selection = choice.selection(project);
    for (const auto& file : selection.files) out += file + '\n';
    for (const auto& because : selection.because) {
      out += cat("  ", because.wish, because.dependent, ' ', because.requirement, '\n');
    }
  }
  for (const auto& warning : choice.warnings()) {
    out += cat(warning.text, ' ', warning.file, ' ', warning.line, '\n');
  }
  return out;
}

std::string shown(const Releases& releases, const mirror::RequestList& list) {
  std::string out;
  for (const auto& [name, all] : releases) {
    for (const auto& release : all) {
      out += cat(release.file, ' ', release.requires_python, ": ", join(release.texts, ", "), '\n');
    }
  }
  for (const auto& wish : list.wishes) out += wish.text + '\n';
  for (const auto& exclusion : list.exclusions) out += exclusion.text + '\n';
  return out;
}

TEST(ClosureProperty, HoldsWhateverAResolverCanChoose) {
  std::size_t compared = 0;
  for (unsigned seed = 0; seed < kWorlds; ++seed) {
    Dice dice(seed);
    const auto releases = random_releases(dice);
    const auto list = random_list(dice, releases);
    const auto choice = decide(world_of(releases), list);
    std::set<std::string> held;
    for (const auto& file : files(choice)) held.insert(file);

    const auto left = without_excluded(releases, list);
    for (const auto& [name, version] : resolvable(left, list)) {
      const auto& all = left.at(name);
      const auto release = std::ranges::find(all, version, &Release::version);
      ++compared;
      ASSERT_TRUE(held.contains(release->file)) << "world " << seed << ": " << release->file << "\n"
                                                << shown(releases, list);
    }
  }
  EXPECT_GT(compared, kWorlds);  // or the worlds prove nothing
}

TEST(ClosureProperty, DependsNeitherOnTheOrderOfLinesNorOnThatOfAnswers) {
  for (unsigned seed = 0; seed < kWorlds; ++seed) {
    Dice dice(seed);
    const auto releases = random_releases(dice);
    auto list = random_list(dice, releases);
    const auto world = world_of(releases);
    const auto once = told(decide(world, list));

    dice.shuffle(list.wishes);
    dice.shuffle(list.exclusions);
    const auto again =
        told(Decider(world, mirror::Closure(list, environments()), seed).decide(nullptr));

    ASSERT_EQ(once, again) << "world " << seed << "\n" << shown(releases, list);
  }
}

}  // namespace

}  // namespace adder::testing
