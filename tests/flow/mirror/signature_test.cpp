#include "mirror/hide.h"
#include "mirror/verify.h"
#include "tests/support/loopback_index.h"
#include "tests/support/pypi_mirror.h"

#include <gtest/gtest.h>

#include <string>

namespace adder::testing {

namespace {

using mirror::HeldReason;

const std::string kFile = "demo-1.0.zip";
const std::string kPath = "/files/" + kFile + ".asc";
const std::string kSignature =
    "-----BEGIN PGP SIGNATURE-----\n\niQ==\n-----END PGP SIGNATURE-----\n";

// PEP 503: gpg-sig says whether FILE.asc can be fetched.
class Signature : public ::testing::Test {
 protected:
  Signature() {
    tell(", \"gpg-sig\": true");
    index.server.offer(kPath, kSignature);
    mirror.want("demo");
  }

  void tell(const std::string& more) {
    index.put("demo", {{.name = kFile, .bytes = "one", .more = more}});
  }
  int sync() { return mirror.exit_of_sync(); }
  std::string path() const { return mirror.path_of(kFile) + ".asc"; }
  bool page_has(std::string_view words) const {
    return mirror.page("demo").find(words) != std::string::npos;
  }
  bool is_whole() {
    const auto verified = mirror::verify(mirror.config, mirror.clock, {}, mirror.told, {});
    return verified && verified->damages.empty();
  }

  void expect_only_signature_held(HeldReason reason) {
    EXPECT_EQ(sync(), 1) << mirror.trouble;
    ASSERT_EQ(mirror.told.holds.size(), 1u);
    EXPECT_EQ(mirror.told.holds[0].item, "pypi/" + kFile + ".asc");
    EXPECT_EQ(mirror.told.holds[0].reason, reason);
    EXPECT_EQ(mirror.published(mirror.path_of(kFile)), "one");
    EXPECT_FALSE(mirror.publishes(path()));
    EXPECT_TRUE(page_has("\"gpg-sig\":false"));
  }

  LoopbackIndex index;
  PypiMirror mirror{index.url()};
};

TEST_F(Signature, IsMirroredBesideItsFile) {
  ASSERT_EQ(sync(), 0) << mirror.trouble;

  EXPECT_EQ(mirror.published(path()), kSignature);
  EXPECT_TRUE(page_has("\"gpg-sig\":true"));
  EXPECT_NE(mirror.published("pypi/simple/demo/index.html").find("data-gpg-sig=\"true\""),
            std::string::npos);
  EXPECT_TRUE(is_whole());
}

TEST_F(Signature, IsNotAskedForTwice) {
  ASSERT_EQ(sync(), 0) << mirror.trouble;
  index.server.forget_seen();

  EXPECT_EQ(sync(), 0) << mirror.trouble;

  EXPECT_TRUE(index.server.seen(kPath).empty());
  EXPECT_TRUE(mirror.told.generations.empty());
}

TEST_F(Signature, ThatNobodyHasIsNoneInOurIndex) {
  index.server.withdraw(kPath);

  EXPECT_EQ(sync(), 0) << mirror.trouble;

  EXPECT_TRUE(page_has("\"gpg-sig\":false"));
}

TEST_F(Signature, IsToldOfAsUpstreamDoes) {
  tell(", \"gpg-sig\": false");
  ASSERT_EQ(sync(), 0) << mirror.trouble;
  EXPECT_TRUE(page_has("\"gpg-sig\":false"));
  EXPECT_TRUE(index.server.seen(kPath).empty());

  tell("");
  ASSERT_EQ(sync(), 0) << mirror.trouble;
  EXPECT_FALSE(page_has("gpg-sig"));
}

TEST_F(Signature, ThatIsForbiddenHoldsOnlyItself) {
  index.server.offer(kPath, "").then_fail(403, Offer::kAlways);
  expect_only_signature_held(HeldReason::forbidden);
}

TEST_F(Signature, ThatIsNoneHoldsOnlyItself) {
  index.server.offer(kPath, "<html>please log in</html>");
  expect_only_signature_held(HeldReason::malformed);
}

TEST_F(Signature, ThatNeverEndsHoldsOnlyItself) {
  index.server.offer(kPath, std::string(std::size_t{65} << 10, ' '));
  expect_only_signature_held(HeldReason::too_long);
}

TEST_F(Signature, OfAPublishedFileStaysAsItIs) {
  ASSERT_EQ(sync(), 0) << mirror.trouble;
  index.server.offer(kPath, "another");
  tell(", \"gpg-sig\": true, \"yanked\": \"broken\"");

  EXPECT_EQ(sync(), 0) << mirror.trouble;

  EXPECT_TRUE(page_has("broken"));
  EXPECT_EQ(mirror.published(path()), kSignature);
}

TEST_F(Signature, IsHiddenWithItsFileAndComesBackWithIt) {
  ASSERT_EQ(sync(), 0) << mirror.trouble;
  const auto where = path();

  ASSERT_TRUE(mirror::hide(mirror.config, mirror.clock, kFile, "", mirror.told));
  EXPECT_FALSE(mirror.publishes(where));
  EXPECT_FALSE(mirror::hide(mirror.config, mirror.clock, kFile + ".asc", "", mirror.told));
  ASSERT_TRUE(mirror::unhide(mirror.config, mirror.clock, kFile, mirror.told));

  EXPECT_EQ(mirror.published(where), kSignature);
  EXPECT_TRUE(page_has("\"gpg-sig\":true"));
  EXPECT_TRUE(is_whole());
}

}  // namespace

}  // namespace adder::testing
