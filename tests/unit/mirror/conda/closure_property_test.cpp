#include "base/conda/prerelease.h"
#include "base/core/text.h"
#include "mirror/conda/closure.h"
#include "tests/unit/mirror/conda/decided.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace adder::testing {

namespace {

constexpr unsigned kWorlds = 1500;

struct File {
  std::string path;
  Texts depends;
};

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

const Texts kSubdirs = {"noarch", "linux-64", "osx-64"};
const Texts kVersions = {"1.0", "1.0.0", "1.5rc1", "2.0", "2.1", "3.0.dev1"};
const Texts kBuilds = {"py311_0", "py312_0", "h1_1"};
const Texts kSpecs = {"",
                      "",
                      " >=2",
                      " <2",
                      " 2.*",
                      " 1.0",
                      "=2",
                      " !=2.0",
                      " >=x!",
                      " * py312*",
                      " 2.0 py311_0",
                      "[build=py*]",
                      " >=1.5,<2.1",
                      " 1.*|3.*",
                      "[subdir=noarch]",
                      "[build_number='>=1']"};

std::string random_spec(Dice& dice, unsigned packages) {
  if (dice.once_in(12)) return "__glibc >=2.17";
  return cat("p", dice.below(packages), dice.one_of(kSpecs));
}

std::vector<File> random_files(Dice& dice) {
  std::vector<File> files;
  const auto packages = 2 + dice.below(6);
  for (unsigned i = 0; i < packages; ++i) {
    for (const auto& version : kVersions) {
      for (const auto& subdir : kSubdirs) {
        if (dice.below(6) < 4) continue;
        File file{.path = cat(subdir, "/p", i, '-', version, '-', dice.one_of(kBuilds),
                              dice.once_in(3) ? ".tar.bz2" : ".conda"),
                  .depends = {}};
        // One package more than there is: some dependencies are missing.
        for (auto count = dice.below(4); count > 0; --count) {
          file.depends.push_back(random_spec(dice, packages + 1));
        }
        files.push_back(std::move(file));
      }
    }
  }
  return files;
}

Texts random_lines(Dice& dice) {
  static const Texts filters = {
      "", "", "", " format=conda", " subdir=linux-*", " latest=1", " subdir=noarch latest=2"};
  static const Texts specs = {"", "", " >=2", " <2", " 1.*", " * py312*"};
  Texts lines;
  for (auto count = 1 + dice.below(4); count > 0; --count) {
    const auto name = dice.once_in(8) ? std::string("p*") : cat("p", dice.below(6));
    lines.push_back(
        cat(name, dice.one_of(specs), dice.one_of(filters), dice.once_in(2) ? " +deps" : ""));
  }
  for (auto count = dice.below(3); count > 0; --count) {
    lines.push_back(
        cat("!p", dice.below(6), dice.one_of(specs), dice.once_in(3) ? " format=conda" : ""));
  }
  return lines;
}

Channel channel_of(const std::vector<File>& files) {
  Channel channel(kSubdirs);
  for (const auto& file : files) channel.add(file.path, file.depends);
  return channel;
}

// The same by the words of the manual, without a thought for time.
class Naive {
 public:
  Naive(const Channel& channel, const mirror::CondaRequestList& list)
      : channel_(channel), offers_(channel.offers), list_(list) {}

  Texts wanted() {
    std::set<mirror::OfferId> listed;
    std::set<mirror::OfferId> bound;
    for (const auto& wish : list_.wishes) {
      for (const auto id : asked_by(wish)) {
        listed.insert(id);
        if (wish.dependencies == mirror::Dependencies::yes) bound.insert(id);
      }
    }
    while (grow(bound)) {
    }
    listed.insert(bound.begin(), bound.end());
    auto paths = channel_.paths({listed.begin(), listed.end()});
    std::ranges::sort(paths);
    return paths;
  }

 private:
  bool is_excluded(mirror::OfferId id) const {
    return std::ranges::any_of(list_.exclusions,
                               [&](const auto& line) { return matches(line, id); });
  }

  bool matches(const auto& line, mirror::OfferId id) const {
    const bool is_tar = offers_.file_name(id).ends_with(".tar.bz2");
    if (line.format && (*line.format == conda::Format::tar_bz2) != is_tar) return false;
    if (line.subdir && !line.subdir->matches(subdir(id))) return false;
    return line.name.matches(offers_.name(id)) && offers_.matches(id, line.spec);
  }

  const std::string& subdir(mirror::OfferId id) const { return kSubdirs[offers_.place(id)]; }

  std::vector<mirror::OfferId> asked_by(const mirror::CondaWish& wish) const {
    std::vector<mirror::OfferId> asked;
    for (mirror::OfferId id = 0; id < offers_.size(); ++id) {
      if (matches(wish, id) && !is_excluded(id)) asked.push_back(id);
    }
    if (!wish.latest) return asked;
    std::vector<mirror::OfferId> latest;
    for (const auto id : asked) {
      if (is_latest(id, asked, *wish.latest)) latest.push_back(id);
    }
    return latest;
  }

  bool is_latest(mirror::OfferId id, const std::vector<mirror::OfferId>& asked, int latest) const {
    bool has_release = false;
    for (const auto other : asked) {
      has_release =
          has_release || (of_one_name(id, other) && !is_prerelease(offers_.version(other)));
    }
    if (has_release && is_prerelease(offers_.version(id))) return false;
    std::vector<conda::Version> higher;
    for (const auto other : asked) {
      const auto& version = offers_.version(other);
      const bool counts = of_one_name(id, other) && version > offers_.version(id) &&
                          !(has_release && is_prerelease(version));
      if (counts && std::ranges::find(higher, version) == higher.end()) higher.push_back(version);
    }
    return static_cast<int>(higher.size()) < latest;
  }

  bool of_one_name(mirror::OfferId a, mirror::OfferId b) const {
    return offers_.name(a) == offers_.name(b);
  }

  bool grow(std::set<mirror::OfferId>& bound) const {
    const auto before = bound;
    for (const auto id : before) {
      for (const auto text : offers_.depends(id))
        add_all(std::string(offers_.text(text)), id, bound);
    }
    return bound.size() > before.size();
  }

  void add_all(const std::string& text, mirror::OfferId dependent,
               std::set<mirror::OfferId>& bound) const {
    if (text.starts_with("__")) return;
    const auto spec = conda::MatchSpec::parse(text);
    for (mirror::OfferId id = 0; id < offers_.size(); ++id) {
      const bool is_near = subdir(dependent) == "noarch" || subdir(id) == "noarch" ||
                           subdir(id) == subdir(dependent);
      const bool is_meant =
          spec ? offers_.matches(id, *spec) : offers_.name(id) == conda::name_in_spec(text);
      if (is_near && is_meant && !is_excluded(id)) bound.insert(id);
    }
  }

  const Channel& channel_;
  const mirror::Offers& offers_;
  const mirror::CondaRequestList& list_;
};

std::string shown(const std::vector<File>& files, const Texts& lines) {
  std::string out = join(lines, "\n") + "\n";
  for (const auto& file : files) out += cat(file.path, ": ", join(file.depends, ", "), '\n');
  return out;
}

Texts texts(const std::vector<mirror::Warning>& warnings) {
  Texts out;
  for (const auto& warning : warnings) out.push_back(warning.text);
  return out;
}

TEST(CondaClosureProperty, IsTheFixedPointOfItsDefinition) {
  std::size_t wanted_files = 0;
  for (unsigned seed = 0; seed < kWorlds; ++seed) {
    Dice dice(seed);
    const auto files = random_files(dice);
    const auto lines = random_lines(dice);
    const auto channel = channel_of(files);
    const auto list = listed(lines);

    const auto expected = Naive(channel, list).wanted();

    ASSERT_EQ(wanted(channel, decide(channel, list)), expected) << "world " << seed << "\n"
                                                                << shown(files, lines);
    wanted_files += expected.size();
  }
  EXPECT_GT(wanted_files, kWorlds);  // or the worlds prove nothing
}

// The packages one after the other, when they are asked for, or all at once; and lines and files in
// another order.
TEST(CondaClosureProperty, DependsNeitherOnTheOrderOfLinesNorOnThatOfOffers) {
  for (unsigned seed = 0; seed < kWorlds; ++seed) {
    Dice dice(seed);
    auto files = random_files(dice);
    const auto lines = random_lines(dice);
    const auto whole = channel_of(files);
    const auto once = decide(whole, lines);

    auto list = listed(lines);
    dice.shuffle(list.wishes);
    dice.shuffle(list.exclusions);
    dice.shuffle(files);
    Channel channel(kSubdirs);
    mirror::CondaClosure closure(list, channel.offers);
    const auto load = [&](const std::function<bool(const std::string&)>& is_asked_for) {
      for (const auto& file : files) {
        const auto name = file.path.substr(file.path.find('/') + 1);
        if (is_asked_for(name.substr(0, name.find('-')))) channel.add(file.path, file.depends);
      }
    };
    load([&](const std::string& name) { return closure.wants(name); });
    std::set<std::string> asked_before;
    for (auto needed = closure.run(); !needed.empty(); needed = closure.run()) {
      for (const auto& name : needed) ASSERT_TRUE(asked_before.insert(name).second) << name;
      load([&](const std::string& name) { return needed.contains(name); });
    }
    const auto again = std::move(closure).finish();

    ASSERT_EQ(wanted(whole, once), wanted(channel, again)) << "world " << seed << "\n"
                                                           << shown(files, lines);
    const auto names = whole.offers.packages();
    ASSERT_EQ(texts(once.warnings(names)), texts(again.warnings(names))) << "world " << seed << "\n"
                                                                         << shown(files, lines);
  }
}

}  // namespace

}  // namespace adder::testing
