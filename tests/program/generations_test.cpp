#include "tests/program/mirror.h"

#include <filesystem>
#include <string>
#include <vector>

namespace adder::testing {

namespace {

using Json = nlohmann::json;

// A mirror with two generations: in the second one, demo-leaf 3.0 is new.
class Generations : public DemoMirror {
 protected:
  void SetUp() override {
    DemoMirror::SetUp();
    want("demo-leaf\n");
    ASSERT_EQ(adder({"sync", "-q"}).exit, 0);
    after(60);
    sync_with_release("3.0");
  }

  void sync_with_release(const std::string& version) const {
    release("demo-leaf", version);
    ASSERT_EQ(adder({"sync", "-q"}).exit, 0);
  }

  std::vector<int> kept() const {
    std::vector<int> numbers;
    const auto all = answer({"generations"})["generations"];
    for (const auto& generation : all) numbers.push_back(generation["number"]);
    return numbers;
  }

  bool has_release(const std::string& version) const {
    return has(page("demo-leaf"), "demo_leaf-" + version + "-py3");
  }
};

constexpr auto kNone =
    "; kept are 1, 2\n"
    "hint: 'adder generations' tells more about them\n";

TEST_F(Generations, AreListedWithTimeCauseAndWhatChanged) {
  ASSERT_EQ(adder({"hide", "demo-leaf", "--note", "ticket 4711"}).exit, 0);

  const auto ended = adder({"generations"});

  EXPECT_EQ(ended.exit, 0);
  EXPECT_EQ(ended.out,
            "N  made at               by    changes  remarks\n"
            "1  2026-01-01T00:00:00Z  sync        3\n"
            "2  2026-01-01T00:01:00Z  sync        3\n"
            "3  2026-01-01T00:01:00Z  hide        3  current, ticket 4711\n");
  const auto all = answer({"generations"});
  EXPECT_EQ(all["schema"], 1);
  EXPECT_EQ(all["generations"][1], (Json{{"number", 2},
                                         {"made_at", "2026-01-01T00:01:00Z"},
                                         {"cause", "sync"},
                                         {"units", 3},
                                         {"pinned", false},
                                         {"note", ""}}));
}

TEST_F(Generations, CanBePinnedAndUnpinned) {
  const auto pinned = adder({"generations", "pin", "1"});
  EXPECT_EQ(pinned.exit, 0);
  EXPECT_EQ(pinned.err, "generation 1 is kept until it is unpinned\n");
  EXPECT_TRUE(has(adder({"generations"}).out, "1  2026-01-01T00:00:00Z  sync        3  pinned\n"));
  EXPECT_EQ(adder({"generations", "pin", "1"}).err, "generation 1 is pinned already\n");
  EXPECT_EQ(answer({"generations"})["generations"][0]["pinned"], true);

  const auto unpinned = adder({"generations", "unpin", "1"});
  EXPECT_EQ(unpinned.exit, 0);
  EXPECT_EQ(unpinned.err,
            "generation 1 is pinned no longer: it is kept as long as 'generations' and "
            "'keep_daily' in [limits] say\n");
  EXPECT_EQ(adder({"generations", "unpin", "1"}).err, "generation 1 is not pinned\n");
  EXPECT_FALSE(has(adder({"generations"}).out, "pinned"));
}

TEST_F(Generations, ThatDoNotExistAreRefused) {
  for (const auto* word : {"pin", "unpin"}) {
    const auto ended = adder({"generations", word, "7"});
    EXPECT_EQ(ended.exit, 2);
    EXPECT_EQ(ended.err, std::string("error: there is no generation 7") + kNone);
    const auto none = adder({"generations", word, "0"});
    EXPECT_EQ(none.exit, 2);
    EXPECT_EQ(none.err, std::string("error: N: '0' is not a whole number from 1 on\n") +
                            "hint: 'adder generations " + word + " --help' shows how it is used\n");
  }
  EXPECT_EQ(kept(), (std::vector<int>{1, 2}));
}

TEST_F(Generations, ThatArePinnedSurviveWhatRemovesAllOthers) {
  limit("generations = 1\nkeep_daily = 0\ngrace = '0s'\n");
  ASSERT_EQ(adder({"generations", "pin", "1"}).exit, 0);
  sync_with_release("4.0");
  sync_with_release("5.0");
  ASSERT_EQ(adder({"gc"}).exit, 0);
  EXPECT_EQ(kept(), (std::vector<int>{1, 4}));
  EXPECT_EQ(adder({"verify"}).exit, 0);

  ASSERT_EQ(adder({"generations", "unpin", "1"}).exit, 0);
  ASSERT_EQ(adder({"gc"}).exit, 0);

  EXPECT_EQ(kept(), std::vector<int>{4});
  EXPECT_EQ(adder({"rollback", "1"}).exit, 2);
}

TEST_F(Generations, ArePublishedAgainByARollbackWhichFreezesTheMirror) {
  upstream.forget();
  const auto ended = adder({"rollback", "1", "--note", "3.0 broke the course"});

  EXPECT_EQ(ended.exit, 0);
  EXPECT_EQ(ended.out, "");
  EXPECT_EQ(ended.err,
            "published generation 3, 3 changes in it\n"
            "generation 3 publishes what generation 1 published\n"
            "the mirror is frozen: no sync publishes until 'adder rollback --release'\n");
  EXPECT_EQ(upstream.requests(), std::vector<std::string>());
  EXPECT_FALSE(has_release("3.0"));
  EXPECT_TRUE(has_release("1.0"));
  EXPECT_TRUE(
      has(adder({"generations"}).out, "  rollback to 1        3  current, 3.0 broke the course\n"));
  EXPECT_EQ(adder({"verify"}).exit, 0);
}

TEST_F(Generations, AFrozenMirrorFetchesAndPublishesNothing) {
  ASSERT_EQ(adder({"rollback", "1"}).exit, 0);
  release("demo-leaf", "4.0");

  const auto told = events({"sync"});
  const auto again = adder({"sync"});

  // Files arrive in no order.
  EXPECT_TRUE(has(event(told, "fetched")["item"].get<std::string>(), "pypi/demo_leaf-4.0"));
  EXPECT_TRUE(event(told, "published").is_null());
  EXPECT_EQ(event(told, "error")["text"],
            "the mirror is frozen after a rollback: nothing is published");
  EXPECT_EQ(event(told, "done")["exit"], 3);
  EXPECT_EQ(again.exit, 3);
  EXPECT_TRUE(has(again.err,
                  "error: the mirror is frozen after a rollback: nothing is published\n"
                  "hint: 'adder rollback --release' lets it publish again\n"))
      << again.err;
  EXPECT_FALSE(has_release("4.0"));
  EXPECT_EQ(kept(), (std::vector<int>{1, 2, 3}));
}

TEST_F(Generations, AReleasedMirrorPublishesAgain) {
  ASSERT_EQ(adder({"rollback", "1"}).exit, 0);
  const auto released = adder({"rollback", "--release"});
  EXPECT_EQ(released.exit, 0);
  EXPECT_EQ(released.err, "the next sync publishes again\n");
  EXPECT_FALSE(has_release("3.0"));

  EXPECT_EQ(adder({"sync", "-q"}).exit, 0);

  EXPECT_TRUE(has_release("3.0"));
  EXPECT_EQ(adder({"rollback", "--release"}).err, "the mirror was not frozen\n");
}

TEST_F(Generations, ARollbackThatKeepsSyncingFreezesNothing) {
  const auto ended = adder({"rollback", "1", "--keep-syncing"});
  EXPECT_EQ(ended.exit, 0);
  EXPECT_FALSE(has(ended.err, "frozen")) << ended.err;
  EXPECT_FALSE(has_release("3.0"));

  EXPECT_EQ(adder({"sync", "-q"}).exit, 0);

  EXPECT_TRUE(has_release("3.0"));
}

TEST_F(Generations, ARollbackTellsItsGenerationAsAnEvent) {
  const auto told = events({"rollback", "1"});

  EXPECT_EQ(event(told, "published"),
            (Json{{"event", "published"}, {"generation", 3}, {"units", 3}}));
  auto done = told.back();
  done.erase("seconds");
  EXPECT_EQ(done, (Json{{"event", "done"},
                        {"exit", 0},
                        {"generation", 3},
                        {"files", 0},
                        {"bytes", 0},
                        {"held", 0}}));
  EXPECT_EQ(events({"rollback", "9"}).back()["generation"], 3);
}

TEST_F(Generations, ARollbackToNowhereTouchesNothing) {
  const auto page_before = page("demo-leaf");

  const auto ended = adder({"rollback", "9"});

  EXPECT_EQ(ended.exit, 2);
  EXPECT_EQ(ended.err, std::string("error: there is no generation 9") + kNone);
  EXPECT_EQ(adder({"rollback"}).exit, 2);
  EXPECT_EQ(adder({"rollback", "1", "--release"}).err,
            "error: rollback takes a generation or --release, not both\n"
            "hint: 'adder generations' lists those that are kept\n");
  EXPECT_EQ(adder({"rollback", "0"}).exit, 2);
  EXPECT_EQ(page("demo-leaf"), page_before);
  EXPECT_EQ(kept(), (std::vector<int>{1, 2}));
  EXPECT_EQ(answer({"status"})["frozen"], false);
}

using NoMirrorYet = DemoMirror;

TEST_F(NoMirrorYet, IsFoundedByNoCommandThatNeedsOne) {
  want("");
  const std::vector<std::vector<std::string>> commands = {{"rollback", "1"},
                                                          {"rollback", "--release"},
                                                          {"generations"},
                                                          {"hide", "demo-pkg"},
                                                          {"unhide", "demo-pkg"},
                                                          {"generations", "pin", "1"},
                                                          {"status"},
                                                          {"verify"},
                                                          {"verify", "--repair"},
                                                          {"gc", "--dry-run"},
                                                          {"requests", "missing"}};
  for (const auto& words : commands) {
    const auto ended = adder(words);
    EXPECT_EQ(ended.exit, 2) << words.front();
    EXPECT_EQ(ended.err, "error: '" + path("root") +
                             "' holds no mirror yet\n"
                             "hint: run 'adder sync' first\n");
    EXPECT_FALSE(std::filesystem::exists(root())) << words.front();
  }
}

}  // namespace

}  // namespace adder::testing
