#include "mirror/words/config_reader.h"
#include "tests/support/markdown.h"
#include "tests/support/source_tree.h"
#include "tests/support/temp_folder.h"

#include <gtest/gtest.h>

#include <string>

namespace adder::testing {

namespace {

namespace fs = std::filesystem;

mirror::ConfigReading parse(std::string_view toml) {
  return mirror::parse_config(toml, "/etc/adder/adder.toml", {});
}

void expect_in_order(const mirror::ConfigReading& reading) {
  for (const auto& problem : reading.problems.errors) ADD_FAILURE() << problem.words();
}

TEST(ConfigSample, TheOneToCopyIsInOrder) {
  expect_in_order(parse(content_of(source_tree() / "config/adder.toml")));
}

TEST(ConfigSample, TheManualIsInOrderAndTellsTheDefaults) {
  const auto manual = content_of(source_tree() / "docs/formats/adder.toml.md");
  const auto toml = code_blocks(manual, "toml");
  ASSERT_EQ(toml.size(), 1u);
  const auto reading = parse(toml[0]);
  expect_in_order(reading);

  const auto defaults = parse("root = '/srv/adder'\n[pypi]\n");
  const auto said = mirror::effective_settings(reading.config);
  const auto meant = mirror::effective_settings(defaults.config);
  for (const auto* section : {"limits", "network", "pypi", "serve", "site", "usage"}) {
    EXPECT_EQ(to_json(*said.find(section)), to_json(*meant.find(section))) << section;
  }
}

TEST(ConfigSample, TheManualNamesEveryKey) {
  const auto manual = content_of(source_tree() / "docs/formats/adder.toml.md");
  const auto said = parse_toml(code_blocks(manual, "toml").at(0), "manual");
  ASSERT_TRUE(said);
  const auto known = mirror::effective_settings(parse(code_blocks(manual, "toml").at(0)).config);
  for (const auto& section : known.children) {
    const auto* const told = said->find(section.key);
    ASSERT_NE(told, nullptr) << section.key;
    const bool is_list = section.kind == Setting::Kind::list;
    const auto& keys = is_list ? section.children.at(0) : section;
    const auto& told_keys = is_list ? told->children.at(0) : *told;
    for (const auto& key : keys.children) {
      EXPECT_NE(told_keys.find(key.key), nullptr) << section.key << '.' << key.key;
    }
  }
}

}  // namespace

}  // namespace adder::testing
