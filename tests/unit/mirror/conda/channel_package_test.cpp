#include "mirror/conda/channel_package.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <list>
#include <map>
#include <string>
#include <vector>

namespace adder::testing {

namespace {

using conda::ChannelPackage;
using mirror::ChannelFile;
using mirror::PackageTraits;
using Words = std::map<std::string, std::string>;

constexpr std::uint64_t kYear2023 = 1'700'000'000;  // seconds

// Files of one package, as they are told of.
class ChannelPackages : public ::testing::Test {
 protected:
  ChannelFile& add(std::string_view subdir, const std::string& version,
                   std::string_view file_name = "demo-0-0.conda") {
    versions_.push_back(*conda::Version::parse(version));
    files_.push_back({.subdir = subdir,
                      .file_name = file_name,
                      .version = &versions_.back(),
                      .timestamp = kYear2023 * 1000});
    return files_.back();
  }

  // The same whatever the order.
  ChannelPackage described() {
    std::vector<ChannelFile> files(files_.begin(), files_.end());
    const auto package = mirror::describe_package("demo", files);
    EXPECT_TRUE(package) << package.error().words();
    std::ranges::reverse(files);
    const auto again = mirror::describe_package("demo", files);
    EXPECT_EQ(again->about, package->about);
    EXPECT_EQ(again->run_exports, package->run_exports);
    EXPECT_EQ(again->version, package->version);
    return *package;
  }

 private:
  std::list<conda::Version> versions_;
  std::list<ChannelFile> files_;
};

TEST_F(ChannelPackages, WordsComeFromTheNewestVersionThatHasThem) {
  add("noarch", "1.9").carried.about = R"({"home":"\"old\"","summary":"old"})";
  add("noarch", "1.10").carried.about = R"({"summary":"new"})";
  add("noarch", "1.10rc1").carried.about = R"({"doc_url":"rc","summary":"rc"})";

  const auto package = described();

  EXPECT_EQ(package.name, "demo");
  EXPECT_EQ(package.version, "1.10");
  EXPECT_EQ(package.about,
            (Words{{"summary", R"("new")"}, {"doc_url", R"("rc")"}, {"home", R"("\"old\"")"}}));
}

TEST_F(ChannelPackages, TheLicenseOfTheRecordCountsBeforeThatInThePackage) {
  add("noarch", "1").carried.about = R"({"license":"carried"})";
  EXPECT_EQ(described().about["license"], R"("carried")");

  auto& patched = add("noarch", "2");
  patched.carried.about = R"({"license":"carried"})";
  patched.license = R"("patched")";
  EXPECT_EQ(described().about["license"], R"("patched")");

  add("noarch", "3").license = "null";
  EXPECT_EQ(described().about["license"], R"("patched")");
}

TEST_F(ChannelPackages, OfOneVersionTheLatestBuildTells) {
  auto& late = add("noarch", "1", "demo-1-0.conda");
  late.carried = {.about = R"({"summary":"late"})", .run_exports = "", .traits = {}};
  late.timestamp += 1;
  add("noarch", "1", "demo-1-1.conda").carried = {.about = R"({"home":"h","summary":"early"})",
                                                  .run_exports = R"({"weak":["early"]})",
                                                  .traits = {.post_link = true}};
  const auto package = described();

  EXPECT_EQ(package.about, (Words{{"summary", R"("late")"}}));
  EXPECT_TRUE(package.run_exports.empty());
  EXPECT_FALSE(package.post_link);
}

TEST_F(ChannelPackages, BuildsOfOneMomentAreToldApartByTheirNames) {
  add("noarch", "1", "demo-1-0.tar.bz2").carried.about = R"({"summary":"tar"})";
  add("noarch", "1", "demo-1-2.conda").carried.about = R"({"summary":"second"})";
  add("noarch", "1", "demo-1-1.conda").carried.about = R"({"summary":"first"})";

  EXPECT_EQ(described().about["summary"], R"("first")");
}

TEST_F(ChannelPackages, ATarBz2ThatIsAlsoThereAsCondaDoesNotTell) {
  auto& tar = add("noarch", "1", "demo-1-0.tar.bz2");
  tar.carried.about = R"({"summary":"tar"})";
  tar.timestamp += 5;
  add("noarch", "1", "demo-1-0.conda").carried.about = R"({"summary":"conda"})";
  add("linux-64", "0", "demo-1-0.conda");

  EXPECT_EQ(described().about["summary"], R"("conda")");
}

TEST_F(ChannelPackages, ATraitIsThereWhereAnyVersionHasIt) {
  add("linux-64", "1").carried.traits = {.activate_d = true, .pre_unlink = true};
  add("win-64", "2").carried.traits = {.binary_prefix = true};
  add("noarch", "3");

  const auto package = described();

  EXPECT_TRUE(package.activate_d && package.binary_prefix && package.pre_unlink);
  EXPECT_FALSE(package.deactivate_d || package.text_prefix || package.pre_link ||
               package.post_link);
}

TEST_F(ChannelPackages, RunExportsAreToldForEachVersionAndTheLastSubdirTells) {
  add("linux-64", "1").carried.run_exports = R"({"weak":["a"]})";
  add("linux-64", "2").carried.run_exports = R"({"weak":["b"]})";
  add("win-64", "2").carried.run_exports = R"({"weak":["c"]})";
  add("zos-z", "2");
  add("linux-64", "3");

  EXPECT_EQ(described().run_exports,
            (Words{{"1", R"({"weak":["a"]})"}, {"2", R"({"weak":["c"]})"}}));
}

TEST_F(ChannelPackages, NamesAllSubdirsAndTheLatestTime) {
  add("win-64", "2").timestamp = 0;
  add("linux-64", "1").timestamp = (kYear2023 + 7) * 1000 + 999;
  add("linux-64", "1.5").timestamp = kYear2023 + 6;

  const auto package = described();

  EXPECT_EQ(package.subdirs, (std::vector<std::string>{"linux-64", "win-64"}));
  EXPECT_EQ(package.timestamp, kYear2023 + 7);
  EXPECT_EQ(package.version, "2");
}

TEST_F(ChannelPackages, EqualVersionsAreToldApartByTheirTime) {
  add("noarch", "1.0").carried.about = R"({"summary":"old"})";
  auto& young = add("noarch", "1.0.0");
  young.carried.about = R"({"summary":"young"})";
  young.timestamp = kYear2023 + 1;

  EXPECT_EQ(described().version, "1.0.0");
  EXPECT_EQ(described().about["summary"], R"("young")");
}

TEST_F(ChannelPackages, WithoutATimestampItIsZero) {
  add("noarch", "1").timestamp = 0;

  EXPECT_EQ(described().timestamp, 0u);
}

}  // namespace

}  // namespace adder::testing
