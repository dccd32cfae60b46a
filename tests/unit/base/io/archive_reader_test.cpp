#include "base/io/archive_reader.h"

#include "base/core/text.h"
#include "tests/support/tar_builder.h"
#include "tests/support/temp_folder.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace adder::testing {

namespace {

using io::Walk;

class ArchiveReading : public ::testing::Test {
 protected:
  // "name=bytes" of all that was taken, or the error without the file's name.
  std::string read(const std::string& bytes, const io::ArchiveLimits& limits = {},
                   Walk after_each = Walk::go_on) {
    const auto path = folder_.write("demo.tar", bytes);
    std::vector<std::string> taken;
    const auto outcome = io::read_archive(
        path, limits, [](std::string_view name) { return name.find("skip") == name.npos; },
        [&](std::string_view name, const std::string& content) {
          taken.push_back(cat(name, "=", content));
          return after_each;
        });
    if (outcome) return join(taken, " ");
    return outcome.error().words().substr(path.string().size() + 2);
  }

  TempFolder folder_;
};

const std::vector<TarMember> kMembers = {
    {.name = "demo-1.0", .type = '5'},
    {.name = "demo-1.0/PKG-INFO", .bytes = "Name: demo"},
    {.name = "demo-1.0/skip.bin", .bytes = std::string(100'000, 'x')},
    {.name = "demo-1.0/z", .bytes = "last"},
};
const std::string kStory = "demo-1.0/PKG-INFO=Name: demo demo-1.0/z=last";

TEST_F(ArchiveReading, ReadsEveryCompression) {
  const auto tar = tar_of(kMembers);

  EXPECT_EQ(read(tar), kStory);
  for (const std::string filter : {"gzip", "bzip2", "xz", "zstd", "compress"}) {
    EXPECT_EQ(read(packed(tar, filter)), kStory) << filter;
  }
}

TEST_F(ArchiveReading, StopsWhenItIsTold) {
  EXPECT_EQ(read(tar_of(kMembers), {}, Walk::stop), "demo-1.0/PKG-INFO=Name: demo");
}

TEST_F(ArchiveReading, OffersNothingButRegularFiles) {
  EXPECT_EQ(read(tar_of({{.name = "a", .type = '2', .link = "/etc/passwd"},
                         {.name = "b", .type = '1', .link = "a"},
                         {.name = "c", .type = '3'},
                         {.name = "d", .type = '6'},
                         {.name = "../e", .bytes = "e"}})),
            "../e=e");
}

TEST_F(ArchiveReading, RefusesAMemberThatStandsTwiceIfItIsWanted) {
  EXPECT_EQ(read(tar_of({{.name = "a", .bytes = "1"}, {.name = "a", .bytes = "2"}})),
            ": member 'a' stands twice");
  EXPECT_EQ(read(tar_of({{.name = "skip"}, {.name = "skip"}})), "");
}

TEST_F(ArchiveReading, HoldsItsLimits) {
  const auto tar = tar_of(kMembers);

  EXPECT_EQ(read(tar, {.most_each = 9}), " is not a sound archive: a member of more than 9 bytes");
  EXPECT_EQ(read(tar, {.most_each = 10}), kStory);
  EXPECT_EQ(read(tar, {.most_unpacked = 50'000}),
            " is not a sound archive: it unpacks to more than 50000 bytes");
  EXPECT_EQ(read(tar, {.most_members = 3}), " is not a sound archive: it has more than 3 members");
}

TEST_F(ArchiveReading, StopsABombWhichItSkips) {
  const auto bomb =
      packed(tar_of({{.name = "skip", .bytes = std::string(std::size_t{8} << 20, '\0')}}), "gzip");

  EXPECT_EQ(read(bomb, {.most_unpacked = 1 << 20}),
            " is not a sound archive: it unpacks to more than 1048576 bytes");
}

TEST_F(ArchiveReading, UnpacksOneLayerOnly) {
  for (const std::string filter : {"gzip", "xz", "compress"}) {
    const auto twice = packed(packed(tar_of(kMembers), filter), filter);
    EXPECT_NE(read(twice).find("is not a sound archive"), std::string::npos) << filter;
  }
}

TEST_F(ArchiveReading, SaysWhatIsWrongWithBrokenArchives) {
  const auto tar = tar_of(kMembers);

  EXPECT_NE(read(tar.substr(0, 2000)).find("is not a sound archive"), std::string::npos);
  EXPECT_NE(read(packed(tar, "gzip").substr(0, 100)).find("is not a sound archive"),
            std::string::npos);
  EXPECT_NE(read("no archive at all").find("is not a sound archive"), std::string::npos);
  EXPECT_EQ(io::read_archive(folder_ / "none", {}, {}, {}).error().kind(), Error::Kind::not_found);
}

}  // namespace

}  // namespace adder::testing
