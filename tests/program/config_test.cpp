#include "tests/program/program.h"

#include <nlohmann/json.hpp>

#include <string>

namespace adder::testing {

namespace {

class ConfigCommand : public Program {};

TEST_F(ConfigCommand, CheckNamesEveryMistake) {
  here.write("adder.toml", "root = '.'\n[limits]\nshrinc = 20\nrate = '5MB'\n");

  const auto ended = adder({"config", "check"});

  EXPECT_EQ(ended.exit, 2);
  EXPECT_EQ(ended.out, "");
  EXPECT_EQ(ended.err,
            "error: adder.toml:3: unknown key 'shrinc' in [limits], did you mean 'shrink'?\n"
            "error: adder.toml:4: limits.rate: '5MB' is not a rate: expected a size followed by "
            "/s, such as 200MB/s\n");
}

TEST_F(ConfigCommand, CheckAnswersInJson) {
  here.write("adder.toml", "root = '.'\nurl = 7\n");

  const auto ended = adder({"config", "check", "--json"});
  const auto answer = nlohmann::json::parse(ended.out);

  EXPECT_EQ(ended.exit, 2);
  EXPECT_EQ(answer["schema"], 1);
  EXPECT_EQ(answer["ok"], false);
  EXPECT_EQ(answer["errors"][0]["line"], 2);
  EXPECT_EQ(answer["errors"][0]["text"], "url: expected a text, found 7");
}

TEST_F(ConfigCommand, WithoutAFileSaysWhereItLooked) {
  const auto ended = adder({"config", "show"});
  EXPECT_EQ(ended.exit, 2);
  EXPECT_EQ(ended.err,
            "error: no configuration: neither 'adder.toml' here nor '/etc/adder/adder.toml' "
            "exists\nhint: name one with --config or ADDER_CONFIG, or begin with 'adder init "
            "DIR'\n");
}

TEST_F(ConfigCommand, AFileThatIsNotThereIsNamed) {
  const auto ended = adder({"--config", "no.toml", "config", "show"});
  EXPECT_EQ(ended.exit, 2);
  EXPECT_NE(ended.err.find("no.toml'"), std::string::npos) << ended.err;
}

TEST_F(ConfigCommand, AFileThatTheEnvironmentNamesIsNamedSo) {
  const auto ended = adder({"config", "show"}, {{"ADDER_CONFIG", "/nope"}});
  EXPECT_EQ(ended.exit, 2);
  EXPECT_EQ(ended.err, "error: ADDER_CONFIG names '/nope': No such file or directory\n");
}

TEST_F(ConfigCommand, FlagBeatsEnvironmentBeatsFile) {
  here.write("one.toml", "root = 'file'\nurl = 'http://file.example.org'\n");
  const auto root_of = [&](const std::vector<std::string>& flags,
                           const std::map<std::string, std::string>& environment) {
    auto words = flags;
    words.insert(words.end(), {"config", "show", "--json"});
    return nlohmann::json::parse(adder(words, environment).out)["root"];
  };
  EXPECT_EQ(root_of({"--config", "one.toml"}, {}), path("file"));
  EXPECT_EQ(root_of({}, {{"ADDER_CONFIG", "one.toml"}}), path("file"));
  EXPECT_EQ(root_of({"--config", "one.toml"}, {{"ADDER_ROOT", "environment"}}),
            path("environment"));
  EXPECT_EQ(root_of({"--config", "one.toml", "--root", "flag"}, {{"ADDER_ROOT", "/e"}}),
            path("flag"));
}

TEST_F(ConfigCommand, VariablesThatMeanNothingAreWarnedOf) {
  here.write("adder.toml", "root = '.'\n");
  const auto ended = adder({"config", "check"}, {{"ADDER_LIMITS_SHRNK", "20"}});
  EXPECT_EQ(ended.exit, 0);
  EXPECT_EQ(ended.err,
            "warning: ADDER_LIMITS_SHRNK: this is not a setting and was ignored, did you mean "
            "'ADDER_LIMITS_SHRINK'?\n'" +
                path("adder.toml") + "' is in order\n");
}

TEST_F(ConfigCommand, CheckWarnsOfWhatCannotBeRead) {
  here.write("adder.toml",
             "root = '.'\n[network]\nca_file = 'ca.pem'\n[pypi]\ntoken_env = 'NO_SUCH_TOKEN'\n"
             "requests = [\n  'here.list',\n  'gone.list',\n]\nown = ['wheels']\n"
             "[[channel]]\nname = 'conda-forge'\nupstream = ['https://example.org/x']\n"
             "requests = ['here.list']\n");
  here.write("here.list", "");

  const auto ended = adder({"config", "check"});

  const auto unreadable = [&](const std::string& line, const std::string& key,
                              const std::string& file) {
    return "warning: adder.toml:" + line + ": " + key + ": cannot read '" + path(file) +
           "': No such file or directory\n";
  };
  EXPECT_EQ(ended.exit, 0);
  EXPECT_EQ(ended.err, unreadable("3", "network.ca_file", "ca.pem") +
                           unreadable("8", "pypi.requests", "gone.list") +
                           unreadable("10", "pypi.own", "wheels") +
                           "warning: adder.toml:5: pypi.token_env: the variable NO_SUCH_TOKEN is "
                           "not set\n'" +
                           path("adder.toml") + "' is in order\n");
}

TEST_F(ConfigCommand, SyncSaysWhichLineAsksForAListThatIsNotThere) {
  here.write("adder.toml", "root = 'root'\n[pypi]\nrequests = ['gone.list']\n");
  const auto ended = adder({"sync"});
  EXPECT_EQ(ended.exit, 2);
  EXPECT_NE(ended.err.find("gone.list': No such file or directory\nhint: '" + path("adder.toml") +
                           "' asks for it in line 3\n"),
            std::string::npos)
      << ended.err;
}

TEST_F(ConfigCommand, ShowHidesPasswords) {
  here.write("adder.toml", "root = '.'\n[pypi]\nupstream = 'https://me:secret@host/simple/'\n");
  const auto ended = adder({"config", "show"});
  EXPECT_EQ(ended.exit, 0);
  EXPECT_NE(ended.out.find("upstream = [\"https://***@host/simple/\"]"), std::string::npos);
  EXPECT_EQ(ended.out.find("secret"), std::string::npos);
}

}  // namespace

}  // namespace adder::testing
