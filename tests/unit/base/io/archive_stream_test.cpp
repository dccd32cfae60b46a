#include "base/io/archive_stream.h"

#include "base/core/text.h"
#include "tests/support/tar_builder.h"
#include "tests/support/temp_folder.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace adder::testing {

namespace {

using io::ArchivePlace;
using io::ArchiveStream;
using io::Packing;

constexpr std::string_view kWrong = " is not a sound archive: ";

char letter_of(ArchiveStream::Kind kind) {
  return "fhs/o"[static_cast<int>(kind)];
}

std::string bytes_of(ArchiveStream& archive) {
  std::string bytes;
  while (true) {
    const auto piece = archive.piece();
    if (!piece) return cat(bytes, "<", piece.error().words(), ">");
    if (piece->empty()) return bytes;
    bytes += *piece;
  }
}

class ArchiveStreaming : public ::testing::Test {
 protected:
  // A line for each member: its kind, its name, where it leads, its bytes. The last is the error.
  std::string story_of(const ArchivePlace& place, Packing packing = Packing::any) {
    auto archive = ArchiveStream::open(place, {}, packing);
    if (!archive) return without_path(archive.error(), place);
    std::string lines;
    while (true) {
      const auto member = archive->next();
      if (!member) return lines + without_path(member.error(), place);
      if (!*member) return lines;
      lines += cat(letter_of((*member)->kind), ' ', (*member)->name, '>', (*member)->link, '=',
                   bytes_of(*archive), '\n');
    }
  }
  std::string story(const std::string& bytes, Packing packing = Packing::any) {
    return story_of({.path = folder_.write("demo", bytes)}, packing);
  }
  static std::string without_path(const Error& error, const ArchivePlace& place) {
    return error.words().substr(place.path.string().size() + 2);
  }

  TempFolder folder_;
};

TEST_F(ArchiveStreaming, NamesEveryMemberAndItsKind) {
  EXPECT_EQ(story(tar_of({{.name = "d", .type = '5'},
                          {.name = "d/a", .bytes = "1"},
                          {.name = "d/b", .type = '1', .link = "d/a"},
                          {.name = "d/c", .type = '2', .link = "../a"},
                          {.name = "d/e", .type = '3'}})),
            "/ d>=\nf d/a>=1\nh d/b>d/a=\ns d/c>../a=\no d/e>=\n");
}

TEST_F(ArchiveStreaming, ReadsAPartOfAFile) {
  const auto archive = packed(tar_of({{.name = "a", .bytes = std::string(200'000, 'x')}}), "zstd");
  const auto file = folder_.write("demo", "front" + archive + "behind");

  EXPECT_EQ(story_of({.path = file, .at = 5, .size = archive.size()}),
            cat("f a>=", std::string(200'000, 'x'), '\n'));
  EXPECT_NE(story_of({.path = file, .at = 5, .size = archive.size() - 9}).find(kWrong),
            std::string::npos);
  EXPECT_NE(story_of({.path = file, .at = 4}).find(kWrong), std::string::npos);
}

TEST_F(ArchiveStreaming, TakesOnlyThePackingThatIsAskedFor) {
  const auto tar = tar_of({{.name = "a"}});

  EXPECT_EQ(story(packed(tar, "bzip2"), Packing::bzip2), "f a>=\n");
  EXPECT_EQ(story(packed(tar, "zstd"), Packing::zstd), "f a>=\n");
  EXPECT_EQ(story(packed(tar, "gzip"), Packing::bzip2), cat(kWrong, "it is not packed with bzip2"));
  EXPECT_EQ(story(tar, Packing::zstd), cat(kWrong, "it is not packed with zstd"));
}

// As parallel packers write them.
TEST_F(ArchiveStreaming, ReadsSeveralStreamsInARow) {
  const auto tar = tar_of({{.name = "a", .bytes = std::string(2000, 'x')}});

  for (const std::string filter : {"bzip2", "zstd"}) {
    const auto both = packed(tar.substr(0, 700), filter) + packed(tar.substr(700), filter);
    EXPECT_EQ(story(both), cat("f a>=", std::string(2000, 'x'), '\n')) << filter;
  }
}

TEST_F(ArchiveStreaming, KnowsNamesThatTheLocaleCannotShow) {
  EXPECT_EQ(story(tar_of({{.name = "x", .bytes = "11 path=\xc3\xa9\n", .type = 'x'},
                          {.name = "e", .bytes = "1"},
                          {.name = "\xc3\xbc", .bytes = "2"}})),
            "f \xc3\xa9>=1\nf \xc3\xbc>=2\n");
}

TEST_F(ArchiveStreaming, RefusesHolesWhereAMemberIsReadInPieces) {
  const std::string map = "22 GNU.sparse.major=1\n22 GNU.sparse.minor=0\n";
  const auto sparse =
      tar_of({{.name = "x",
               .bytes = map + "25 GNU.sparse.name=holes\n" + "31 GNU.sparse.realsize=1000001\n",
               .type = 'x'},
              {.name = "GNUSparseFile.0/holes",
               .bytes = "1\n1000000\n1\n" + std::string(512 - 12, '\0') + "y"}});

  EXPECT_NE(story(sparse).find("a member with holes"), std::string::npos) << story(sparse);
}

TEST_F(ArchiveStreaming, GoesOnBehindAMemberThatNobodyRead) {
  const auto path = folder_.write(
      "demo", tar_of({{.name = "a", .bytes = std::string(100'000, 'x')}, {.name = "b"}}));
  auto archive = ArchiveStream::open({.path = path}, {});
  ASSERT_TRUE(archive);

  ASSERT_EQ((*archive->next())->name, "a");
  ASSERT_TRUE(archive->piece());
  EXPECT_EQ((*archive->next())->name, "b");
  EXPECT_EQ(*archive->read(), "");
  EXPECT_FALSE(*archive->next());
}

}  // namespace

}  // namespace adder::testing
