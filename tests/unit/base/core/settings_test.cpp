#include "base/core/settings.h"

#include "base/core/settings_reader.h"
#include "base/core/settings_writer.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace adder::testing {

namespace {

enum class Bird { heron, crane };
constexpr std::array<std::string_view, 2> kBirds = {"heron", "crane"};

struct Nest {
  std::string name;
  std::vector<std::string> eggs;
};

struct Pond {
  int depth = 3;
  std::uint64_t water = 1'000;
  std::chrono::seconds rest{3'600};
  bool frozen = false;
  Bird bird = Bird::heron;
  std::filesystem::path map;
  std::string source;
  std::vector<std::string> fish;
  std::map<std::string, std::string> signs;
  std::vector<Nest> nests;
};

void describe_nest(Fields& fields, Nest& nest) {
  fields.text("name", nest.name, {.presence = TextRule::Presence::required});
  fields.texts("eggs", nest.eggs);
}

void describe_pond(Fields& fields, Pond& pond) {
  fields.number("depth", pond.depth, {.least = 0, .most = 100});
  fields.size("water", pond.water);
  fields.duration("rest", pond.rest);
  fields.flag("frozen", pond.frozen);
  fields.choice("bird", pond.bird, kBirds);
  fields.path("map", pond.map);
  fields.text("source", pond.source, {.shown = TextRule::Shown::without_secrets});
  fields.texts("fish", pond.fish, {.lone = TextRule::Lone::taken});
  fields.pairs("signs", pond.signs, {});
  fields.sections("nest", pond.nests, describe_nest);
}

struct Park {
  Pond pond;
};

void describe(Fields& fields, Park& park) {
  fields.section("pond", park.pond, describe_pond);
}

// Reads `toml` as /park/park.toml into `park` and returns what was wrong.
std::vector<std::string> read(std::string_view toml, Park& park, const Variables& variables = {}) {
  const auto root = parse_toml(toml, "park.toml");
  if (!root) return {root.error().words()};
  const SettingsReader::Source source{.root = &*root,
                                      .file = "park.toml",
                                      .folder = "/park",
                                      .current = "/here",
                                      .variables = &variables};
  SettingsReader::Findings findings;
  SettingsReader reader(source, findings);
  describe(reader, park);
  reader.finish();
  std::vector<std::string> words;
  for (const auto& problem : findings.problems) words.push_back(problem.words());
  return words;
}

using Words = std::vector<std::string>;

TEST(Settings, FillWhatTheFileSaysAndLeaveTheRest) {
  Park park;

  const auto problems = read(R"(
[pond]
depth = 7
water = "2GiB"
bird = "crane"
map = "maps/pond.txt"
fish = "carp"
signs = { north = "deep" }
[[pond.nest]]
name = "reed"
eggs = ["one", "two"]
)",
                             park);

  EXPECT_EQ(problems, Words{});
  EXPECT_EQ(park.pond.depth, 7);
  EXPECT_EQ(park.pond.water, std::uint64_t{2} << 30U);
  EXPECT_EQ(park.pond.rest, std::chrono::hours(1));
  EXPECT_EQ(park.pond.bird, Bird::crane);
  EXPECT_EQ(park.pond.map, "/park/maps/pond.txt");
  EXPECT_EQ(park.pond.fish, Words{"carp"});
  EXPECT_EQ(park.pond.signs.at("north"), "deep");
  ASSERT_EQ(park.pond.nests.size(), 1u);
  EXPECT_EQ(park.pond.nests[0].eggs, (Words{"one", "two"}));
}

TEST(Settings, ReportAllThatIsWrongWithLineAndText) {
  Park park;

  const auto problems = read(R"(
[pond]
depth = "many"
water = "2Gib"
rest = 24
frozen = "no"
bird = "cran"
fish = ["carp", 7]
signs = "north"
map = 1999-12-31
dpeth = 8
[[pond.nest]]
eggs = []
[pnod]
)",
                             park);

  const Words expected = {
      "park.toml:3: pond.depth: expected a whole number from 0 to 100, found \"many\"",
      "park.toml:4: pond.water: '2Gib' is not a size: unknown unit 'Gib', did you mean 'GiB'?",
      "park.toml:5: pond.rest: '24' is not a duration: a unit is missing, one of s, m, h, d, w",
      "park.toml:6: pond.frozen: expected true or false, found \"no\"",
      "park.toml:7: pond.bird: expected one of \"heron\", \"crane\", found \"cran\", did you mean "
      "\"crane\"?",
      "park.toml:10: pond.map: expected a path, found a date",
      "park.toml:8: pond.fish: expected only texts in the list, found 7",
      "park.toml:9: pond.signs: expected a table of texts, found \"north\"",
      "park.toml:12: pond.nest.name is missing",
      "park.toml:11: unknown key 'dpeth' in [pond], did you mean 'depth'?",
      "park.toml:14: unknown section [pnod], did you mean 'pond'?",
  };
  EXPECT_EQ(problems, expected);
  EXPECT_EQ(park.pond.depth, 3);
}

TEST(Settings, SayWhereTheTomlIsBroken) {
  Park park;

  const auto problems = read("[pond]\ndepth = = 3\n", park);

  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].substr(0, 18), "park.toml:2: error") << problems[0];
  for (const auto* broken : {"[[[", "[", "[]", "=", "a", "a = ", "\"", "a = [", "[a]\n[a]"}) {
    EXPECT_EQ(read(broken, park).size(), 1u) << broken;
  }
}

TEST(Settings, TypographicQuotesAreFoundWhereTheyStand) {
  Park park;

  const auto problems = read("# \u201cgood\u201d\n[pond]\nsource = \u201cspring\u201d\n", park);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].substr(0, 12), "park.toml:3:") << problems[0];
  EXPECT_TRUE(problems[0].ends_with(", near '\u201c'")) << problems[0];
  EXPECT_EQ(read("[pond]\nsource = 'a\xff'\n", park),
            Words{"park.toml:2: this is not UTF-8: \\xff"});
}

TEST(Settings, TextsAndCommentsHoldAnyCharacter) {
  Park park;

  EXPECT_EQ(read("[pond]\nsource = '\ufe0f\u00e9' # \ufe0f\n", park), Words{});
  EXPECT_EQ(park.pond.source, "\ufe0f\u00e9");
}

TEST(Settings, TheEnvironmentBeatsTheFileForSingleValues) {
  Park park;

  const auto problems = read("[pond]\ndepth = 7\n[[pond.nest]]\nname = 'reed'\n", park,
                             {{"ADDER_POND_DEPTH", "9"},
                              {"ADDER_POND_FROZEN", "true"},
                              {"ADDER_POND_MAP", "pond.txt"},
                              {"ADDER_POND_NEST_NAME", "other"}});

  EXPECT_EQ(problems, Words{});
  EXPECT_EQ(park.pond.depth, 9);
  EXPECT_TRUE(park.pond.frozen);
  EXPECT_EQ(park.pond.map, "/here/pond.txt");
  EXPECT_EQ(park.pond.nests[0].name, "reed");
}

TEST(Settings, AWrongVariableIsNamed) {
  Park park;
  const auto problems = read("", park, {{"ADDER_POND_DEPTH", "200"}});
  EXPECT_EQ(problems, Words{"ADDER_POND_DEPTH: expected a whole number from 0 to 100, found 200"});
}

TEST(Settings, ASectionIsNotAList) {
  Park park;
  EXPECT_EQ(read("[[pond]]\n", park),
            Words{"park.toml:1: pond: expected one section [pond], found a list"});
  EXPECT_EQ(read("[pond.nest]\nname = 'x'\n", park),
            Words{"park.toml:1: pond.nest: expected sections [[pond.nest]] in double brackets, or "
                  "a list of tables, found a table"});
}

TEST(Settings, WhatIsShownCanBeReadAgainAndHidesPasswords) {
  Park park;
  park.pond.water = std::uint64_t{10} << 30U;
  park.pond.source = "https://me:secret@example.org/spring?key=1";
  park.pond.fish = {"car\"p\n"};
  park.pond.signs = {{"to the north", "deep"}};
  park.pond.nests = {{.name = "reed", .eggs = {"one"}}};

  Setting shown;
  SettingsWriter writer(shown);
  describe(writer, park);

  EXPECT_EQ(to_toml(shown), R"(
[pond]
depth = 3
water = "10GiB"
rest = "1h"
frozen = false
bird = "heron"
map = ""
source = "https://***@example.org/spring?***"
fish = ["car\"p\n"]
signs = { "to the north" = "deep" }
nest = [{ name = "reed", eggs = ["one"] }]
)");
  Park again;
  EXPECT_EQ(read(to_toml(shown), again), Words{});
  EXPECT_EQ(again.pond.fish, park.pond.fish);
  EXPECT_EQ(again.pond.signs, park.pond.signs);
}

TEST(Settings, JsonKeepsTheOrderOfTheSections) {
  Park park;
  Setting shown;
  SettingsWriter writer(shown);
  describe(writer, park);
  EXPECT_EQ(to_json(shown).substr(0, 48),
            "{\n  \"pond\": {\n    \"depth\": 3,\n    \"water\": \"1kB\"");
}

}  // namespace

}  // namespace adder::testing
