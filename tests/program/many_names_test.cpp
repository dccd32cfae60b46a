#include "base/core/text.h"
#include "tests/program/program.h"
#include "tests/support/plain_index.h"

#include <cstdint>
#include <string>

namespace adder::testing {

namespace {

constexpr int kManyNames = 700'000;
constexpr int kFewNames = 7;
constexpr std::uint64_t kMostGrowth = std::uint64_t{64} << 20;
constexpr const char* kTag = "\"never changes\"";

// A list of projects as long as PyPI's, made while it is sent. Seven of its names begin with
// "wanted-"; the others are as hard to pack as real ones.
class LongList {
 public:
  explicit LongList(int names) : names_(names) {}

  std::string operator()() {
    std::string piece;
    if (next_ == 0) piece = R"({"meta":{"_last-serial":40000000,"api-version":"1.4"},"projects":[)";
    for (; next_ < names_ && piece.size() < kPiece; ++next_) piece += entry();
    if (next_ == names_ && !ended_) {
      ended_ = true;
      piece += "]}";
    }
    return piece;
  }

 private:
  std::string entry() const {
    const auto scrambled = static_cast<std::uint32_t>(next_) * 2'654'435'761U;
    const bool wanted = next_ % (names_ / 7) == 0;
    const auto name = wanted ? cat("wanted-", next_ / (names_ / 7)) : cat("Project_", scrambled);
    return cat(next_ == 0 ? "" : ",", R"({"_last-serial":)", 1'000'000 + scrambled % 39'000'000,
               R"(,"name":")", name, R"("})");
  }

  static constexpr std::size_t kPiece = std::size_t{64} << 10;
  int names_;
  int next_ = 0;
  bool ended_ = false;
};

class ManyNames : public Program {
 protected:
  void SetUp() override {
    here.write("adder.toml", "root = '.'\n[limits]\nmin_free = '1MB'\n[pypi]\nupstream = '" +
                                 index.simple() + "'\n");
    here.write("requests/pypi.list", "wanted-0\nwanted-?\n/.*wanted-6/\n");
    for (int i = 0; i < 7; ++i) {
      const auto project = cat("wanted-", i);
      index.page(project, {{.name = wheel_name(cat("wanted_", i), "1.0"), .bytes = project}});
    }
  }

  void offer(int names) {
    index.server.handle("/simple/", [names](const SeenRequest& request) -> Answer {
      if (request.path != "/simple/") return {.status = 404};
      if (request.if_none_match == kTag) return {.status = 304, .headers = {{"ETag", kTag}}};
      return {.headers = {{"Content-Type", "application/vnd.pypi.simple.v1+json"}, {"ETag", kTag}},
              .framing = Answer::Framing::chunked,
              .more = LongList(names)};
    });
  }

  Ended sync(const std::string& root) {
    auto ended = adder({"--root", root, "sync"});
    EXPECT_EQ(ended.exit, 0) << ended.err;
    return ended;
  }

  PlainIndex index;
};

TEST_F(ManyNames, AreReadInBoundedMemoryAndTheWantedOnesFound) {
  offer(kFewNames);
  const auto base = sync("few").peak_bytes;
  offer(kManyNames);

  const auto first = sync("many");
  EXPECT_LT(first.peak_bytes, base + kMostGrowth);
  const auto list = content_of(here / "many/public/pypi/simple/index.v1_json");
  EXPECT_EQ(list, content_of(here / "few/public/pypi/simple/index.v1_json"));
  for (int i = 0; i < 7; ++i) {
    EXPECT_NE(list.find(cat("\"wanted-", i, '"')), std::string::npos) << i;
  }

  index.server.forget_seen();
  const auto again = sync("many");
  EXPECT_LT(again.peak_bytes, base + kMostGrowth);
  EXPECT_EQ(index.server.seen("/simple/").size(), 1u);
}

}  // namespace

}  // namespace adder::testing
