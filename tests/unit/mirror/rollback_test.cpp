#include "mirror/rollback.h"

#include "mirror/status.h"
#include "mirror/store/gc.h"
#include "tests/support/damage.h"
#include "tests/unit/mirror/store/store_world.h"

#include <algorithm>

namespace adder::testing {

namespace {

const std::string kLinux = mirror::subdir_unit("forge", "linux-64");
const std::string kNoarch = mirror::subdir_unit("forge", "noarch");
const std::string kChannel = mirror::channel_unit("forge");
const std::string kSection = "conda/forge";

// A mirror with a channel, taken back to what it was.
class Rollback : public StoreWorld {
 protected:
  Rollback() { config.root = root(); }

  // The subdir as of words, and how much the section holds then.
  std::optional<int> publish_channel(const std::map<std::string, std::string>& words_of,
                                     const Files& files, const mirror::Counts& counts,
                                     const std::vector<std::string>& gone = {}) {
    const auto store = open();
    std::vector<mirror::FileUnitDraft> drafts;
    for (const auto& [unit, words] : words_of) {
      drafts.push_back(
          file_draft(store, unit, {{"index.json", words}}, unit == kLinux ? files : Files()));
    }
    auto publication = mirror::Publication::begin(store, mirror::Cause::sync);
    for (auto& draft : drafts) EXPECT_TRUE(publication->put(std::move(draft)));
    for (const auto& unit : gone) EXPECT_TRUE(publication->remove(unit));
    EXPECT_TRUE(mirror::note_counts(store, kSection, counts));
    return *std::move(*publication).commit(told);
  }

  std::optional<int> roll_back_to(int generation) {
    const auto made = mirror::rollback(config, Clock(now), generation,
                                       mirror::AfterRollback::keep_syncing, "", told);
    EXPECT_TRUE(made) << made.error().words();
    return made ? *made : std::nullopt;
  }

  mirror::Counts counts_told() {
    const auto store = open();
    EXPECT_TRUE(mirror::note_look(store, kSection, true));
    const auto status = mirror::describe_status(store);
    const auto& section = status->sections.front();
    EXPECT_EQ(section.name, kSection);
    return {.projects = section.projects, .files = section.files, .bytes = section.bytes};
  }

  std::string index_of(const std::string& unit) const { return published(unit + "/index.json"); }

  mirror::Config config;
};

TEST_F(Rollback, PublishesTheIndexFilesOfChannelsAgain) {
  publish_channel({{kLinux, "1"}, {kChannel, "1"}}, {{"a-1-0.conda", "a"}}, {1, 1, 1});
  publish_channel({{kLinux, "2"}, {kNoarch, "2"}}, {{"b-1-0.conda", "b"}}, {2, 2, 2}, {kChannel});

  EXPECT_EQ(roll_back_to(1), 3);

  EXPECT_EQ(index_of(kLinux), "1");
  EXPECT_EQ(index_of(kChannel), "1");
  EXPECT_FALSE(is_there("public/" + kNoarch + "/index.json"));
  EXPECT_EQ(published(kLinux + "/a-1-0.conda"), "a");
  const auto store = open();
  EXPECT_EQ(mirror::promises_now(store, kLinux)->size(), 1u);
  EXPECT_TRUE(mirror::promises_now(store, kLinux)->contains(kLinux + "/a-1-0.conda"));
}

TEST_F(Rollback, MakesNoGenerationOfChannelsThatAreThatAlready) {
  publish_channel({{kLinux, "1"}}, {{"a-1-0.conda", "a"}}, {1, 1, 1});
  EXPECT_EQ(roll_back_to(1), 2) << "there was no catalog yet";

  EXPECT_EQ(roll_back_to(1), std::nullopt);
}

TEST_F(Rollback, TellsHowMuchThatGenerationHeld) {
  publish_channel({{kLinux, "1"}}, {}, {.projects = 10, .files = 20, .bytes = 30});
  publish_channel({{kLinux, "2"}}, {}, {.projects = 11, .files = 21, .bytes = 31});
  EXPECT_EQ(counts_told(), (mirror::Counts{11, 21, 31}));

  roll_back_to(1);

  EXPECT_EQ(counts_told(), (mirror::Counts{10, 20, 30}));
}

TEST_F(Rollback, TellsOfNothingWhereTheChannelWasNotThereYet) {
  {
    const auto store = open();
    publish_files(store,
                  {file_draft(store, mirror::channel_unit("other"), {{"index.json", "{}"}})});
  }
  publish_channel({{kLinux, "1"}}, {}, {1, 2, 3});

  roll_back_to(1);

  EXPECT_EQ(counts_told(), mirror::Counts());
  EXPECT_FALSE(is_there("public/" + kLinux + "/index.json"));
}

TEST_F(Rollback, TellsOfCountsThatStayAsLongAsTheirGenerations) {
  mirror::Limits limits;
  limits.generations = 2;
  limits.keep_daily = 0;
  for (std::uint64_t i = 1; i <= 5; ++i) publish_channel({{kLinux, cat(i)}}, {}, {i, i, i});
  {
    const auto store = open();
    ASSERT_TRUE(mirror::set_pinned(store, 2, true));
    ASSERT_TRUE(mirror::remove_waste(store, *mirror::find_waste(store, limits)));
    auto left = store.ledger().prepare("SELECT group_concat(since) FROM section_count");
    ASSERT_TRUE(left->step());
    EXPECT_EQ(left->text(0), "2,4,5");
  }

  roll_back_to(2);

  EXPECT_EQ(counts_told(), (mirror::Counts{2, 2, 2}));
}

TEST_F(Rollback, ToAPageThatIsDamagedChangesNothing) {
  publish_channel({{kLinux, "first"}}, {}, {});
  publish_channel({{kLinux, "second"}}, {}, {});
  flip(mirror::Paths{root()}.page(io::sha256_of("first")));

  const auto made =
      mirror::rollback(config, Clock(now), 1, mirror::AfterRollback::freeze, "", told);

  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().kind(), Error::Kind::corrupt);
  EXPECT_EQ(made.error().hint(), "'adder verify --repair' mends what can be mended");
  EXPECT_EQ(index_of(kLinux), "second");
  EXPECT_EQ(*open().ledger().number("frozen"), std::nullopt);
}

TEST_F(Rollback, CountsAreNotNotedTwice) {
  publish_channel({{kLinux, "1"}}, {}, {1, 2, 3});
  publish_channel({{kLinux, "2"}}, {}, {1, 2, 3});

  auto store = open();
  auto rows = store.ledger().prepare("SELECT count(*) FROM section_count");
  ASSERT_TRUE(rows->step());
  EXPECT_EQ(rows->number(0), 1);
}

}  // namespace

}  // namespace adder::testing
