#include "base/core/json_outline.h"

#include "base/core/text.h"

#include <gtest/gtest.h>

#include <string>

namespace adder::testing {

namespace {

using Take = JsonOutlineHandler::Take;

// Enters keys that begin with e, keeps those that begin with k (and all elements of arrays).
class Listener final : public JsonOutlineHandler {
 public:
  Result<Take> begin(std::string_view key, char /*first*/) override {
    heard += cat(key, ':');
    if (depth++ == 0 || key.starts_with('e')) return Take{.what = Take::What::enter};
    --depth;
    if (!key.empty() && !key.starts_with('k')) return Take{};
    return Take{.what = Take::What::keep, .most = 12};
  }
  Result<void> kept(std::string_view json) override {
    heard += cat('<', json, "> ");
    return {};
  }
  Result<void> too_long() override {
    heard += "(long) ";
    return {};
  }
  Result<void> leave() override {
    --depth;
    heard += "/ ";
    return {};
  }

  std::string heard;
  int depth = 0;
};

std::string outline(std::string_view text, std::size_t piece = std::string_view::npos) {
  Listener listener;
  JsonOutline scanner(listener);
  for (; !text.empty(); text.remove_prefix(std::min(piece, text.size()))) {
    if (const auto added = scanner.add(text.substr(0, piece)); !added) return added.error().words();
  }
  if (const auto finished = scanner.finish(); !finished) return finished.error().words();
  return listener.heard;
}

TEST(JsonOutline, HandsOutWhatIsWantedAsItIsWritten) {
  EXPECT_EQ(outline(R"({"k1": {"a": [1]}, "s":{"k":1}, "k2":-1.5e3,"k3":"\n" })"),
            R"(:k1:<{"a": [1]}> s:k2:<-1.5e3> k3:<"\n"> / )");
}

TEST(JsonOutline, EntersObjectsAndArrays) {
  EXPECT_EQ(outline(R"({"e1":{"k":null,"e":[1,[2],{}]},"e2":{}})"),
            ":e1:k:<null> e::<1> :<[2]> :<{}> / / e2:/ / ");
}

TEST(JsonOutline, KeysMeanWhatTheirEscapesSay) {
  EXPECT_EQ(outline(R"({"\u006bey":1,"é":2})"), ":key:<1> é:/ ");
}

TEST(JsonOutline, TheCutsOfTheBytesDoNotMatter) {
  const std::string text =
      R"( {"e":{"k\"\u0020":{"a":"}\\"},"skipped":[["]"],{"":0}],"e2":[1,"two",true]},"k2": 17 } )";
  const auto whole = outline(text);
  for (std::size_t piece = 1; piece < text.size(); ++piece) ASSERT_EQ(outline(text, piece), whole);
}

TEST(JsonOutline, TellsWhereAValueIsTooLongAndGoesOn) {
  EXPECT_EQ(outline(R"({"k":"0123456789ab","k2":1})"), ":k:(long) k2:<1> / ");
  EXPECT_EQ(outline(R"({"k":"0123456789ab","k2":1})", 5), ":k:(long) k2:<1> / ");
}

TEST(JsonOutline, NamesTheByteOfAMistake) {
  EXPECT_EQ(outline(R"({"a" 1})"), "not valid JSON: byte 5: expected a colon");
  EXPECT_EQ(outline(R"({"a":1,})"), "not valid JSON: byte 7: expected a key");
  EXPECT_EQ(outline(R"({"e":[1,]})"), "not valid JSON: byte 8: expected a value");
  EXPECT_EQ(outline(R"({"a":1]})"),
            "not valid JSON: byte 6: expected a comma or a closing bracket");
  EXPECT_EQ(outline(R"({"s":[1}})"), "not valid JSON: byte 7: an unexpected closing bracket");
  EXPECT_EQ(outline(R"({} 1)"), "not valid JSON: byte 3: something after the end of the document");
  EXPECT_EQ(outline("\xEF\xBB\xBF{}"), "not valid JSON: byte 0: a byte order mark");
  EXPECT_EQ(outline(R"({"e":1})"), "not valid JSON: byte 5: expected an object or an array");
}

TEST(JsonOutline, ADocumentThatIsCutShortIsNotWhole) {
  EXPECT_EQ(outline(R"({"k":1)"), "not valid JSON: byte 6: the document is cut short");
  EXPECT_EQ(outline(""), "not valid JSON: byte 0: an empty document");
}

TEST(JsonOutline, AFlawInAKeyIsTold) {
  EXPECT_EQ(outline(R"({"\u0000":1})"),
            "a key before byte 9: not valid JSON: byte 0: a NUL in a string");
}

}  // namespace

}  // namespace adder::testing
