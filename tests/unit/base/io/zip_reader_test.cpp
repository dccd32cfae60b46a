#include "base/io/zip_reader.h"

#include "tests/support/temp_folder.h"
#include "tests/support/zip_builder.h"

#include <gtest/gtest.h>

#include <string>

namespace adder::testing {

namespace {

using io::ZipReader;

constexpr std::uint64_t kMost = 1 << 20;

class ZipReading : public ::testing::Test {
 protected:
  Result<ZipReader> open(const std::string& bytes) {
    path_ = folder_.write("demo.whl", bytes);
    return ZipReader::open(path_);
  }
  Result<ZipReader> open(const ZipFile& file) { return open(file.bytes()); }

  // What is said against the file, without its name.
  std::string refusal(const ZipFile& file) { return refusal(file.bytes()); }
  std::string refusal(const std::string& bytes) {
    const auto zip = open(bytes);
    if (zip) return "none";
    const auto begin = "'" + path_.string() + "' is not a sound zip file: ";
    EXPECT_EQ(zip.error().words().substr(0, begin.size()), begin);
    return zip.error().words().substr(begin.size());
  }

  // Reads the only member, or says what was wrong.
  std::string read(const ZipFile& file, std::uint64_t most = kMost) {
    const auto zip = open(file);
    if (!zip) return zip.error().words();
    auto bytes = zip->read(zip->members()[0], most);
    if (bytes) return *bytes;
    return bytes.error().words().substr(path_.string().size() + 4);
  }

  TempFolder folder_;
  std::filesystem::path path_;
};

const std::string kText(5000, 'x');

TEST_F(ZipReading, ReadsStoredAndDeflatedMembers) {
  const auto zip =
      open(ZipFile{.members = {stored("a", "one"), deflated("b/c", kText), stored("d/", "")}});

  ASSERT_TRUE(zip) << zip.error().words();
  ASSERT_EQ(zip->members().size(), 3u);
  EXPECT_EQ(zip->members()[1].name, "b/c");
  EXPECT_EQ(*zip->read(zip->members()[0], kMost), "one");
  EXPECT_EQ(*zip->read(zip->members()[1], kMost), kText);
  EXPECT_EQ(*zip->read(zip->members()[2], kMost), "");
}

TEST_F(ZipReading, ReadsAnEmptyFileWithAComment) {
  const auto zip = open(ZipFile{.comment = "nothing here"});

  ASSERT_TRUE(zip) << zip.error().words();
  EXPECT_TRUE(zip->members().empty());
}

TEST_F(ZipReading, ReadsDeflatedNothing) {
  EXPECT_EQ(read(ZipFile{.members = {deflated("a", "")}}), "");
}

TEST_F(ZipReading, ReadsMembersWhoseSizesFollowThem) {
  for (const auto descriptor :
       {Descriptor::marked, Descriptor::unmarked, Descriptor::wide, Descriptor::wide_unmarked}) {
    const auto member = streamed("a", kText, descriptor);
    EXPECT_EQ(read(ZipFile{.members = {member, stored("b", "z")}}), kText);
    EXPECT_EQ(read(ZipFile{.members = {member}}), kText);
  }
}

TEST_F(ZipReading, ReadsZip64) {
  auto member = deflated("a", kText);
  const auto sizes = little(member.local.size, 8) + little(member.local.packed_size, 8);
  member.local.extra = little(1, 2) + little(16, 2) + sizes;
  member.central.extra = little(1, 2) + little(24, 2) + sizes + little(0, 8);
  for (auto* const header : {&member.local, &member.central}) {
    header->size = header->packed_size = 0xffffffff;
  }

  EXPECT_EQ(read(ZipFile{.members = {member}, .zip64 = true}), kText);
  EXPECT_EQ(read(ZipFile{.members = {member}}), kText);
  EXPECT_EQ(read(ZipFile{.members = {deflated("a", kText)}, .entries = 1, .zip64 = true}), kText);
}

TEST_F(ZipReading, RefusesTwoEndRecordsThatDisagree) {
  EXPECT_EQ(refusal(ZipFile{.members = {stored("a", "1")}, .entries = 2, .zip64 = true}),
            "its two end records disagree");
  EXPECT_EQ(refusal(ZipFile{.members = {stored("a", "1")}, .zip64 = true, .zip64_entries_off = 1}),
            "its end record miscounts the members");
  EXPECT_EQ(refusal(ZipFile{.members = {stored("a", "1")}, .entries = 0}),
            "its end record miscounts the members");
}

TEST_F(ZipReading, RefusesAMemberThatStandsTwice) {
  EXPECT_EQ(refusal(ZipFile{.members = {stored("a", "1"), stored("b", "2"), stored("a", "3")}}),
            "the member 'a' stands twice");
}

TEST_F(ZipReading, RefusesAHeaderThatContradictsTheDirectory) {
  const auto with = [&](auto change) {
    auto member = deflated("a", kText);
    change(member);
    return refusal(ZipFile{.members = {member}});
  };
  const std::string words = "member 'a' contradicts the directory";

  EXPECT_EQ(with([](ZipMember& m) { m.local.name = "b"; }), words);
  EXPECT_EQ(with([](ZipMember& m) { m.local.crc32 ^= 1U; }), words);
  EXPECT_EQ(with([](ZipMember& m) { m.local.size += 1; }), words);
  EXPECT_EQ(with([](ZipMember& m) { m.local.size = 0; }), words);
  EXPECT_EQ(with([](ZipMember& m) { m.local.packed_size -= 1; }), words);
  EXPECT_EQ(with([](ZipMember& m) { m.local.method = 0; }), words);
  EXPECT_EQ(with([](ZipMember& m) { m.local.flags = 8; }), words);
  EXPECT_EQ(with([](ZipMember& m) { m.central.flags = 8; }), words);
}

TEST_F(ZipReading, RefusesADescriptorThatContradictsTheDirectory) {
  auto member = streamed("a", kText, Descriptor::marked);
  member.descriptor[5] ^= 1;
  EXPECT_EQ(refusal(ZipFile{.members = {member}}), "member 'a' contradicts its descriptor");

  member.descriptor += "xyz";
  EXPECT_EQ(refusal(ZipFile{.members = {member}}),
            "member 'a' is followed by bytes that belong to nothing");
}

TEST_F(ZipReading, RefusesBytesThatBelongToNothing) {
  const auto member = stored("a", "1");
  auto gap = member;
  gap.gap = "PK\3\4";

  EXPECT_EQ(refusal(ZipFile{.prefix = "#!", .members = {member}}), "bytes before its first member");
  EXPECT_EQ(refusal(ZipFile{.prefix = "#!"}), "bytes before its first member");
  EXPECT_EQ(refusal(ZipFile{.members = {gap, stored("b", "2")}}),
            "member 'a' is followed by bytes that belong to nothing");
  EXPECT_EQ(refusal(ZipFile{.members = {member}, .before_directory = "x"}),
            "member 'a' is followed by bytes that belong to nothing");
  EXPECT_EQ(refusal(ZipFile{.members = {member}, .behind_directory = "x"}),
            "its directory is not where its end record says");
  EXPECT_EQ(refusal(ZipFile{.members = {member}, .behind = "x"}), "bytes behind its end");
}

TEST_F(ZipReading, RefusesAnEndRecordHiddenInAComment) {
  const auto inner = ZipFile{.members = {stored("a", "other")}}.bytes();

  EXPECT_EQ(refusal(ZipFile{.members = {stored("a", "1")}, .comment = inner}),
            "its directory is not where its end record says");
  EXPECT_EQ(refusal(ZipFile{.members = {stored("a", "1")}, .comment = "PK\5\6"}),
            "bytes behind its end");
}

TEST_F(ZipReading, RefusesMembersThatOverlap) {
  const auto first = stored("a", "12345");
  auto bytes = ZipFile{.members = {first, stored("b", "2")}}.bytes();
  // The directory's second entry points at the first one's bytes.
  const auto second = bytes.rfind("PK\1\2");
  bytes.replace(second + 42, 4, little(0, 4));

  EXPECT_EQ(refusal(bytes), "member 'a' overlaps what follows");
}

TEST_F(ZipReading, RefusesSecondNamesEncryptionAndStrangeNames) {
  auto named_twice = stored("a", "1");
  named_twice.central.extra = little(0x7075, 2) + little(6, 2) + little(1, 1) + little(0, 4) + "b";
  auto encrypted = stored("a", "1");
  encrypted.local.flags = encrypted.central.flags = 1;

  EXPECT_EQ(refusal(ZipFile{.members = {named_twice}}), "'a' has a second name");
  EXPECT_EQ(refusal(ZipFile{.members = {encrypted}}),
            "member 'a' is encrypted or uses features unknown to us");
  EXPECT_EQ(refusal(ZipFile{.members = {stored(std::string("a\0b", 3), "1")}}),
            "the name 'a\\x00b' in its directory");
  EXPECT_EQ(refusal(ZipFile{.members = {stored("", "1")}}), "the name '' in its directory");
}

TEST_F(ZipReading, RefusesBrokenExtraFields) {
  auto member = stored("a", "1");
  for (const auto& extra : {little(1, 2) + little(9, 2), little(7, 1),
                            little(1, 2) + little(0, 2) + little(1, 2) + little(0, 2)}) {
    member.central.extra = extra;
    EXPECT_EQ(refusal(ZipFile{.members = {member}}), "the extra fields of 'a' are broken");
  }
  member.central.extra = little(1, 2) + little(4, 2) + little(0, 4);
  member.central.size = 0xffffffff;
  EXPECT_EQ(refusal(ZipFile{.members = {member}}), "the extra fields of 'a' are broken");
}

TEST_F(ZipReading, RefusesEveryTruncation) {
  const auto bytes =
      ZipFile{.members = {stored("a", "1"), streamed("b", kText, Descriptor::marked)},
              .zip64 = true}
          .bytes();
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    ASSERT_FALSE(open(bytes.substr(0, length))) << length;
  }
}

TEST_F(ZipReading, RefusesSizesThatAreNotTrue) {
  auto larger = deflated("a", kText);
  larger.local.size = larger.central.size = 1'000'000;
  auto smaller = deflated("a", kText);
  smaller.local.size = smaller.central.size = 10;
  auto uneven = stored("a", "12345");
  uneven.local.size = uneven.central.size = 4;
  const std::string words = "member 'a' does not unpack to what the directory promises";

  EXPECT_EQ(read(ZipFile{.members = {larger}}), words);
  EXPECT_EQ(read(ZipFile{.members = {smaller}}), words);
  EXPECT_EQ(read(ZipFile{.members = {uneven}}), words);
}

TEST_F(ZipReading, RefusesAFalseCrcAnUnknownMethodAndMoreThanWasAskedFor) {
  auto flipped = stored("a", "12345");
  flipped.data[2] ^= 1;
  auto unknown = stored("a", "12345");
  unknown.local.method = unknown.central.method = 12;

  EXPECT_EQ(read(ZipFile{.members = {flipped}}), "member 'a' fails its CRC");
  EXPECT_EQ(read(ZipFile{.members = {unknown}}),
            "member 'a' does not unpack to what the directory promises");
  EXPECT_EQ(read(ZipFile{.members = {stored("a", "12345")}}, 4),
            "member 'a' is longer than 4 bytes");
  EXPECT_EQ(read(ZipFile{.members = {stored("a", "12345")}}, 5), "12345");
}

TEST_F(ZipReading, RefusesAMemberThatIsPackedAbsurdly) {
  auto member = deflated("a", "1");
  // Empty blocks without end.
  member.data = std::string(100'000, '\0');
  member.local.packed_size = member.central.packed_size = 100'000;

  EXPECT_EQ(read(ZipFile{.members = {member}}), "member 'a' is packed absurdly");
}

TEST_F(ZipReading, SaysThatAFileIsMissingOrNoZip) {
  EXPECT_EQ(ZipReader::open(folder_ / "none").error().kind(), Error::Kind::not_found);
  EXPECT_EQ(refusal(std::string()), "it has no end record");
  EXPECT_EQ(refusal(kText), "it has no end record");
}

}  // namespace

}  // namespace adder::testing
