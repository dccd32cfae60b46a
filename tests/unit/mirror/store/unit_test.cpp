#include "mirror/store/unit.h"

#include "mirror/store/page_owner.h"

#include <gtest/gtest.h>

namespace adder::testing {

namespace {

const std::string kSubdir = mirror::subdir_unit("pkgs/main", "linux-64");
const std::string kChannel = mirror::channel_unit("pkgs/main");

std::vector<std::string> ways_to(std::string_view unit, std::string_view page) {
  std::vector<std::string> ways;
  for (const auto& link : mirror::outlets_for(mirror::place_of(unit, 7), page)) {
    ways.push_back(link.path + " -> " + link.target);
  }
  return ways;
}

TEST(UnitPaths, OfChannelsStandWhereTheContractSays) {
  EXPECT_EQ(kSubdir, "conda/pkgs/main/linux-64");
  const auto place = mirror::place_of(kSubdir, 7);
  EXPECT_EQ(place.link, "conda/pkgs/main/linux-64/.index");
  EXPECT_EQ(place.target, ".indexes/7");
  EXPECT_EQ(place.folder, "conda/pkgs/main/linux-64/.indexes/7");
  EXPECT_EQ(mirror::place_of(kChannel, 8).folder, "conda/pkgs/main/.indexes/8");
}

TEST(UnitPaths, ShowATwinOfEveryPageThatIsNotPackedAlready) {
  EXPECT_EQ(ways_to(kSubdir, "repodata.json"),
            (std::vector<std::string>{
                "conda/pkgs/main/linux-64/repodata.json -> .index/repodata.json",
                "conda/pkgs/main/linux-64/repodata.json.gz -> .index/repodata.json.gz"}));
  for (const std::string page :
       {"repodata.json.zst", "repodata.json.bz2", "repodata_shards.msgpack.zst"}) {
    EXPECT_EQ(ways_to(kSubdir, page).size(), 1u) << page;
  }
  EXPECT_EQ(ways_to(mirror::kSite, "catalog/00.json").size(), 2u);
}

TEST(UnitPaths, KnowWhichPageAFileIs) {
  EXPECT_EQ(mirror::page_of_file("repodata.json.gz"), "repodata.json");
  EXPECT_EQ(mirror::page_of_file("repodata.json"), "repodata.json");
  EXPECT_EQ(mirror::page_of_file("repodata.json.zst.gz"), "repodata.json.zst.gz");
  EXPECT_EQ(mirror::page_of_file("gz"), "gz");
}

TEST(UnitPaths, AreFoundAgainByTheFoldersOfTheirPages) {
  for (const std::string& unit : {kSubdir, kChannel, mirror::project_unit("a.b"),
                                  std::string(mirror::kProjectList), std::string(mirror::kSite)}) {
    const auto folder = mirror::place_of(unit, 12).folder;
    const auto owner = mirror::page_owner(folder);
    EXPECT_EQ(owner.unit, unit);
    EXPECT_EQ(owner.since, 12);
    EXPECT_EQ(owner.folder, folder);
    EXPECT_EQ(owner.page, "");

    const auto file = folder + "/catalog/00.json";
    EXPECT_EQ(mirror::page_owner(file).unit, unit);
    EXPECT_EQ(mirror::page_owner(file).folder, folder);
    EXPECT_EQ(mirror::page_owner(file).page, "catalog/00.json");
  }
}

TEST(UnitPaths, AreNobodysWhereNoPagesStand) {
  for (const std::string path : {"", "pypi/simple/a", "conda/a/linux-64/a-1-0.conda", ".sites",
                                 "conda/a/.indexes", "pypi/packages/.indexes/7"}) {
    EXPECT_EQ(mirror::page_owner(path).unit, "") << path;
  }
  EXPECT_EQ(mirror::page_owner("conda/a/.indexes/x7").since, 0);
  EXPECT_EQ(mirror::page_owner("conda/a/.indexes/7x").since, 0);
}

}  // namespace

}  // namespace adder::testing
