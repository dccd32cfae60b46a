#include "base/core/json_scanner.h"

#include "base/core/json_text.h"
#include "base/core/text.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace adder::testing {

namespace {

// Writes down what it hears, one sign or value for each event; forgives flaws if told to.
class Story final : public JsonHandler {
 public:
  enum class Flaws { end_it, are_noted };
  explicit Story(Flaws flaws = Flaws::end_it) : flaws_(flaws) {}

  Result<void> begin_object() override { return tell("{"); }
  Result<void> key(std::string_view key) override { return tell(json_string(key) + ":"); }
  Result<void> end_object() override { return tell("}"); }
  Result<void> begin_array() override { return tell("["); }
  Result<void> end_array() override { return tell("]"); }
  Result<void> string(std::string_view text) override { return tell(json_string(text)); }
  Result<void> number(JsonNumber number) override {
    return tell(number.whole ? cat("#", *number.whole) : std::string(number.text));
  }
  Result<void> boolean(bool truth) override { return tell(truth ? "true" : "false"); }
  Result<void> null() override { return tell("null"); }
  Result<void> flaw(Error error) override {
    if (flaws_ == Flaws::end_it) return error;
    return tell("<" + error.words() + ">");
  }

  std::string words;

 private:
  Result<void> tell(const std::string& word) {
    words += words.empty() ? word : " " + word;
    return {};
  }
  Flaws flaws_;
};

// The story of the document, or the error.
std::string scan(std::string_view text, JsonLimits limits = {},
                 Story::Flaws flaws = Story::Flaws::end_it) {
  Story story(flaws);
  JsonScanner scanner(story, limits);
  auto scanned = scanner.add(text);
  if (scanned) scanned = scanner.finish();
  return scanned ? story.words : scanned.error().words();
}

std::string wrong(std::size_t byte, const std::string& what) {
  return cat("not valid JSON: byte ", byte, ": ", what);
}

TEST(JsonScanner, TellsADocumentInItsOrder) {
  EXPECT_EQ(scan(R"( {"a": [1, -2, 3.50, {"b": null}], "c": true, "d": "x", "e": {}, "f": []} )"),
            R"({ "a": [ #1 -2 3.50 { "b": null } ] "c": true "d": "x" "e": { } "f": [ ] })");
}

TEST(JsonScanner, TakesAnyValueAsADocument) {
  EXPECT_EQ(scan("17"), "#17");
  EXPECT_EQ(scan(" false\n"), "false");
  EXPECT_EQ(scan("\"\""), "\"\"");
}

TEST(JsonScanner, TellsTheSameStoryHoweverTheBytesAreCut) {
  const std::string text =
      R"({"na\u0000me":"gr\u00fc\n\ud83d\ude00","l":[-0.5e+3,true,null,"\ud800x"],"l":184})"
      "\n";
  const auto whole = scan(text, {}, Story::Flaws::are_noted);

  for (std::size_t first = 0; first <= text.size(); ++first) {
    for (std::size_t second = first; second <= text.size(); ++second) {
      Story story(Story::Flaws::are_noted);
      JsonScanner scanner(story);
      ASSERT_TRUE(scanner.add(text.substr(0, first)));
      ASSERT_TRUE(scanner.add(text.substr(first, second - first)));
      ASSERT_TRUE(scanner.add(text.substr(second)));
      ASSERT_TRUE(scanner.finish());
      ASSERT_EQ(story.words, whole) << first << ' ' << second;
    }
  }
}

TEST(JsonScanner, DecodesEscapesAndPairs) {
  EXPECT_EQ(scan(R"("\"\\\/\b\f\n\r\t")"), R"("\"\\/\b\f\n\r\t")");
  EXPECT_EQ(scan(R"("\u0041\u00e9\u20AC\uD83D\uDE00")"),
            "\"A\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\"");
}

TEST(JsonScanner, GivesWholeNumbersTheirValueAndOthersOnlyTheirText) {
  EXPECT_EQ(scan("[0, 18446744073709551615]"), "[ #0 #18446744073709551615 ]");
  EXPECT_EQ(scan("[18446744073709551616, -1, -0, 1.0, 1e3]"),
            "[ 18446744073709551616 -1 -0 1.0 1e3 ]");
}

TEST(JsonScanner, NamesTheByteAndTheFault) {
  EXPECT_EQ(scan(""), wrong(0, "an empty document"));
  EXPECT_EQ(scan("\xef\xbb\xbf{}"), wrong(0, "a byte order mark"));
  EXPECT_EQ(scan("{} {}"), wrong(3, "an unexpected bracket"));
  EXPECT_EQ(scan("{}x"), wrong(2, "something after the end of the document"));
  EXPECT_EQ(scan("{\"a\":1"), wrong(6, "the document is cut short"));
  EXPECT_EQ(scan("\"abc"), wrong(4, "the document is cut short"));
  EXPECT_EQ(scan("[1,]"), wrong(3, "an unexpected closing bracket"));
  EXPECT_EQ(scan("[1}"), wrong(2, "an unexpected closing bracket"));
  EXPECT_EQ(scan("]"), wrong(0, "an unexpected closing bracket"));
  EXPECT_EQ(scan("[1 2]"), wrong(3, "expected a comma, found '2'"));
  EXPECT_EQ(scan("{\"a\" 2}"), wrong(5, "expected a colon, found '2'"));
  EXPECT_EQ(scan("{a: 2}"), wrong(1, "expected a key, found 'a'"));
  EXPECT_EQ(scan("{\"a\":1,}"), wrong(7, "an unexpected closing bracket"));
  EXPECT_EQ(scan("[\"a\":1]"), wrong(4, "an unexpected colon"));
  EXPECT_EQ(scan("{\"a\",1}"), wrong(4, "an unexpected comma"));
  EXPECT_EQ(scan("[\"a\" \"b\"]"), wrong(5, "an unexpected string"));
  EXPECT_EQ(scan("<html>"), wrong(0, "expected a value, found '<'"));
}

TEST(JsonScanner, RefusesWhatOnlySomeReadersTake) {
  EXPECT_EQ(scan("[NaN]"), wrong(1, "expected a value, found 'NaN'"));
  EXPECT_EQ(scan("[-Infinity]"), wrong(1, "'-Infinity' is not a number"));
  EXPECT_EQ(scan("[True]"), wrong(1, "expected a value, found 'True'"));
  for (const std::string number : {"01", "1.", "-", "1e", "1e+", "-.5", "1.5.2", "0x10", "--1"}) {
    EXPECT_EQ(scan("[" + number + "]"), wrong(1, "'" + number + "' is not a number"));
  }
  EXPECT_EQ(scan("[.5]"), wrong(1, "expected a value, found '.5'"));
  EXPECT_EQ(scan("['a']"), wrong(1, "expected a value, found '''"));
  EXPECT_EQ(scan("[1] // x"), wrong(4, "something after the end of the document"));
}

TEST(JsonScanner, RefusesBadStrings) {
  EXPECT_EQ(scan("[\"a\nb\"]"), wrong(3, "a control character in a string"));
  EXPECT_EQ(scan(std::string("[\"a\0b\"]", 7)), wrong(3, "a control character in a string"));
  EXPECT_EQ(scan(R"(["\x41"])"), wrong(3, "an unknown escape in a string"));
  EXPECT_EQ(scan(R"(["\u00g0"])"), wrong(6, "an escape needs four hex digits"));
  for (const std::string bytes : {"\xff", "\xc3", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80",
                                  "\xe0\x80\x80", "\x80", "\xf0\x9f\x98\\u0041"}) {
    EXPECT_EQ(scan("[\"x" + bytes + "\"]"), wrong(1, "a string is not UTF-8"));
  }
}

TEST(JsonScanner, ReportsFlawsThatAHandlerMayForgive) {
  const auto note = Story::Flaws::are_noted;

  EXPECT_EQ(scan(R"({"a":1,"b":2,"a":3})"), wrong(13, "the key 'a' stands twice"));
  EXPECT_EQ(scan(R"(["\u0000"])"), wrong(1, "a NUL in a string"));
  EXPECT_EQ(scan(R"(["\udc00"])"), wrong(1, "half a surrogate pair in a string"));
  EXPECT_EQ(scan("[1e999]"), wrong(1, "the number 1e999 is out of range"));

  EXPECT_EQ(scan(R"({"a":1,"a":3})", {}, note),
            "{ \"a\": #1 <" + wrong(7, "the key 'a' stands twice") + "> \"a\": #3 }");
  EXPECT_EQ(scan(R"(["a\u0000b"])", {}, note), "[ <" + wrong(1, "a NUL in a string") +
                                                   "> \"a\xef\xbf\xbd"
                                                   "b\" ]");
  for (const std::string half : {R"(\ud800)", R"(\udc00)"}) {
    for (const std::string next : {"", "x", R"(\n)"}) {
      EXPECT_EQ(
          scan(cat('"', half, next, '"'), {}, note),
          cat("<", wrong(0, "half a surrogate pair in a string"), "> \"\xef\xbf\xbd", next, '"'));
    }
  }
}

TEST(JsonScanner, TheSameKeyInDifferentObjectsIsFine) {
  EXPECT_EQ(scan(R"([{"a":{"a":1}},{"a":2}])"), R"([ { "a": { "a": #1 } } { "a": #2 } ])");
}

TEST(JsonScanner, FindsADuplicateAmongManyKeys) {
  std::string text = "{";
  for (int i = 0; i < 10'000; ++i) text += cat("\"", i, "\":0,");

  EXPECT_EQ(scan(text + "\"x\":0}").substr(0, 1), "{");
  EXPECT_EQ(scan(text + "\"7777\":0}"), wrong(text.size(), "the key '7777' stands twice"));
}

TEST(JsonScanner, HoldsItsLimits) {
  EXPECT_EQ(scan("[[[0]]]", {.depth = 2}), wrong(2, "nested deeper than 2"));
  EXPECT_EQ(scan("[[0],[0]]", {.depth = 2}), "[ [ #0 ] [ #0 ] ]");
  EXPECT_EQ(scan("\"abcd\"", {.string_bytes = 3}), wrong(0, "a string of more than 3 bytes"));
  EXPECT_EQ(scan("\"abc\"", {.string_bytes = 3}), "\"abc\"");
  EXPECT_EQ(scan(R"("a\n\nb")", {.string_bytes = 3}), wrong(0, "a string of more than 3 bytes"));
  EXPECT_EQ(scan("[12345]", {.number_bytes = 4}), wrong(1, "a number of more than 4 bytes"));
  EXPECT_EQ(scan("[1,2,3]", {.tokens = 3}), wrong(5, "more than 3 values"));
  EXPECT_EQ(scan(R"({"a":{"b":1,"c":1}})", {.keys = 2}), wrong(12, "more than 2 keys"));
  EXPECT_EQ(scan(R"([{"a":1,"b":1},{"a":1,"b":1}])", {.keys = 2}).front(), '[');
}

TEST(JsonScanner, ADeepDocumentIsRefusedAtOnce) {
  EXPECT_EQ(scan(std::string(500'000, '[')), wrong(64, "nested deeper than 64"));
}

TEST(JsonScanner, AnEndlessStringIsRefusedBeforeItFillsTheMemory) {
  Story story;
  JsonScanner scanner(story, {.string_bytes = 100});
  ASSERT_TRUE(scanner.add("\""));
  ASSERT_TRUE(scanner.add(std::string(100, 'a')));

  EXPECT_FALSE(scanner.add("a"));
}

TEST(JsonScanner, RepeatsItsError) {
  Story story;
  JsonScanner scanner(story);
  ASSERT_FALSE(scanner.add("[x "));

  EXPECT_EQ(scanner.add("]").error().words(), wrong(1, "expected a value, found 'x'"));
  EXPECT_EQ(scanner.finish().error().words(), wrong(1, "expected a value, found 'x'"));
}

}  // namespace

}  // namespace adder::testing
