#include "tests/program/mirror.h"
#include "tests/program/plain_index.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

namespace adder::testing {

namespace {

using Json = nlohmann::json;

// A mirror of a small index on which a test can rely for trouble.
class ExitCodes : public Mirror {
 protected:
  ExitCodes() {
    index.add(demo);
    configure(index.simple());
    want("demo\n");
  }

  // From now on the wheel is not there, whatever the page says.
  void lose(const Distribution& distribution) {
    index.server.offer(PlainIndex::file(distribution), "").then_fail(404, Offer::kAlways);
  }

  // All that is published, without the two files that tell of the last run.
  std::vector<std::string> published_tree() const {
    auto lines = tree_of(root() / "public");
    std::erase_if(lines, [](const std::string& line) {
      return line.starts_with("status.json ") || line.starts_with("metrics.prom ") ||
             line.starts_with(". ");
    });
    return lines;
  }

  const Distribution demo{.name = "demo", .version = "1.0"};
  const Distribution newer{.name = "demo", .version = "2.0"};
  PlainIndex index;
};

TEST_F(ExitCodes, OneHeldItemIsOne) {
  index.add(newer);
  lose(newer);

  const auto ended = adder({"sync"});

  EXPECT_EQ(ended.exit, 1);
  EXPECT_TRUE(has(ended.err,
                  "held: pypi/demo-2.0-py3-none-any.whl: missing\n"
                  "  received HTTP 404\n"
                  "  from " +
                      index.server.url(PlainIndex::file(newer)) + "\n"))
      << ended.err;
  EXPECT_TRUE(has(ended.err, ", 1 held back\n")) << ended.err;
  EXPECT_TRUE(has(page("demo"), "demo-1.0-py3"));
  EXPECT_FALSE(has(page("demo"), "demo-2.0-py3"));
}

TEST_F(ExitCodes, AnItemHeldEarlierIsOneAlsoWhenNothingIsNew) {
  index.add(newer);
  lose(newer);
  ASSERT_EQ(adder({"sync", "-q"}).exit, 1);
  const auto before = published_tree();

  const auto again = events({"sync"});
  EXPECT_EQ(again.back()["exit"], 1);
  EXPECT_EQ(again.back()["held"], 1);
  EXPECT_EQ(published_tree(), before);
  // Also when this run does not even look at it.
  index.add({.name = "other", .version = "1.0"});
  want("demo\nother\n");
  EXPECT_EQ(adder({"sync", "-q", "other"}).exit, 1);

  index.server.offer(PlainIndex::file(newer), newer.wheel());
  EXPECT_EQ(adder({"sync", "-q"}).exit, 0);
  EXPECT_TRUE(has(page("demo"), "demo-2.0-py3"));
}

TEST_F(ExitCodes, AnUpstreamThatNobodyReachesIsThree) {
  ASSERT_EQ(adder({"sync", "-q"}).exit, 0);
  const auto before = published_tree();
  configure("http://127.0.0.1:9/simple/");

  const auto ended = adder({"sync"});

  EXPECT_EQ(ended.exit, 3);
  EXPECT_EQ(ended.err.find("error: http://127.0.0.1:9/simple/: cannot be fetched\n"
                           "  tried 5 times, at last: failed to connect to 127.0.0.1 port 9"),
            0u)
      << ended.err;
  EXPECT_TRUE(has(ended.err,
                  "\nhint: check the network, 'upstream' and 'proxy' in adder.toml; the next sync "
                  "tries again\n"
                  "nothing was published; generation 1 still stands (0 files fetched in "))
      << ended.err;
  EXPECT_EQ(published_tree(), before);
}

TEST_F(ExitCodes, AnUpstreamThatAnswersNonsenseIsThree) {
  ASSERT_EQ(adder({"sync", "-q"}).exit, 0);
  const auto before = published_tree();
  index.server.offer("/simple/", "<html>come back later</html>", {{"Content-Type", "text/html"}});

  const auto ended = adder({"-q", "sync"});

  EXPECT_EQ(ended.exit, 3);
  EXPECT_EQ(ended.err, "error: " + index.simple() +
                           ": not a package index that adder can read\n"
                           "  expected application/vnd.pypi.simple.v1+json\n"
                           "  received text/html\n"
                           "hint: adder needs an index with the JSON API of PEP 691\n");
  EXPECT_EQ(published_tree(), before);

  index.server.offer("/simple/", R"({"meta":{"api-version":"1.1"},"projects":[{"name":)",
                     {{"Content-Type", "application/json"}});
  const auto malformed = adder({"-q", "sync"});
  EXPECT_EQ(malformed.exit, 3);
  EXPECT_EQ(
      malformed.err.find("error: " + index.simple() + ": the list of projects is malformed: "), 0u)
      << malformed.err;
}

TEST_F(ExitCodes, APlanAboveMaxBytesIsThreeAndFetchesNothing) {
  ASSERT_EQ(adder({"sync", "-q"}).exit, 0);
  const auto before = published_tree();
  index.add(newer);
  configure(index.simple(), "max_bytes = '10B'\n");

  const auto ended = adder({"-q", "sync"});

  const auto size = std::to_string(newer.wheel().size());
  EXPECT_EQ(ended.exit, 3);
  EXPECT_EQ(ended.err,
            "error: the plan would download more than 'max_bytes' allows\n"
            "  allowed 10 B (10 B)\n"
            "  planned " +
                size + " B (" + size +
                " B)\n"
                "hint: look at 'adder sync --dry-run', then raise max_bytes in [limits], or for "
                "one run set ADDER_LIMITS_MAX_BYTES\n");
  EXPECT_EQ(published_tree(), before);
  EXPECT_TRUE(index.server.seen(PlainIndex::file(newer)).empty());
  EXPECT_EQ(adder({"sync", "-q"}, {{"ADDER_LIMITS_MAX_BYTES", "1MB"}}).exit, 0);
}

TEST_F(ExitCodes, APlanThatWouldFillTheDiskIsThree) {
  configure(index.simple());
  const auto ended = adder({"-q", "sync"}, {{"ADDER_LIMITS_MIN_FREE", "8000TiB"}});

  EXPECT_EQ(ended.exit, 3);
  EXPECT_EQ(ended.err.find("error: the disk would be fuller than 'min_free' allows\n"
                           "  to stay free "),
            0u)
      << ended.err;
  EXPECT_TRUE(has(ended.err, "\nhint: make room, ask for less, or lower min_free in [limits]\n"))
      << ended.err;
  EXPECT_TRUE(index.server.seen(PlainIndex::file(demo)).empty());
  EXPECT_FALSE(std::filesystem::exists(published("pypi/simple")));
}

TEST_F(ExitCodes, AnUpstreamThatShrankIsThreeUntilSomebodyAllowsIt) {
  std::vector<std::string> names = {"demo"};
  for (int i = 1; i < 60; ++i) names.push_back("other-" + std::to_string(i));
  index.list(names);
  ASSERT_EQ(adder({"sync", "-q"}).exit, 0);
  const auto before = published_tree();
  index.add(newer);
  index.list({"demo", "other-1"});

  const auto ended = adder({"-q", "sync"});

  EXPECT_EQ(ended.exit, 3);
  EXPECT_EQ(ended.err, "error: pypi: 96 % of the projects in the list of " + index.simple() +
                           " are gone\n"
                           "  expected at least 48 of 60 (shrink = 20)\n"
                           "  found 2\n"
                           "  the section stays as it was published\n"
                           "hint: if this is right, run 'adder sync --allow-shrink pypi'\n");
  EXPECT_EQ(published_tree(), before);
  EXPECT_EQ(adder({"sync", "-q"}).exit, 3) << "nothing was accepted meanwhile";
  EXPECT_EQ(adder({"sync", "-q", "--allow-shrink", "conda-forge"}).exit, 2);

  EXPECT_EQ(adder({"sync", "-q", "--allow-shrink", "pypi"}).exit, 0);
  EXPECT_TRUE(has(page("demo"), "demo-2.0-py3"));
  EXPECT_EQ(adder({"sync", "-q"}).exit, 0);
}

TEST_F(ExitCodes, ThreeIsGivenBeforeOne) {
  index.add(newer);
  lose(newer);
  ASSERT_EQ(adder({"sync", "-q"}).exit, 1);
  index.server.offer("/simple/", "").then_fail(403, Offer::kAlways);

  const auto ended = events({"sync"});

  EXPECT_EQ(ended.back()["exit"], 3);
  EXPECT_EQ(ended.back()["held"], 1);
  EXPECT_EQ(event(ended, "error")["text"],
            index.simple() + ": the list of projects cannot be read: HTTP 403");
  EXPECT_EQ(answer({"status"})["last_sync"]["exit"], 3);
}

TEST_F(ExitCodes, NamesAndSectionsThatNobodyKnowsAreTwoAndTouchNothing) {
  const auto unknown = adder({"sync", "demi"});
  EXPECT_EQ(unknown.exit, 2);
  EXPECT_EQ(unknown.err,
            "error: 'demi' is not asked for by any request list\n"
            "hint: 'adder requests add demi' asks for it\n");
  const auto section = adder({"sync", "--only", "pypy"});
  EXPECT_EQ(section.exit, 2);
  EXPECT_EQ(section.err, "error: there is no section 'pypy', did you mean 'pypi'?\n");
  EXPECT_EQ(adder({"sync", "--only", "conda-forge"}).err,
            "error: there is no section 'conda-forge'\n"
            "hint: the only section is 'pypi'\n");
  EXPECT_TRUE(index.server.seen().empty());
  EXPECT_FALSE(std::filesystem::exists(published("pypi/simple")));
}

TEST_F(ExitCodes, FourIsGivenBeforeTwo) {
  ASSERT_EQ(adder({"sync", "-q"}).exit, 0);
  const int lock = ::open((root() / ".lock").c_str(), O_RDWR | O_CLOEXEC);
  ASSERT_EQ(::flock(lock, LOCK_EX), 0);
  const std::vector<std::vector<std::string>> commands = {
      {"sync", "demi"},  {"hide", "demi"},        {"unhide", "demi"},
      {"rollback", "9"}, {"gc", "--now", "demi"}, {"generations", "pin", "9"}};
  for (const auto& words : commands) EXPECT_EQ(adder(words).exit, 4) << words.front();
  ::close(lock);
  for (const auto& words : commands) EXPECT_EQ(adder(words).exit, 2) << words.front();
}

TEST_F(ExitCodes, ARootWhoseFolderIsNotThereIsThreeAndMakesNoMirror) {
  const auto elsewhere = path("nope/x");
  const std::vector<std::vector<std::string>> commands = {
      {"sync"}, {"sync", "--dry-run"}, {"requests", "add", "other"}};
  for (auto words : commands) {
    words.insert(words.end(), {"--root", elsewhere});
    const auto ended = adder(words);
    EXPECT_EQ(ended.exit, 3) << words.front();
    EXPECT_EQ(ended.err, "error: '" + path("nope") +
                             "' does not exist\n"
                             "hint: is the disk mounted?\n");
  }
  EXPECT_FALSE(std::filesystem::exists(here / "nope"));
}

TEST_F(ExitCodes, ANewMirrorIsToldOfOnceAndNotToTheQuiet) {
  const auto line = "made a new mirror in '" + path("root") + "'\n";
  EXPECT_TRUE(has(adder({"sync"}).err, line));
  EXPECT_FALSE(has(adder({"sync"}).err, line));
  EXPECT_EQ(adder({"sync", "-q", "--root", path("other")}).err, "");
}

TEST_F(ExitCodes, ANameThatOnlyAPatternCoversIsWarnedOf) {
  want("demo\nno*\n");
  const auto ended = adder({"sync", "nope", "demo"});
  EXPECT_EQ(ended.exit, 0);
  EXPECT_TRUE(has(ended.err, "warning: upstream has no project 'nope'\n")) << ended.err;
  EXPECT_FALSE(has(ended.err, "no project 'demo'")) << ended.err;
}

TEST_F(ExitCodes, WarningsChangeNothing) {
  want("demo\nno-such-thing\n--pre\n");

  const auto ended = adder({"sync"});

  EXPECT_EQ(ended.exit, 0);
  EXPECT_TRUE(has(ended.err, "warning: requests/pypi.list:2: 'no-such-thing' matches nothing"))
      << ended.err;
}

}  // namespace

}  // namespace adder::testing
