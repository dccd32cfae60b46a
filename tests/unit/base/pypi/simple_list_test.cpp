#include "base/core/text.h"
#include "base/pypi/simple_reader.h"
#include "base/pypi/simple_writer.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace adder::testing {

namespace {

using pypi::ListedProject;
using pypi::ListReader;

struct Outcome {
  std::string projects;  // "Demo 7, other -"
  Result<ListReader::Meta> meta;
};

Outcome read(std::string_view text, std::size_t piece = std::string_view::npos) {
  std::vector<std::string> projects;
  ListReader reader([&](const ListedProject& project) -> Result<void> {
    projects.push_back(cat(project.name, ' ', project.serial ? cat(*project.serial) : "-"));
    return {};
  });
  for (; !text.empty(); text.remove_prefix(std::min(piece, text.size()))) {
    const auto part = text.substr(0, piece);
    auto added = reader.add(std::as_bytes(std::span(part.data(), part.size())));
    if (!added) return {{}, std::move(added).error()};
  }
  return {join(projects, ", "), reader.finish()};
}

std::string error_of(std::string_view text) {
  const auto outcome = read(text);
  return outcome.meta ? "none" : outcome.meta.error().words();
}

TEST(SimpleList, ReadsEveryProjectWithItsSerial) {
  const auto outcome = read(R"({"meta":{"_last-serial":99,"api-version":"1.4"},)"
                            R"("projects":[{"_last-serial":7,"name":"Demo"},{"name":"other"}]})");

  ASSERT_TRUE(outcome.meta) << outcome.meta.error().words();
  EXPECT_EQ(outcome.projects, "Demo 7, other -");
  EXPECT_EQ(outcome.meta->serial, 99u);
  EXPECT_EQ(outcome.meta->api_version, "1.4");
}

TEST(SimpleList, OrderUnknownKeysAndTheCutsOfTheBytesDoNotMatter) {
  const std::string text =
      R"({"x":[{"name":"no"}],"projects":[{"y":{"name":"no","_last-serial":1},"name":"d\u0065mo",)"
      R"("z":[1,{"name":"no"}],"_last-serial":5}],"meta":{"k":{"api-version":"9"}}})";

  for (std::size_t piece = 1; piece < text.size(); ++piece) {
    const auto outcome = read(text, piece);
    ASSERT_TRUE(outcome.meta) << outcome.meta.error().words();
    ASSERT_EQ(outcome.projects, "demo 5");
    ASSERT_EQ(outcome.meta->api_version, "1.0");
    ASSERT_EQ(outcome.meta->serial, std::nullopt);
  }
}

TEST(SimpleList, LeavesOutMalformedEntriesAndCountsThem) {
  const auto outcome = read(
      R"({"meta":{},"projects":[{"name":"a"},{},{"name":7},{"name":"b","name":"c"},"x",null,[{}],)"
      R"({"name":"n\u0000l"},{"name":"d","_last-serial":-1}]})");

  ASSERT_TRUE(outcome.meta) << outcome.meta.error().words();
  EXPECT_EQ(outcome.projects, "a -, d -");
  EXPECT_EQ(outcome.meta->malformed, 7u);
}

TEST(SimpleList, RefusesWhatIsNoList) {
  const std::string shape = "not a list of projects: it needs 'meta' and 'projects'";
  EXPECT_EQ(error_of("{}"), shape);
  EXPECT_EQ(error_of("[]"), shape);
  EXPECT_EQ(error_of(R"([{"meta":{},"projects":[]}])"), shape);
  EXPECT_EQ(error_of(R"({"meta":{},"projects":{}})"), shape);
  EXPECT_EQ(error_of(R"({"meta":[],"projects":[]})"), shape);
  EXPECT_EQ(error_of(R"({"meta":{},"projects":[],"files":[]})"), "none");
  EXPECT_EQ(error_of(R"({"meta":{"api-version":"2.0"},"projects":[]})"),
            "the page is of API version '2.0', adder understands 1.x");
  EXPECT_EQ(error_of(R"({"meta":{"api-version":"1.99"},"projects":[]})"), "none");
  EXPECT_EQ(error_of("<!DOCTYPE html>"), "not valid JSON: byte 0: expected a value, found '<'");
  EXPECT_EQ(error_of(R"({"meta":{},"projects":[{"name":"a"})"),
            "not valid JSON: byte 35: the document is cut short");
  EXPECT_EQ(error_of(R"({"meta":{},"projects":[],"projects":[]})"),
            "not valid JSON: byte 25: the key 'projects' stands twice");
}

TEST(SimpleList, StopsAtTheVisitorsError) {
  ListReader reader(
      [](const ListedProject&) -> Result<void> { return Error(Error::Kind::cancelled, "enough"); });
  const std::string_view text = R"({"projects":[{"name":"a"}]})";

  EXPECT_EQ(reader.add(std::as_bytes(std::span(text.data(), text.size()))).error().words(),
            "enough");
}

TEST(SimpleList, ReadsWhatItWrites) {
  const std::vector<ListedProject> projects = {{.name = "Demo", .serial = 7},
                                               {.name = "b.a_d", .serial = {}}};

  const auto json = pypi::write_list_json(projects, 12);

  EXPECT_EQ(json,
            "{\"meta\":{\"_last-serial\":12,\"api-version\":\"1.4\"},\"projects\":[\n"
            "{\"_last-serial\":7,\"name\":\"Demo\"},\n"
            "{\"name\":\"b.a_d\"}]}\n");
  const auto outcome = read(json);
  EXPECT_EQ(outcome.projects, "Demo 7, b.a_d -");
  EXPECT_EQ(outcome.meta->serial, 12u);
  EXPECT_EQ(pypi::write_list_json({}, 0),
            "{\"meta\":{\"_last-serial\":0,\"api-version\":\"1.4\"},\"projects\":[]}\n");
}

TEST(SimpleList, WritesHtmlWithNormalisedLinks) {
  const std::vector<ListedProject> projects = {{.name = "B.a_D", .serial = 7},
                                               {.name = "<x>\"/..", .serial = {}}};

  EXPECT_EQ(pypi::write_list_html(projects, 12),
            "<!DOCTYPE html>\n<html lang=\"en\">\n  <head>\n"
            "    <meta name=\"pypi:repository-version\" content=\"1.4\">\n"
            "    <title>Simple index</title>\n  </head>\n  <body>\n"
            "    <a href=\"b-a-d/\">B.a_D</a><br />\n"
            "    <a href=\"%3Cx%3E%22%2F-/\">&lt;x&gt;&#34;/..</a><br />\n"
            "  </body>\n</html>\n<!--SERIAL 12-->\n");
}

}  // namespace

}  // namespace adder::testing
