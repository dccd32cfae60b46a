#include "tests/program/mirror.h"
#include "tests/program/plain_index.h"

#include <string>

namespace adder::testing {

namespace {

using Json = nlohmann::json;

class StatusCommand : public DemoMirror {
 protected:
  // Without the last line, which tells of this machine's disk.
  std::string words() const {
    const auto ended = adder({"status"});
    EXPECT_EQ(ended.exit, 0) << ended.err;
    EXPECT_EQ(ended.err, "");
    const auto disk = ended.out.rfind("disk: ");
    EXPECT_TRUE(has(ended.out.substr(disk), " used, ")) << ended.out;
    EXPECT_TRUE(ended.out.ends_with(" free\n")) << ended.out;
    return ended.out.substr(0, disk);
  }

  void change_leaf() const {
    ASSERT_TRUE(
        upstream.change(R"({"change": "bytes", "filename": "demo_leaf-1.0-py3-none-any.whl"})"));
  }
};

TEST_F(StatusCommand, BeforeTheFirstSyncSaysWhatToDo) {
  const auto ended = adder({"status"});
  EXPECT_EQ(ended.exit, 2);
  EXPECT_EQ(ended.err, "error: '" + path("root") +
                           "' holds no mirror yet\n"
                           "hint: run 'adder sync' first\n");
}

TEST_F(StatusCommand, SaysHowTheMirrorIs) {
  want("demo-big\n");
  ASSERT_EQ(adder({"sync", "-q"}).exit, 0);
  after(2 * 3600 + 60);

  EXPECT_EQ(words(),
            "generation 1, published 2026-01-01T00:00:00Z\n"
            "last sync: 2026-01-01T00:00:00Z, exit 0\n"
            "pypi: 1 package, 1 file, 2 MB; upstream last read 2h 1m ago\n");
}

TEST_F(StatusCommand, NamesWhatIsHeldWithItsReasonAndSinceWhen) {
  want("demo-leaf\n");
  ASSERT_EQ(adder({"sync", "-q"}).exit, 0);
  change_leaf();
  after(60);
  ASSERT_EQ(adder({"sync", "-q"}).exit, 1);
  EXPECT_TRUE(has(words(),
                  "\nheld: pypi/demo_leaf-1.0-py3-none-any.whl  changed since "
                  "2026-01-01T00:01:00Z, 1 try\n"))
      << words();

  after(120);
  ASSERT_EQ(adder({"sync", "-q"}).exit, 1);

  EXPECT_EQ(words().find("generation 1, published 2026-01-01T00:00:00Z\n"
                         "last sync: 2026-01-01T00:02:00Z, exit 1\n"),
            0u)
      << words();
  EXPECT_TRUE(has(words(),
                  "\nheld: pypi/demo_leaf-1.0-py3-none-any.whl  changed since "
                  "2026-01-01T00:01:00Z, 2 tries\n"))
      << words();
  EXPECT_EQ(answer({"status"})["held"],
            Json::array({{{"section", "pypi"},
                          {"item", "pypi/demo_leaf-1.0-py3-none-any.whl"},
                          {"reason", "changed"},
                          {"since", "2026-01-01T00:01:00Z"},
                          {"tries", 2}}}));
}

TEST_F(StatusCommand, SaysThatTheMirrorIsFrozenUntilItIsNot) {
  want("demo-leaf\n");
  ASSERT_EQ(adder({"sync", "-q"}).exit, 0);
  EXPECT_EQ(answer({"status"})["frozen"], false);

  ASSERT_EQ(adder({"rollback", "1"}).exit, 0);
  EXPECT_TRUE(has(words(), "\nfrozen: no sync publishes until 'adder rollback --release'\n"));
  EXPECT_EQ(answer({"status"})["frozen"], true);

  ASSERT_EQ(adder({"rollback", "--release"}).exit, 0);
  EXPECT_FALSE(has(words(), "frozen"));
  EXPECT_EQ(answer({"status"})["frozen"], false);
}

TEST_F(StatusCommand, AnswersInJsonWhatStatusJsonSays) {
  want("demo-leaf\n");
  ASSERT_EQ(adder({"sync", "-q"}).exit, 0);

  auto status = answer({"status"});
  auto document = Json::parse(content_of(published("status.json")));

  EXPECT_GT(status["disk"]["used"], 0);
  EXPECT_GT(status["disk"]["free"], 0);
  for (auto* one : {&status, &document}) one->erase("disk");
  EXPECT_EQ(status, document);
  EXPECT_EQ(status["schema"], 1);
  EXPECT_EQ(status["generation"], 1);
  EXPECT_EQ(status["published_at"], "2026-01-01T00:00:00Z");
  EXPECT_EQ(status["last_sync"], (Json{{"started_at", "2026-01-01T00:00:00Z"},
                                       {"ended_at", "2026-01-01T00:00:00Z"},
                                       {"exit", 0}}));
  EXPECT_EQ(status["held"], Json::array());
  ASSERT_EQ(status["sections"].size(), 1u);
  auto section = status["sections"][0];
  EXPECT_GT(section["bytes"], 0);
  section.erase("bytes");
  EXPECT_EQ(section, (Json{{"name", "pypi"},
                           {"upstream_age_s", 0},
                           {"checked_at", "2026-01-01T00:00:00Z"},
                           {"ok", true},
                           {"projects", 1},
                           {"files", 6}}));
}

TEST_F(StatusCommand, SaysThatUpstreamCouldNotBeRead) {
  want("demo-leaf\n");
  ASSERT_EQ(adder({"sync", "-q"}).exit, 0);
  PlainIndex forbidden;
  forbidden.server.offer("/simple/", "").then_fail(403, Offer::kAlways);
  configure(forbidden.simple());
  after(60);
  ASSERT_EQ(adder({"sync", "-q"}).exit, 3);

  EXPECT_TRUE(has(words(),
                  "\nlast sync: 2026-01-01T00:01:00Z, exit 3\n"
                  "the last sync published nothing (exit 3)\npypi: 1 package, 6 files, "))
      << words();
  EXPECT_TRUE(has(words(), "; upstream could not be read; upstream last read 1m 0s ago\n"))
      << words();
  const auto section = answer({"status"})["sections"][0];
  EXPECT_EQ(section["ok"], false);
  EXPECT_EQ(section["upstream_age_s"], 60);
  EXPECT_EQ(section["checked_at"], "2026-01-01T00:01:00Z");
}

}  // namespace

}  // namespace adder::testing
