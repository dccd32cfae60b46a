#include "mirror/store/promises.h"

#include "tests/unit/mirror/store/store_world.h"

namespace adder::testing {

namespace {

const std::string kUnit = mirror::subdir_unit("forge", "linux-64");

class Promises : public StoreWorld {
 protected:
  static mirror::Promise promise(const std::string& name, const std::string& bytes) {
    return {.path = kUnit + '/' + name, .sha256 = io::sha256_of(bytes)};
  }

  void promise_now(const Files& files) {
    publish_files(store, {file_draft(store, kUnit, {{"repodata.json", cat(++drawn_)}}, files)});
  }

  // "+a", "~b" and "-c": added, changed and dropped, by name.
  std::vector<std::string> changes(const std::vector<mirror::Promise>& wanted) const {
    const auto compared = mirror::compare_promises(store, kUnit, wanted);
    if (!compared) return {compared.error().words()};
    std::vector<std::string> lines;
    const auto name = [](const std::string& path) {
      return path.substr(kUnit.size() + 1);
    };
    for (const auto* each : compared->added) lines.push_back('+' + name(each->path));
    for (const auto* each : compared->changed) lines.push_back('~' + name(each->path));
    for (const auto& each : compared->dropped) lines.push_back('-' + name(each));
    EXPECT_EQ(compared->empty(), lines.empty());
    return lines;
  }

  using Lines = std::vector<std::string>;
  mirror::Store store = open();

 private:
  int drawn_ = 0;
};

TEST_F(Promises, AreAllNewAtFirstAndAllDroppedAtLast) {
  EXPECT_EQ(changes({promise("a", "1"), promise("b", "2")}), (Lines{"+a", "+b"}));
  promise_now({{"a", "1"}, {"b", "2"}});

  EXPECT_EQ(changes({}), (Lines{"-a", "-b"}));
  EXPECT_EQ(changes({promise("a", "1"), promise("b", "2")}), Lines());
}

TEST_F(Promises, AreComparedWhereverTheyDiffer) {
  promise_now({{"b", "b"}, {"d", "d"}, {"f", "f"}});

  EXPECT_EQ(changes({promise("a", ""), promise("b", "b"), promise("c", ""), promise("d", "d"),
                     promise("e", ""), promise("f", "f"), promise("g", "")}),
            (Lines{"+a", "+c", "+e", "+g"}));
  EXPECT_EQ(changes({promise("d", "d")}), (Lines{"-b", "-f"}));
  EXPECT_EQ(changes({promise("b", "b"), promise("d", "other"), promise("f", "f")}), Lines{"~d"});
  EXPECT_EQ(changes({promise("a", ""), promise("d", "other"), promise("g", "")}),
            (Lines{"+a", "+g", "~d", "-b", "-f"}));
}

TEST_F(Promises, OfOtherUnitsAndOlderGenerationsDoNotMatter) {
  promise_now({{"a", "1"}, {"b", "1"}});
  promise_now({{"b", "1"}});
  publish_files(store,
                {file_draft(store, kUnit + "-musl", {{"repodata.json", "{}"}}, {{"c", "1"}})});

  EXPECT_EQ(changes({promise("b", "1")}), Lines());
}

TEST_F(Promises, MayBeMadeTwiceButNotOfDifferentBytes) {
  EXPECT_EQ(changes({promise("a", "1"), promise("a", "1"), promise("b", "2")}),
            (Lines{"+a", "+b"}));
  promise_now({{"a", "1"}});
  EXPECT_EQ(changes({promise("a", "1"), promise("a", "1")}), Lines());

  EXPECT_EQ(
      changes({promise("a", "1"), promise("a", "2")}),
      Lines{"conda/forge/linux-64 would promise 'conda/forge/linux-64/a' twice, with different "
            "bytes"});
}

TEST_F(Promises, AreRememberedAsOfEachGeneration) {
  promise_now({{"a", "1"}});
  promise_now({{"a", "2"}, {"b", "3"}});
  promise_now({});
  const auto then = [&](int generation) {
    std::string words;
    const auto promises = mirror::promises_as_of(store, kUnit, generation);
    for (const auto& each : *promises)
      words += each.path.back() + content_of(store.paths().blob(each.sha256));
    return words;
  };

  EXPECT_EQ(then(0), "");
  EXPECT_EQ(then(1), "a1");
  EXPECT_EQ(then(2), "a2b3");
  EXPECT_EQ(then(3), "");
}

TEST_F(Promises, NeedNotComeInOrder) {
  std::vector<mirror::Promise> promises = {promise("c", "3"), promise("a", "1"), promise("b", "2")};

  mirror::sort_by_path(promises);

  EXPECT_EQ(changes(promises), (Lines{"+a", "+b", "+c"}));
}

}  // namespace

}  // namespace adder::testing
