#include "base/conda/repodata_reader.h"
#include "base/io/file.h"
#include "base/io/zstd.h"
#include "mirror/conda/dependency.h"
#include "mirror/conda/places.h"
#include "tests/unit/mirror/conda/decided.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

namespace adder::testing {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargest = std::size_t{64} << 20;

class Loader final : public conda::RepodataHandler {
 public:
  Loader(mirror::Offers& offers, std::size_t place) : offers_(offers), place_(place) {}

  bool wants(conda::Section, std::string_view) override { return true; }
  Result<void> record(conda::Section section, std::string_view key,
                      std::string_view json) override {
    if (const auto added = offers_.add(place_, section, key, json); !added) return added.error();
    return {};
  }
  Result<void> malformed(conda::Section, std::string_view, Error why) override { return why; }
  Result<void> info(std::string_view) override { return {}; }
  Result<void> removed(std::string_view) override { return {}; }
  bool wants_signatures(std::string_view) override { return false; }
  Result<void> signatures(std::string_view, std::string_view) override { return {}; }
  Result<void> unknown(Place, std::string_view, std::string_view) override { return {}; }

 private:
  mirror::Offers& offers_;
  std::size_t place_;
};

// A part of conda-forge, where this checkout has it beside it.
class RealChannel : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(file_of("noarch"))) GTEST_SKIP() << "no real repodata beside this checkout";
    load(0, "noarch");
    load(1, "linux-64");
    ASSERT_GT(channel.offers.size(), 2000u);
  }

  static fs::path file_of(const std::string& subdir) {
    return fs::path(ADDER_REAL_REPODATA) / ("subchannel-conda-forge-" + subdir + ".json.zst");
  }

  void load(std::size_t place, const std::string& subdir) {
    const auto packed = io::read_file(file_of(subdir));
    ASSERT_TRUE(packed);
    const auto text = io::unzstd(*packed, kLargest);
    ASSERT_TRUE(text);
    Loader loader(channel.offers, place);
    conda::RepodataReader reader(loader);
    ASSERT_TRUE(reader.add(*text));
    ASSERT_TRUE(reader.finish());
  }

  // Whatever satisfies a dependency of a wanted record where that would look for it.
  std::set<mirror::OfferId> depended_on(const mirror::CondaChoice& choice) const {
    const auto& offers = channel.offers;
    std::set<mirror::OfferId> depended;
    for (const auto id : choice.offers()) {
      for (const auto text : offers.depends(id)) {
        const auto read = mirror::read_dependency(offers.text(text));
        for (const auto other : offers.of_package(read.package)) {
          const bool is_meant = !read.spec || offers.matches(other, *read.spec);
          if (is_meant && lies_in(offers, other, reach_of(offers, id))) depended.insert(other);
        }
      }
    }
    return depended;
  }

  Channel channel;
};

TEST_F(RealChannel, ClosesOverWhatItsRecordsDependOn) {
  const auto choice = decide(channel, {"python latest=1 +deps", "curl +deps"});
  const auto wanted = choice.offers();
  EXPECT_GT(wanted.size(), 20u);
  EXPECT_LT(wanted.size(), channel.offers.size());

  const auto depended = depended_on(choice);
  for (const auto id : depended) EXPECT_TRUE(choice.has(id)) << channel.path(id);
  for (const auto id : wanted) {
    const auto name = channel.offers.name(id);
    const bool is_listed = name == "python" || name == "curl";
    EXPECT_TRUE(is_listed || depended.contains(id)) << channel.path(id);
  }
}

TEST_F(RealChannel, HasAReasonForEveryPackageThatIsWanted) {
  const auto choice = decide(channel, {"curl +deps", "ca-*"});
  const auto all = reasons(choice);
  for (const auto id : choice.offers()) {
    EXPECT_TRUE(all.contains(std::string(channel.offers.name(id)))) << channel.path(id);
  }
}

}  // namespace

}  // namespace adder::testing
