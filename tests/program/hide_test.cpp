#include "tests/program/mirror.h"

#include <filesystem>
#include <string>
#include <vector>

namespace adder::testing {

namespace {

using Json = nlohmann::json;

class HideCommand : public DemoMirror {
 protected:
  void SetUp() override {
    DemoMirror::SetUp();
    want("demo-leaf\ndemo-hijacked\n");
    ASSERT_EQ(adder({"sync", "-q"}).exit, 0);
  }

  bool publishes(const std::string& file) const {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(published("pypi"))) {
      if (entry.path().filename() == file) return true;
    }
    return false;
  }
};

TEST_F(HideCommand, HidesAPackageAtOnceAndShowsItAgain) {
  const auto hidden = adder({"hide", "Demo_Leaf", "--note", "malware, ticket 4711"});
  EXPECT_EQ(hidden.exit, 0);
  EXPECT_EQ(hidden.err,
            "published generation 2, 3 changes in it\n"
            "'Demo_Leaf' is hidden; its bytes stay in the store, and 'adder unhide Demo_Leaf' "
            "brings it back\n");
  EXPECT_FALSE(publishes("demo_leaf-1.0-py3-none-any.whl"));
  const auto page_of_hidden = Json::parse(page("demo-leaf"));
  EXPECT_EQ(page_of_hidden["name"], "demo-leaf");
  EXPECT_EQ(page_of_hidden["files"], Json::array());
  EXPECT_EQ(page_of_hidden["versions"], Json::array());
  EXPECT_FALSE(has(content_of(published("pypi/simple/index.v1_json")), "demo-leaf"));
  EXPECT_EQ(adder({"sync", "-q"}).exit, 0) << "what an admin hid is no trouble";

  const auto shown = adder({"unhide", "demo-leaf"});
  EXPECT_EQ(shown.exit, 0);
  EXPECT_EQ(shown.err,
            "published generation 3, 3 changes in it\n"
            "'demo-leaf' is published again\n");
  EXPECT_TRUE(publishes("demo_leaf-1.0-py3-none-any.whl"));
}

TEST_F(HideCommand, HidesOneFile) {
  EXPECT_EQ(adder({"hide", "demo_leaf-1.0-py3-none-any.whl"}).exit, 0);

  EXPECT_FALSE(publishes("demo_leaf-1.0-py3-none-any.whl"));
  EXPECT_FALSE(publishes("demo_leaf-1.0-py3-none-any.whl.metadata"));
  EXPECT_TRUE(publishes("demo_leaf-0.9-py3-none-any.whl"));
  EXPECT_FALSE(has(page("demo-leaf"), "demo_leaf-1.0-py3"));
}

TEST_F(HideCommand, SaysWhenThereIsNothingToDo) {
  ASSERT_EQ(adder({"hide", "demo-leaf"}).exit, 0);

  const auto again = adder({"hide", "demo-leaf"});
  EXPECT_EQ(again.exit, 0);
  EXPECT_EQ(again.err, "'demo-leaf' is hidden already\n");
  const auto never = adder({"unhide", "demo-hijacked"});
  EXPECT_EQ(never.exit, 0);
  EXPECT_EQ(never.err, "'demo-hijacked' is not hidden\n");
  EXPECT_EQ(answer({"status"})["generation"], 2);
}

TEST_F(HideCommand, RefusesWhatItDoesNotKnow) {
  for (const auto* command : {"hide", "unhide"}) {
    const auto slip = adder({command, "demo-leav"});
    EXPECT_EQ(slip.exit, 2);
    EXPECT_EQ(slip.err,
              "error: 'demo-leav' is no package or file of this mirror, did you mean "
              "'demo-leaf'?\n");
    // It exists upstream, and nobody asks for it.
    const auto far = adder({command, "demo-lead-2"});
    EXPECT_EQ(far.err, "error: 'demo-lead-2' is no package or file of this mirror\n");
    EXPECT_EQ(adder({command, "demo-big"}).exit, 2);
    EXPECT_EQ(adder({command, "demo_leaf-7.0-py3-none-any.whl"}).exit, 2);
    EXPECT_EQ(adder({command, "../demo-leaf"}).exit, 2);
  }
  EXPECT_EQ(answer({"status"})["generation"], 1);
}

TEST_F(HideCommand, TellsEventsAndTheGenerationThatIsOut) {
  const auto told = events({"hide", "demo-leaf"});
  EXPECT_EQ(event(told, "published")["generation"], 2);
  EXPECT_EQ(told.back()["event"], "done");
  EXPECT_EQ(told.back()["generation"], 2);
  EXPECT_EQ(told.back()["exit"], 0);

  const auto refused = events({"hide", "demo-leav"});
  EXPECT_EQ(refused.front()["event"], "error");
  EXPECT_EQ(refused.back()["exit"], 2);
  EXPECT_EQ(refused.back()["generation"], 2);
}

TEST_F(HideCommand, TellsNobodyOutsideWhy) {
  ASSERT_EQ(adder({"hide", "demo-leaf", "--note", "ticket 4711"}).exit, 0);
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root() / "public")) {
    if (!entry.is_regular_file()) continue;
    EXPECT_FALSE(has(content_of(entry.path()), "ticket 4711")) << entry.path();
  }
}

TEST_F(HideCommand, ADryRunSaysWhatAQuarantineWillHide) {
  EXPECT_EQ(answer({"sync", "--dry-run"})["sections"][0]["hide"], Json::array());
  ASSERT_TRUE(upstream.change(
      R"({"change": "status", "name": "demo-hijacked", "status": "quarantined", "reason": "bad"})"));

  const auto ended = adder({"sync", "--dry-run"});

  EXPECT_EQ(ended.exit, 0);
  EXPECT_EQ(ended.out.find("hide    pypi/demo-hijacked  upstream quarantined it\n"
                           "pypi: 0 files to add, 0 to change, 0 to retire, "),
            0u)
      << ended.out;
  EXPECT_EQ(answer({"sync", "--dry-run"})["sections"][0]["hide"],
            Json::array({"pypi/demo-hijacked"}));
  ASSERT_EQ(adder({"sync", "-q"}).exit, 1);
  EXPECT_EQ(answer({"sync", "--dry-run"})["sections"][0]["hide"], Json::array());
}

TEST_F(HideCommand, StatusListsWhatIsHiddenAndKeepsNotesAtHome) {
  ASSERT_EQ(adder({"hide", "demo-leaf", "--note", "bad stuff"}).exit, 0);
  ASSERT_TRUE(upstream.change(
      R"({"change": "status", "name": "demo-hijacked", "status": "quarantined", "reason": ""})"));
  ASSERT_EQ(adder({"sync", "-q"}).exit, 1);

  const auto words = adder({"status"}).out;
  EXPECT_TRUE(has(words,
                  "\nhidden: demo-hijacked  quarantined upstream since 2026-01-01\n"
                  "hidden: demo-leaf  by 'adder hide' since 2026-01-01, bad stuff\n"))
      << words;
  const auto hidden = answer({"status"})["hidden"];
  ASSERT_EQ(hidden.size(), 2u);
  EXPECT_EQ(hidden[1], (Json{{"name", "demo-leaf"},
                             {"cause", "admin"},
                             {"since", "2026-01-01T00:00:00Z"},
                             {"note", "bad stuff"}}));
  const auto outside = Json::parse(content_of(published("status.json")))["hidden"];
  ASSERT_EQ(outside.size(), 2u);
  EXPECT_EQ(outside[1],
            (Json{{"name", "demo-leaf"}, {"cause", "admin"}, {"since", "2026-01-01T00:00:00Z"}}));
}

TEST_F(HideCommand, AQuarantineIsToldOnceAndEndsWithOneOnlyThen) {
  ASSERT_TRUE(upstream.change(
      R"({"change": "status", "name": "demo-hijacked", "status": "quarantined", "reason": "bad"})"));

  const auto first = adder({"sync"});
  EXPECT_EQ(first.exit, 1);
  EXPECT_TRUE(has(first.err,
                  "held: pypi/demo-hijacked: upstream quarantined this project; it is hidden from "
                  "now on\n"))
      << first.err;
  EXPECT_FALSE(publishes("demo_hijacked-1.0-py3-none-any.whl"));
  EXPECT_EQ(Json::parse(page("demo-hijacked"))["project-status"],
            (Json{{"status", "quarantined"}, {"reason", "bad"}}));

  const auto second = adder({"sync"});
  EXPECT_EQ(second.exit, 0);
  EXPECT_FALSE(has(second.err, "held")) << second.err;
  EXPECT_TRUE(has(second.err, "pypi: 0 files to add, 0 to change, 0 to retire, 0 B to fetch\n"))
      << second.err;
  EXPECT_EQ(answer({"status"})["held"], Json::array());
  EXPECT_EQ(adder({"unhide", "demo-hijacked"}).err,
            "'demo-hijacked' stays hidden as long as upstream quarantines it\n");
}

}  // namespace

}  // namespace adder::testing
