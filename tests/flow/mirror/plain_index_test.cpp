#include "tests/support/plain_index.h"

#include "tests/support/pypi_mirror.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace adder::testing {

namespace {

using Asked = std::multiset<std::string>;  // several at once come in any order

bool has(const std::string& text, std::string_view words) {
  return text.find(words) != std::string::npos;
}

// An index that has no serials, perhaps not even a list, like a plain folder behind a web server.
class PlainIndexes : public ::testing::Test {
 protected:
  void offer(const std::string& project, const std::vector<std::string>& versions) {
    std::vector<PlainIndex::File> files;
    for (const auto& version : versions) {
      files.push_back({.name = wheel_name(project, version), .bytes = project + version});
    }
    index.page(project, files);
  }

  // Of a sync that goes well.
  Asked asked_by_sync() {
    index.server.forget_seen();
    EXPECT_EQ(mirror.exit_of_sync(), 0) << mirror.trouble;
    const auto asked = index.asked();
    return {asked.begin(), asked.end()};
  }

  PlainIndex index;
  PypiMirror mirror{index.simple()};
};

TEST_F(PlainIndexes, WithoutSerialsAreAskedOnlyWhetherSomethingChanged) {
  index.list({{"one", {}}, {"two", {}}});
  offer("one", {"1.0"});
  offer("two", {"1.0"});
  mirror.want("one");
  mirror.want("two");
  EXPECT_EQ(asked_by_sync().size(), 5u);

  EXPECT_EQ(asked_by_sync(), (Asked{"GET /simple/ conditional", "GET /simple/one/ conditional",
                                    "GET /simple/two/ conditional"}));
  EXPECT_TRUE(mirror.told.generations.empty());
}

TEST_F(PlainIndexes, WithoutSerialsOrTagsAreAskedByTheTimeOfTheLastChange) {
  const auto dated = [](Answer& answer) {
    answer.drop("ETag");
    answer.set("Last-Modified", "Fri, 20 Nov 2026 13:12:00 GMT");
  };
  index.list({{"one", {}}}).always(dated);
  index.page("one", {{.name = wheel_name("one", "1.0")}}).always(dated);
  mirror.want("one");
  asked_by_sync();

  EXPECT_EQ(asked_by_sync(), (Asked{"GET /simple/ conditional", "GET /simple/one/ conditional"}));
  EXPECT_TRUE(mirror.told.generations.empty());
}

TEST_F(PlainIndexes, WithoutSerialsAreFollowedInAllTheyChange) {
  index.list({{"one", {}}, {"two", {}}});
  offer("one", {"1.0"});
  offer("two", {"1.0"});
  mirror.want("one");
  mirror.want("two");
  mirror.want("three");
  asked_by_sync();

  offer("one", {"1.0", "2.0"});
  index.list({{"one", {}}, {"three", {}}});
  index.server.withdraw("/simple/two/");
  offer("three", {"1.0"});
  asked_by_sync();

  EXPECT_TRUE(has(mirror.page("one"), "one-2.0"));
  EXPECT_FALSE(mirror.publishes("pypi/simple/two"));
  EXPECT_TRUE(has(mirror.page("three"), "three-1.0"));
}

TEST_F(PlainIndexes, WithoutAListAreAskedForExactNames) {
  offer("one", {"1.0"});
  mirror.want("one");
  mirror.want("two");

  EXPECT_EQ(asked_by_sync(),
            (Asked{"GET /simple/ whole", "GET /simple/one/ whole", "GET /simple/two/ whole",
                   "GET /files/one-1.0-py3-none-any.whl whole"}));
  EXPECT_TRUE(has(mirror.page("one"), "one-1.0"));
  EXPECT_FALSE(mirror.publishes("pypi/simple/two"));
}

TEST_F(PlainIndexes, WithoutAListAreFollowedInAllTheyChange) {
  offer("one", {"1.0"});
  offer("two", {"1.0"});
  for (const auto* name : {"one", "two", "three"}) mirror.want(name);
  asked_by_sync();

  EXPECT_EQ(asked_by_sync(), (Asked{"GET /simple/ whole", "GET /simple/one/ conditional",
                                    "GET /simple/three/ whole", "GET /simple/two/ conditional"}));
  EXPECT_TRUE(mirror.told.generations.empty());

  offer("one", {"2.0"});
  index.server.withdraw("/simple/two/");
  offer("three", {"1.0"});
  asked_by_sync();
  EXPECT_TRUE(has(mirror.page("one"), "one-2.0"));
  EXPECT_FALSE(has(mirror.page("one"), "one-1.0"));
  EXPECT_FALSE(mirror.publishes("pypi/simple/two"));
  EXPECT_TRUE(mirror.publishes("pypi/simple/three"));
}

TEST_F(PlainIndexes, ThatHadAListYesterdayHaveNotGivenItUp) {
  index.list({{"one", {}}});
  offer("one", {"1.0"});
  mirror.want("one");
  asked_by_sync();
  index.drop_list();
  index.server.withdraw("/simple/one/");

  EXPECT_EQ(mirror.exit_of_sync(), 3) << mirror.trouble;

  EXPECT_TRUE(has(mirror.page("one"), "one-1.0"));
}

TEST_F(PlainIndexes, MaySpellANameAsTheyLike) {
  index.list({{"Some.Long__Name", {}}, {"other", {}}});
  index.page("some-long-name", {{.name = "Some.Long_Name-1.0.tar.gz"}});
  mirror.want("some-long-name");

  asked_by_sync();

  EXPECT_TRUE(has(mirror.page("some-long-name"), "Some.Long_Name-1.0.tar.gz"));
  EXPECT_TRUE(has(mirror.published("pypi/simple/index.v1_json"), R"("name":"some-long-name")"));
  EXPECT_TRUE(mirror.told.warnings.empty());
}

// A page of theirs whose own name is spelled otherwise is still that page.
TEST_F(PlainIndexes, MaySpellANameOtherwiseOnItsPage) {
  index.list({{"some-long-name", {}}});
  index.page("some-long-name", {});
  index.server.offer("/simple/some-long-name/",
                     R"({"meta":{"api-version":"1.0"},"name":"Some_Long.Name","files":[
                         {"filename":"some_long_name-1.0.tar.gz","url":"/files/x","hashes":{}}]})",
                     {{"Content-Type", "application/vnd.pypi.simple.v1+json"}});
  index.server.offer("/files/x", "bytes");
  mirror.want("some-long-name");

  asked_by_sync();

  EXPECT_TRUE(has(mirror.page("some-long-name"), R"("name":"some-long-name")"));
  EXPECT_TRUE(has(mirror.page("some-long-name"), "some_long_name-1.0.tar.gz"));
}

}  // namespace

}  // namespace adder::testing
