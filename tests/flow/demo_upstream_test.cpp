#include "tests/support/demo_upstream.h"

#include "tests/support/http.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace adder::testing {

namespace {

using Json = nlohmann::json;

constexpr auto kWantsJson = "Accept: application/vnd.pypi.simple.v1+json";

// The upstream that other tests trust is looked at here: it must behave as pypi.org does.
class DemoUpstreamTest : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(upstream_.answers()); }

  Json page(const std::string& name) const {
    return Json::parse(ask({.url = upstream_.simple() + name, .headers = {kWantsJson}}).body);
  }
  std::string first_file_url(const std::string& name) const {
    return page(name + "/")["files"][0]["url"].get<std::string>();
  }

  DemoUpstream upstream_;
};

TEST_F(DemoUpstreamTest, ListsProjectsWithTheirSerials) {
  const auto reply = ask({.url = upstream_.simple(), .headers = {kWantsJson}});

  const auto list = Json::parse(reply.body);
  EXPECT_EQ(reply.headers.at("content-type"), "application/vnd.pypi.simple.v1+json");
  EXPECT_EQ(reply.headers.at("x-pypi-last-serial"), list["meta"]["_last-serial"].dump());
  EXPECT_GE(list["projects"].size(), 12U);
  EXPECT_TRUE(list["projects"][0].contains("_last-serial"));
}

TEST_F(DemoUpstreamTest, AnswersHtmlToThoseWhoDoNotAskForJson) {
  const auto reply = get(upstream_.simple() + "demo-pkg/");

  EXPECT_EQ(reply.headers.at("content-type"), "text/html");
  EXPECT_NE(reply.body.find("data-yanked=\"greets the wrong person\""), std::string::npos);
}

TEST_F(DemoUpstreamTest, AnswersNothingTwiceToThoseWhoKnow) {
  const auto first = get(upstream_.simple() + "demo-pkg/");

  const auto second = ask({.url = upstream_.simple() + "demo-pkg/",
                           .headers = {"If-None-Match: " + first.headers.at("etag")}});

  EXPECT_EQ(second.status, 304);
  EXPECT_EQ(second.body, "");
}

TEST_F(DemoUpstreamTest, SendsOddSpellingsOfANameToTheNormalisedOne) {
  const auto reply = get(upstream_.simple() + "Demo.Extras__Pkg/");

  EXPECT_EQ(reply.status, 301);
  EXPECT_EQ(reply.headers.at("location"), "/simple/demo-extras-pkg/");
}

TEST_F(DemoUpstreamTest, SendsTheRestOfAFile) {
  const auto url = first_file_url("demo-leaf");
  const auto whole = get(url);

  const auto rest =
      ask({.url = url, .headers = {"Range: bytes=100-", "If-Range: " + whole.headers.at("etag")}});

  EXPECT_EQ(rest.status, 206);
  EXPECT_EQ(rest.body, whole.body.substr(100));
  EXPECT_EQ(rest.headers.at("content-range"), "bytes 100-" + std::to_string(whole.body.size() - 1) +
                                                  "/" + std::to_string(whole.body.size()));
}

TEST_F(DemoUpstreamTest, SendsTheWholeFileWhenTheValidatorIsOld) {
  const auto reply = ask({.url = first_file_url("demo-leaf"),
                          .headers = {"Range: bytes=100-", "If-Range: \"other\""}});

  EXPECT_EQ(reply.status, 200);
}

TEST_F(DemoUpstreamTest, KeepsThePageOfAQuarantinedProjectWithoutItsFiles) {
  const auto quarantined = page("demo-quarantined/");

  EXPECT_EQ(quarantined["project-status"]["status"], "quarantined");
  EXPECT_TRUE(quarantined["files"].empty());
}

TEST_F(DemoUpstreamTest, LetsTheStoryHappen) {
  const auto before = page("")["meta"]["_last-serial"].get<int>();

  EXPECT_EQ(upstream_.evolve(), "demo-pkg 2.1 was released");

  EXPECT_GT(page("")["meta"]["_last-serial"].get<int>(), before);
  EXPECT_EQ(page("demo-pkg/")["versions"].back(), "2.1");
}

TEST_F(DemoUpstreamTest, ChangesOnRequestAndRemembersWhatItWasAsked) {
  EXPECT_TRUE(upstream_.change(R"({"change": "remove", "name": "demo-leaver"})"));
  EXPECT_FALSE(upstream_.change(R"({"change": "explode"})"));
  upstream_.forget();

  EXPECT_EQ(get(upstream_.simple() + "demo-leaver/").status, 404);

  EXPECT_EQ(upstream_.requests(), std::vector<std::string>{"GET /simple/demo-leaver/"});
}

TEST_F(DemoUpstreamTest, MakesTheSameWorldEveryTime) {
  const DemoUpstream other;
  const auto hashes = [](const Json& page) {
    std::vector<std::string> found;
    for (const auto& file : page["files"]) found.push_back(file["hashes"]["sha256"]);
    return found;
  };

  const auto reply = ask({.url = other.simple() + "demo-pkg/", .headers = {kWantsJson}});

  EXPECT_EQ(hashes(Json::parse(reply.body)), hashes(page("demo-pkg/")));
}

}  // namespace

}  // namespace adder::testing
