#include "mirror/rollback.h"
#include "tests/support/plain_index.h"
#include "tests/support/pypi_mirror.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

namespace adder::testing {

namespace {

const Time kFirstLook = Time(std::chrono::sys_days(std::chrono::year(2026) / 11 / 20));
const std::string kFirst = "2026-11-20T00:00:00Z";
const std::string kSecond = "2026-11-21T00:00:00Z";

// An upstream that does not tell when its files were uploaded: pip's cooldown needs a time, so
// theirs is the look that first had them.
class FirstSeen : public ::testing::Test {
 protected:
  void SetUp() override {
    mirror.config.limits.grace = std::chrono::hours(1);
    mirror.want("demo");
  }

  void offer(const std::vector<PlainIndex::File>& files) {
    index.list({{"demo", {}}});
    index.page("demo", files);
  }

  void sync_on_day(int day, const mirror::SyncOptions& options = {}) {
    mirror.clock = Clock(kFirstLook + std::chrono::days(day - 1));
    EXPECT_EQ(mirror.exit_of_sync(options), 0) << mirror.trouble;
  }

  // What our page says of the file; empty: nothing.
  std::string upload_time(const PlainIndex::File& file) const {
    const auto page = mirror.page("demo");
    const auto entry = page.find(file.name);
    if (entry == page.npos) return {};
    constexpr std::string_view kKey = R"("upload-time":")";
    const auto key = page.find(kKey, entry);
    if (key == page.npos || key > page.find('\n', entry)) return {};
    const auto begin = key + kKey.size();
    return page.substr(begin, page.find('"', begin) - begin);
  }

  PlainIndex index;
  PypiMirror mirror{index.simple()};
  const PlainIndex::File one{.name = wheel_name("demo", "1.0"), .bytes = "one"};
  const PlainIndex::File two{.name = wheel_name("demo", "2.0"), .bytes = "two"};
};

TEST_F(FirstSeen, IsTheTimeOfTheLookThatFirstHadTheFile) {
  offer({one});
  sync_on_day(1);
  offer({one, two});
  sync_on_day(2);
  sync_on_day(3);

  EXPECT_EQ(upload_time(one), kFirst);
  EXPECT_EQ(upload_time(two), kSecond);
}

TEST_F(FirstSeen, IsRecordedAlsoOfWhatNobodyWantsYet) {
  mirror.want_nothing();
  mirror.want("demo");
  mirror.requests.pypi.wishes[0].spec = *pypi::SpecifierSet::parse("==1.0");
  offer({one, two});
  sync_on_day(1);
  ASSERT_EQ(upload_time(two), "");

  mirror.want("demo");
  sync_on_day(2);

  EXPECT_EQ(upload_time(two), kFirst);
}

TEST_F(FirstSeen, IsKeptWhenAFileIsRetiredAndComesBack) {
  offer({one, two});
  sync_on_day(1);
  offer({two});
  sync_on_day(2);
  sync_on_day(3);
  ASSERT_EQ(upload_time(one), "");
  offer({one, two});
  sync_on_day(4);

  EXPECT_EQ(upload_time(one), kFirst);
}

TEST_F(FirstSeen, IsKeptWhenAProjectIsRetiredAndComesBack) {
  offer({one});
  sync_on_day(1);
  mirror.want_nothing();
  sync_on_day(2);
  sync_on_day(40);
  mirror.want("demo");
  sync_on_day(41);

  EXPECT_EQ(upload_time(one), kFirst);
}

TEST_F(FirstSeen, IsNotChangedByARollback) {
  offer({one});
  sync_on_day(1);
  offer({one, two});
  sync_on_day(2);
  ASSERT_TRUE(mirror::rollback(mirror.config, mirror.clock, 1, mirror::AfterRollback::keep_syncing,
                               "", mirror.told));
  EXPECT_EQ(upload_time(one), kFirst);
  sync_on_day(3);

  EXPECT_EQ(upload_time(one), kFirst);
  EXPECT_EQ(upload_time(two), kSecond);
}

TEST_F(FirstSeen, StaysOncePublishedThoughUpstreamBeginsToTellATime) {
  offer({one});
  sync_on_day(1);
  auto dated = one;
  dated.more = R"("upload-time":"2020-01-01T00:00:00.000000Z")";
  offer({dated});
  sync_on_day(2);

  EXPECT_EQ(upload_time(one), kFirst);
}

TEST_F(FirstSeen, GivesWayToTheTimeThatUpstreamTells) {
  auto dated = one;
  dated.more = R"("upload-time":"2020-01-01T00:00:00.123456Z")";
  offer({dated, two});
  sync_on_day(1);

  EXPECT_EQ(upload_time(one), "2020-01-01T00:00:00.123456Z");
  EXPECT_EQ(upload_time(two), kFirst);
}

TEST_F(FirstSeen, DoesNotReplaceATimeThatUpstreamTellsNoLonger) {
  auto dated = one;
  dated.more = R"("upload-time":"2020-01-01T00:00:00.000000Z")";
  offer({dated});
  sync_on_day(1);
  offer({one});
  sync_on_day(2);

  EXPECT_EQ(upload_time(one), "2020-01-01T00:00:00.000000Z");
}

TEST_F(FirstSeen, IsNewWithNewBytesThatSomebodyAccepted) {
  offer({one});
  sync_on_day(1);
  auto changed = one;
  changed.bytes = "other";
  changed.more = R"("upload-time":"2026-11-21T08:00:00Z")";
  offer({changed});
  sync_on_day(2, {.accept_changed = {"all:pypi"}});

  EXPECT_EQ(upload_time(one), "2026-11-21T08:00:00Z");
}

}  // namespace

}  // namespace adder::testing
