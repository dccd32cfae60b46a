#include "tests/program/program.h"

#include <nlohmann/json.hpp>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <string>

namespace adder::testing {

namespace {

class RequestsCommand : public Program {
 protected:
  RequestsCommand() {
    here.write("adder.toml", "root = 'root'\n[pypi]\nrequests = ['requests/pypi.list']\n");
    here.write("requests/pypi.list", "numpy  # the first\n");
  }

  std::string list() const { return content_of(here / "requests/pypi.list"); }
};

TEST_F(RequestsCommand, CheckNamesEveryBadLine) {
  here.write("requests/pypi.list", "numpy >=x\n-r more.list\n!a latest=1\nscipy\n");
  here.write("requests/more.list", "/x\n");

  const auto ended = adder({"requests", "check"});

  EXPECT_EQ(ended.exit, 2);
  EXPECT_EQ(ended.out, "");
  EXPECT_EQ(ended.err.substr(0, 29), "error: requests/pypi.list:1: ") << ended.err;
  EXPECT_NE(ended.err.find("\nerror: requests/more.list:1: the regular expression '/x' does not "
                           "end in a slash\n"),
            std::string::npos);
  EXPECT_NE(ended.err.find("\nerror: requests/pypi.list:3: an exclusion cannot have latest=\n"),
            std::string::npos);
}

TEST_F(RequestsCommand, CheckCountsWhatIsInOrder) {
  here.write("requests/pypi.list", "numpy\n--pre\n!scipy\n");
  const auto ended = adder({"requests", "check"});
  EXPECT_EQ(ended.exit, 0);
  EXPECT_EQ(ended.err,
            "warning: requests/pypi.list:2: --pre means nothing to a mirror and was ignored\n"
            "1 wish and 1 exclusion in 1 list, all in order\n");

  const auto answer = nlohmann::json::parse(adder({"requests", "check", "--json"}).out);
  EXPECT_EQ(answer["schema"], 1);
  EXPECT_EQ(answer["ok"], true);
  EXPECT_EQ(answer["warnings"][0]["line"], 2);
}

TEST_F(RequestsCommand, ListPrintsEveryWishAndItsPlace) {
  here.write("requests/pypi.list", "numpy   >=1 # why\n-r more.list\n!scipy\n");
  here.write("requests/more.list", "\njupyter*\n");

  EXPECT_EQ(adder({"requests", "list"}).out,
            "requests/pypi.list:1: numpy >=1\n"
            "requests/more.list:2: jupyter*\n"
            "requests/pypi.list:3: !scipy\n");
  const auto answer = nlohmann::json::parse(adder({"--json", "requests", "list"}).out);
  EXPECT_EQ(
      answer["wishes"][1],
      (nlohmann::json{
          {"section", "pypi"}, {"file", "requests/more.list"}, {"line", 2}, {"text", "jupyter*"}}));
}

TEST_F(RequestsCommand, AddWritesIntoTheOnlyList) {
  const auto ended = adder({"requests", "add", "scipy >=1 +deps", "--note", "asked for by Ada"});
  EXPECT_EQ(ended.exit, 0);
  EXPECT_EQ(ended.err,
            "added 'scipy >=1 +deps' to 'requests/pypi.list'; 'adder sync' will bring it\n");
  EXPECT_EQ(list(), "numpy  # the first\nscipy >=1 +deps  # asked for by Ada\n");

  const auto again = adder({"requests", "add", "scipy", ">=1", "+deps"});
  EXPECT_EQ(again.exit, 0);
  EXPECT_EQ(again.err, "'scipy >=1 +deps' stands in 'requests/pypi.list' already\n");
}

TEST_F(RequestsCommand, AddAsksWhichWhereThereAreSeveral) {
  here.write("adder.toml", "root = 'root'\n[pypi]\nrequests = ['requests/pypi.list', 'b.list']\n");
  const auto unsaid = adder({"requests", "add", "scipy"});
  EXPECT_EQ(unsaid.exit, 2);
  EXPECT_EQ(unsaid.err,
            "error: name one of the request lists with --to: requests/pypi.list, b.list\n");
  const auto unknown = adder({"requests", "add", "scipy", "--to", "c.list"});
  EXPECT_EQ(unknown.exit, 2);
  EXPECT_EQ(unknown.err,
            "error: 'c.list' is none of the request lists: requests/pypi.list, b.list\n");

  EXPECT_EQ(adder({"requests", "add", "scipy", "--to", "b.list"}).exit, 0);
  EXPECT_EQ(content_of(here / "b.list"), "scipy\n");
  EXPECT_EQ(adder({"requests", "add", "pandas", "--to", path("b.list")}).exit, 0);
  EXPECT_EQ(content_of(here / "b.list"), "scipy\npandas\n");
}

TEST_F(RequestsCommand, AddRefusesWhatIsNoWish) {
  for (const auto& wish : {"scipy >=x", "# scipy", "scipy\nnumpy", "-r x.list", "/x"}) {
    const auto ended = adder({"requests", "add", "--", wish});
    EXPECT_EQ(ended.exit, 2) << wish << ended.err;
    EXPECT_EQ(list(), "numpy  # the first\n");
  }
  for (const auto* const note : {"a\nb", "bell \x07", "\xff"}) {
    EXPECT_EQ(adder({"requests", "add", "scipy", "--note", note}).exit, 2);
    EXPECT_EQ(adder({"requests", "check"}).exit, 0);
  }
}

TEST_F(RequestsCommand, EditingTellsItsEndAsAnEvent) {
  for (const auto* const word : {"add", "remove"}) {
    const auto ended = adder({"--json", "requests", word, "scipy"});
    EXPECT_EQ(ended.exit, 0) << ended.err;
    const auto done = nlohmann::json::parse(ended.out);
    EXPECT_EQ(done["event"], "done");
    EXPECT_EQ(done["exit"], 0);
  }
}

TEST_F(RequestsCommand, RemoveTakesTheLineWithItsComment) {
  here.write("requests/pypi.list", "numpy >=1  # the first\nscipy\n");
  const auto ended = adder({"requests", "remove", "numpy>=1"});
  EXPECT_EQ(ended.exit, 0);
  EXPECT_EQ(ended.err, "removed 'numpy>=1' from requests/pypi.list:1\n");
  EXPECT_EQ(list(), "scipy\n");
}

TEST_F(RequestsCommand, AddTakesOneLineAtATime) {
  const auto ended = adder({"requests", "add", "scipy", "pandas"});
  EXPECT_EQ(ended.exit, 2);
  EXPECT_TRUE(ended.err.ends_with("\nhint: one line at a time: 'adder requests add scipy'\n"))
      << ended.err;
}

TEST_F(RequestsCommand, AddSaysThatAnExclusionLeavesOut) {
  EXPECT_EQ(adder({"requests", "add", "!scipy"}).err,
            "added '!scipy' to 'requests/pypi.list'; 'adder sync' will leave it out\n");
}

TEST_F(RequestsCommand, CheckKnowsTheSlipsThatAreMadeMost) {
  here.write("requests/pypi.list", "numpy 1.26\nscipy+deps\npandas# why\n");
  const auto ended = adder({"requests", "check"});
  for (const auto* meant : {", did you mean 'numpy ==1.26'?\n", ", put a space before '+deps'\n",
                            ", a comment needs a space before '#'\n"}) {
    EXPECT_NE(ended.err.find(meant), std::string::npos) << ended.err;
  }
}

TEST_F(RequestsCommand, CheckGoesThroughTheLinesInTheirOrderAndNamesEachOnce) {
  here.write("requests/pypi.list", "numpy >=x\n\xff\nscipy >=x\n");
  const auto ended = adder({"requests", "check"});
  const auto second = ended.err.find("\nerror: requests/pypi.list:2: this is not UTF-8");
  EXPECT_NE(second, std::string::npos) << ended.err;
  EXPECT_EQ(ended.err.find("error: requests/pypi.list:1: "), 0u) << ended.err;
  EXPECT_GT(ended.err.find("\nerror: requests/pypi.list:3: "), second) << ended.err;
  EXPECT_EQ(ended.err.find("pypi.list:2", second + 30), std::string::npos) << ended.err;
}

TEST_F(RequestsCommand, RemoveNamesTheSameLineInItsSpelling) {
  here.write("requests/pypi.list", "demo-pkg >=1\ndemo-pkg\n");
  EXPECT_EQ(adder({"requests", "remove", "DEMO_PKG"}).err,
            "error: no request list has the line 'DEMO_PKG', did you mean 'demo-pkg'?\n"
            "hint: 'adder requests list' prints all lines\n");
}

TEST_F(RequestsCommand, RemoveNeedsTheExactLine) {
  const auto ended = adder({"requests", "remove", "numpi"});
  EXPECT_EQ(ended.exit, 2);
  EXPECT_EQ(ended.err,
            "error: no request list has the line 'numpi', did you mean 'numpy'?\n"
            "hint: 'adder requests list' prints all lines\n");
}

TEST_F(RequestsCommand, EditingWaitsForNobodyWhoHoldsTheLock) {
  std::filesystem::create_directory(here / "root");
  const int lock = ::open((here / "root/.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  ASSERT_EQ(::flock(lock, LOCK_EX), 0);

  const auto busy = adder({"requests", "add", "scipy"});
  EXPECT_EQ(busy.exit, 4);
  EXPECT_EQ(busy.err, "error: '" + path("root/.lock") + "' is locked: another adder (process " +
                          std::to_string(::getpid()) +
                          ") is at work here\nhint: wait until it has finished\n");
  EXPECT_EQ(adder({"requests", "remove", "numpy"}).exit, 4);
  EXPECT_EQ(adder({"requests", "list"}).exit, 0);
  EXPECT_EQ(list(), "numpy  # the first\n");
  ::close(lock);
}

class RequestsOfChannels : public RequestsCommand {
 protected:
  RequestsOfChannels() {
    here.write("adder.toml",
               "root = 'root'\n"
               "[pypi]\nrequests = ['requests/pypi.list']\n"
               "[[channel]]\nname = 'conda-forge'\nupstream = 'http://127.0.0.1:1/cf'\n"
               "requests = ['requests/cf.list']\n"
               "[[channel]]\nname = 'pkgs/main'\nupstream = 'http://127.0.0.1:1/main'\n"
               "requests = ['requests/main.list']\n");
    here.write("requests/cf.list", "python 3.11.* +deps\n");
    here.write("requests/main.list", "!*-nightly\n");
  }
};

TEST_F(RequestsOfChannels, AreCheckedByTheirOwnGrammar) {
  here.write("requests/cf.list", "numpy 1.26.* py312*\nnumpy sdist=no\nbioconda::x\n!a latest=1\n");
  here.write("requests/main.list", "numpy[when='python >=3']\n./x.conda\n");

  const auto ended = adder({"requests", "check"});

  EXPECT_EQ(ended.exit, 2);
  EXPECT_EQ(ended.err,
            "warning: requests/main.list:1: 'when=' means nothing to a mirror and was ignored\n"
            "error: requests/cf.list:2: sdist= is for lists of PyPI\n"
            "error: requests/cf.list:3: 'bioconda::x' is of another channel, this list is of "
            "'conda-forge'\n"
            "error: requests/cf.list:4: an exclusion cannot have latest=\n"
            "error: requests/main.list:2: './x.conda' is a URL or a path, only packages of the "
            "channel can be asked for\n");
  const auto synced = adder({"sync", "--dry-run"});
  EXPECT_EQ(synced.exit, 2);
  EXPECT_EQ(synced.err.size(), ended.err.size()) << synced.err;
}

TEST_F(RequestsOfChannels, AreListedWithTheirSection) {
  EXPECT_EQ(adder({"requests", "check"}).err,
            "2 wishes and 1 exclusion in 3 lists, all in order\n");
  EXPECT_EQ(adder({"requests", "list"}).out,
            "requests/pypi.list:1: numpy\n"
            "requests/cf.list:1: python 3.11.* +deps\n"
            "requests/main.list:1: !*-nightly\n");
  const auto answer = nlohmann::json::parse(adder({"--json", "requests", "list"}).out);
  EXPECT_EQ(answer["wishes"][1]["section"], "conda/conda-forge");
  EXPECT_EQ(answer["exclusions"][0]["section"], "conda/pkgs/main");
}

TEST_F(RequestsOfChannels, AreEditedByTheirOwnGrammar) {
  EXPECT_EQ(adder({"requests", "add", "scipy"}).err,
            "error: name one of the request lists with --to: requests/pypi.list, "
            "requests/cf.list, requests/main.list\n");

  const auto spec = "numpy[version='>=2', build=py312*] format=conda";
  EXPECT_EQ(adder({"requests", "add", spec, "--to", "requests/pypi.list"}).exit, 2);
  EXPECT_EQ(adder({"requests", "add", "scipy sdist=no", "--to", "requests/cf.list"}).exit, 2);
  EXPECT_EQ(adder({"requests", "add", spec, "--to", "requests/cf.list", "--note", "for Ada"}).exit,
            0);
  EXPECT_EQ(content_of(here / "requests/cf.list"),
            "python 3.11.* +deps\nnumpy[version='>=2', build=py312*] format=conda  # for Ada\n");
  EXPECT_EQ(adder({"requests", "add", "conda-forge::x", "--to", "requests/main.list"}).exit, 2);

  EXPECT_EQ(adder({"requests", "remove", "python 3.11.* +deps"}).err,
            "removed 'python 3.11.* +deps' from requests/cf.list:1\n");
}

TEST_F(RequestsOfChannels, AListThatCannotBeReadIsNamedWithTheLineThatAsksForIt) {
  std::filesystem::remove(here / "requests/main.list");
  const auto ended = adder({"sync", "--dry-run"});
  EXPECT_EQ(ended.exit, 2);
  EXPECT_TRUE(ended.err.ends_with("adder.toml' asks for it in line 11\n")) << ended.err;
}

}  // namespace

}  // namespace adder::testing
