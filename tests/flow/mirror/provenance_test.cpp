#include "tests/support/plain_index.h"
#include "tests/support/pypi_mirror.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace adder::testing {

namespace {

using mirror::HeldReason;

const std::string kWheel = wheel_name("demo", "1.0");
const std::string kPath = "/integrity/demo/1.0/" + kWheel + "/provenance";
const std::string kItem = "pypi/" + kWheel + ".provenance";
const std::string kProvenance = R"({"version":1,"attestation_bundles":[]})";

bool has(const std::string& text, std::string_view words) {
  return text.find(words) != std::string::npos;
}

// PEP 740: an attestation of where a file comes from, whose URL must be secure.
class Provenance : public ::testing::Test {
 protected:
  void SetUp() override {
    offer_page();
    index.server.offer(kPath, kProvenance,
                       {{"Content-Type", "application/vnd.pypi.integrity.v1+json"}});
    mirror.want("demo");
  }

  void offer_page(const std::string& more = {}) {
    index.list({{"demo", {}}});
    index.page("demo", {{.name = kWheel,
                         .bytes = "wheel",
                         .more = R"("provenance": ")" + index.server.url(kPath) + '"' + more}});
  }

  std::string path_of_wheel() const { return mirror.path_of(kWheel); }
  std::string published_provenance() const {
    return mirror.published(path_of_wheel() + ".provenance");
  }

  void expect_only_provenance_held(HeldReason reason) {
    EXPECT_EQ(mirror.exit_of_sync(), 1) << mirror.trouble;
    ASSERT_EQ(mirror.told.holds.size(), 1u);
    EXPECT_EQ(mirror.told.holds[0].item, kItem);
    EXPECT_EQ(mirror.told.holds[0].reason, reason);
    EXPECT_EQ(mirror.published(path_of_wheel()), "wheel");
    EXPECT_FALSE(mirror.publishes(path_of_wheel() + ".provenance"));
    EXPECT_FALSE(has(mirror.page("demo"), ".provenance"));
  }

  PlainIndex index;
  PypiMirror mirror{index.simple()};
};

TEST_F(Provenance, IsMirroredAndNamedByOurSecureUrl) {
  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;

  EXPECT_EQ(published_provenance(), kProvenance);
  EXPECT_TRUE(has(mirror.page("demo"), R"("provenance":"https://mirror.example.org/)" +
                                           path_of_wheel() + R"(.provenance")"));
  EXPECT_FALSE(has(mirror.page("demo"), index.server.url()));
}

TEST_F(Provenance, StaysOutOfTheIndexWhereOurUrlIsNotSecure) {
  mirror.config.url = "http://mirror.example.org";

  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;

  EXPECT_EQ(mirror.published(path_of_wheel()), "wheel");
  EXPECT_FALSE(mirror.publishes(path_of_wheel() + ".provenance"));
  EXPECT_FALSE(has(mirror.page("demo"), ".provenance"));
  EXPECT_FALSE(has(mirror.page("demo"), index.server.url()));
  EXPECT_TRUE(index.server.seen(kPath).empty());
}

TEST_F(Provenance, FollowsOurUrl) {
  mirror.config.url = "http://mirror.example.org";
  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;

  mirror.config.url = "https://other.example.org/python";
  EXPECT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  EXPECT_TRUE(has(mirror.page("demo"), R"("https://other.example.org/python/pypi/packages/)"));
  EXPECT_EQ(published_provenance(), kProvenance);

  mirror.config.url = "http://mirror.example.org";
  EXPECT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  EXPECT_FALSE(has(mirror.page("demo"), ".provenance"));
}

TEST_F(Provenance, IsNotAskedForTwice) {
  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  index.server.forget_seen();

  EXPECT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;

  EXPECT_TRUE(index.server.seen(kPath).empty());
  EXPECT_TRUE(mirror.told.generations.empty());
}

TEST_F(Provenance, ThatIsMissingHoldsOnlyItself) {
  index.server.withdraw(kPath);
  expect_only_provenance_held(HeldReason::missing);
}

TEST_F(Provenance, ThatIsForbiddenHoldsOnlyItself) {
  index.server.offer(kPath, "").then_fail(403, Offer::kAlways);
  expect_only_provenance_held(HeldReason::forbidden);
}

TEST_F(Provenance, ThatIsNoProvenanceHoldsOnlyItself) {
  index.server.offer(kPath, "<html>please log in</html>");
  expect_only_provenance_held(HeldReason::malformed);

  index.server.offer(kPath, R"({"version":1,"attestation_bundles":[)");
  expect_only_provenance_held(HeldReason::malformed);
}

TEST_F(Provenance, ThatNeverEndsHoldsOnlyItself) {
  index.server.offer(kPath, std::string(std::size_t{17} << 20, ' '));
  expect_only_provenance_held(HeldReason::too_long);
}

TEST_F(Provenance, FromAnAddressNobodyAllowedHoldsOnlyItself) {
  LoopbackServer stranger("127.0.0.2");
  stranger.offer("/p", kProvenance);
  index.page("demo", {{.name = kWheel,
                       .bytes = "wheel",
                       .more = R"("provenance": ")" + stranger.url("/p") + '"'}});

  expect_only_provenance_held(HeldReason::blocked);
}

TEST_F(Provenance, ThatWasHeldComesWithTheNextSync) {
  index.server.offer(kPath, "").then_fail(404);
  ASSERT_EQ(mirror.exit_of_sync(), 1) << mirror.trouble;
  index.server.offer(kPath, kProvenance);

  EXPECT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;

  EXPECT_EQ(published_provenance(), kProvenance);
  EXPECT_TRUE(has(mirror.page("demo"), kWheel + ".provenance\""));
}

TEST_F(Provenance, OfAPublishedFileStaysAsItIs) {
  ASSERT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
  index.server.offer(kPath, R"({"version":1,"attestation_bundles":[{}]})");
  offer_page(R"(, "yanked": "broken")");

  EXPECT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;

  EXPECT_TRUE(has(mirror.page("demo"), "broken"));
  EXPECT_EQ(published_provenance(), kProvenance);
}

}  // namespace

}  // namespace adder::testing
