#include "tests/support/conda_mirror.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace adder::testing {

namespace {

using Files = std::vector<std::string>;

// One sync after another, of a channel that has shards.
class CondaSyncAgain : public ::testing::Test, protected CondaMirror {
 protected:
  CondaSyncAgain() {
    for (const std::string name : {"demo", "other", "stranger"}) upstream.put({.name = name});
    offer();
    want("demo");
    want("other");
  }
};

TEST_F(CondaSyncAgain, OfSomePackagesLosesNoneOfTheOthers) {
  ASSERT_EQ(exit_of_sync(), 0) << trouble;
  for (const std::string name : {"demo", "other"}) upstream.put({.name = name, .version = "2.0"});
  offer();

  ASSERT_EQ(exit_of_sync({.names = {"demo"}}), 0) << trouble;
  EXPECT_EQ(files("noarch"), (Files{"demo-1.0-0.conda", "demo-2.0-0.conda", "other-1.0-0.conda"}));
  ASSERT_EQ(exit_of_sync(), 0) << trouble;
  EXPECT_EQ(files("noarch"), (Files{"demo-1.0-0.conda", "demo-2.0-0.conda", "other-1.0-0.conda",
                                    "other-2.0-0.conda"}));
  EXPECT_TRUE(told.retirements.empty());
}

TEST_F(CondaSyncAgain, RemembersNewValidatorsOfTheSameBytes) {
  ASSERT_EQ(exit_of_sync(), 0) << trouble;
  const std::string path = "/demo/noarch/repodata_shards.msgpack.zst";
  server.offer(path, content_of(upstream.folder() / "noarch/repodata_shards.msgpack.zst"),
               {{"ETag", "\"new\""}});
  ASSERT_EQ(exit_of_sync(), 0) << trouble;

  server.forget_seen();
  ASSERT_EQ(exit_of_sync(), 0) << trouble;
  EXPECT_EQ(server.seen(path).at(0).if_none_match, "\"new\"");
}

}  // namespace

}  // namespace adder::testing
