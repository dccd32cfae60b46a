#include "mirror/conda/recipe_source.h"

#include <gtest/gtest.h>

#include <string>

namespace adder::testing {

namespace {

using mirror::read_recipe_source;
using mirror::RecipeSource;

const RecipeSource kNothing;

// As conda-build writes it.
constexpr std::string_view kRendered = R"(# This file created by conda-build 3.28.4
# meta.yaml template originally from:
# /home/conda/recipe_root, last modified Mon Jan  1 00:00:00 2024
# ------------------------------------------------

package:
    name: demo
    version: 1.0
source:
    fn: demo-1.0.tar.gz
    patches:
        - one.patch
        - two.patch
    sha256: 51d0aa47
    url: https://example.org/demo-1.0.tar.gz
build:
    number: '0'
about:
    home: https://example.org
    url: https://example.org/not-this
)";

std::string with_source(std::string_view lines) {
  return "package:\n  name: demo\nsource:\n" + std::string(lines) + "build:\n  number: 0\n";
}

std::string url_of(std::string_view lines) {
  return read_recipe_source(with_source(lines)).url;
}

TEST(RecipeSourceReading, FindsTheUrlOfARenderedRecipe) {
  EXPECT_EQ(read_recipe_source(kRendered),
            (RecipeSource{.url = "\"https://example.org/demo-1.0.tar.gz\"", .git_url = ""}));
}

TEST(RecipeSourceReading, TakesEveryPlainSpelling) {
  const std::string url = "\"https://e.org/d\"";
  EXPECT_EQ(url_of("  url: https://e.org/d\n"), url);
  EXPECT_EQ(url_of("    url:   https://e.org/d   # from there\n"), url);
  EXPECT_EQ(url_of("  url: 'https://e.org/d'\n"), url);
  EXPECT_EQ(url_of("  url: \"https://e.org/d\"  # from there\n"), url);
  EXPECT_EQ(url_of("\n  # where\n\n  url: https://e.org/d\r\n"), url);
  EXPECT_EQ(url_of("  url: https://e.org/d#egg\n"), "\"https://e.org/d#egg\"");
  EXPECT_EQ(read_recipe_source("source:   # here\n  url: https://e.org/d").url, url);
  EXPECT_EQ(read_recipe_source(with_source("  git_url: git@e.org:a/b.git\n  git_rev: 1\n")),
            (RecipeSource{.url = "", .git_url = "\"git@e.org:a/b.git\""}));
}

TEST(RecipeSourceReading, TakesAListOfPlacesOfOneSource) {
  const std::string both = R"(["https://e.org/d","https://f.org/d"])";
  EXPECT_EQ(url_of("  url:\n    - https://e.org/d\n    - 'https://f.org/d'\n  fn: d\n"), both);
  EXPECT_EQ(url_of("  url:\n  - https://e.org/d\n  - https://f.org/d\n"), both);
}

TEST(RecipeSourceReading, GivesNothingForSeveralSources) {
  EXPECT_EQ(url_of("  - url: https://e.org/d\n  - url: https://f.org/d\n"), "");
  EXPECT_EQ(url_of("- url: https://e.org/d\n- url: https://f.org/d\n"), "");
}

TEST(RecipeSourceReading, GivesNothingWhereYamlMightMeanSomethingElse) {
  for (const std::string lines : {"  url: {{ url }}/d\n",
                                  "  url: https://e.org/{{ version }}\n",
                                  "  url: *anchor\n",
                                  "  url: &a https://e.org/d\n",
                                  "  url: !!str https://e.org/d\n",
                                  "  url: [https://e.org/d]\n",
                                  "  url: >-\n    https://e.org/d\n",
                                  "  url: https://e.org/d\n    and more\n",
                                  "  url: \"https://e.org/\\x64\"\n",
                                  "  url: 'https://e.org/it''s'\n",
                                  "  url: 12\n",
                                  "  url: true\n",
                                  "  url: ~\n",
                                  "  url:\n",
                                  "  url: a/b: c\n",
                                  "  url: https://e.org/d\n  url: https://f.org/d\n",
                                  "  url: https://e.org/d\n fn: d\n",
                                  "  url: https://e.org/d\n  no key\n",
                                  "  ? url\n  : https://e.org/d\n",
                                  "  url: https://e.org/d\xc3\xa9\n",
                                  "  url: \"https://e.org/d\n",
                                  "  \turl: https://e.org/d\n",
                                  "  url:\n    - https://e.org/d\n      more\n",
                                  "  url:\n    - a: https://e.org/d\n"}) {
    EXPECT_EQ(url_of(lines), "") << lines;
  }
}

TEST(RecipeSourceReading, GivesNothingWhereThereIsNoOneSource) {
  EXPECT_EQ(read_recipe_source(""), kNothing);
  EXPECT_EQ(read_recipe_source("package:\n  source:\n    url: https://e.org/d\n"), kNothing);
  EXPECT_EQ(read_recipe_source("source:\n"), kNothing);
  EXPECT_EQ(read_recipe_source("source: {url: https://e.org/d}\n"), kNothing);
  EXPECT_EQ(read_recipe_source("source:\n  url: https://e.org/d\nsource:\n  fn: d\n"), kNothing);
  EXPECT_EQ(read_recipe_source("a: b\n---\nsource:\n  url: https://e.org/d\n"), kNothing);
}

}  // namespace

}  // namespace adder::testing
