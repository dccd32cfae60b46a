#include "tests/program/program.h"
#include "tests/support/demo_upstream.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

namespace adder::testing {

namespace {

using Json = nlohmann::json;

// A mirror of the demonstration index.
class Events : public Program {
 protected:
  void mirror_of(const std::string& upstream, const std::string& list) {
    here.write("adder.toml",
               "root = '.'\n[limits]\nmin_free = '1MB'\n[pypi]\nupstream = '" + upstream + "'\n");
    here.write("requests/pypi.list", list);
  }

  static std::vector<Json> lines_of(const std::string& out) {
    std::vector<Json> events;
    std::istringstream text(out);
    for (std::string line; std::getline(text, line);) events.push_back(Json::parse(line));
    return events;
  }

  static std::vector<std::string> names_of(const std::vector<Json>& events) {
    std::vector<std::string> names;
    for (const auto& event : events) names.push_back(event["event"]);
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
  }
};

TEST_F(Events, ASyncTellsItsPlanItsFilesAndItsEnd) {
  const DemoUpstream upstream;
  ASSERT_TRUE(upstream.answers());
  mirror_of(upstream.simple(), "demo-pkg\n");

  const auto ended = adder({"--json", "sync"});
  const auto events = lines_of(ended.out);

  ASSERT_EQ(ended.exit, 0) << ended.err;
  EXPECT_EQ(names_of(events),
            (std::vector<std::string>{"planned", "fetched", "published", "done"}));
  const auto fetched = std::ranges::count(
      events, "fetched", [](const Json& event) { return event["event"].get<std::string>(); });
  EXPECT_EQ(events.front()["section"], "pypi");
  EXPECT_EQ(events.back()["exit"], 0);
  EXPECT_EQ(events.back()["generation"], 1);
  EXPECT_EQ(events.back()["files"], fetched);
  EXPECT_EQ(events.back()["held"], 0);
}

TEST_F(Events, ADryRunAnswersWithOneObject) {
  const DemoUpstream upstream;
  ASSERT_TRUE(upstream.answers());
  mirror_of(upstream.simple(), "demo-pkg\n");

  const auto ended = adder({"sync", "--dry-run", "--json"});

  ASSERT_EQ(ended.exit, 0) << ended.err;
  EXPECT_EQ(Json::parse(ended.out)["schema"], 1);
}

TEST_F(Events, DoneComesLastWhateverHappened) {
  mirror_of("http://127.0.0.1:9/simple/", "/unfinished\nnumpy >=x\n");

  const auto ended = adder({"--json", "sync"});
  const auto events = lines_of(ended.out);

  EXPECT_EQ(ended.exit, 2);
  ASSERT_EQ(names_of(events), (std::vector<std::string>{"error", "done"}));
  EXPECT_EQ(events[0]["text"],
            "requests/pypi.list:1: the regular expression '/unfinished' does not end in a slash");
  EXPECT_EQ(events.back()["exit"], 2);
}

}  // namespace

}  // namespace adder::testing
