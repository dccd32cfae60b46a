#include "tests/support/conda_package_builder.h"

#include "base/io/archive_reader.h"
#include "base/io/zip_reader.h"
#include "tests/support/temp_folder.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace adder::testing {

namespace {

using Members = std::map<std::string, std::string>;

// The regular files in an archive.
Members members_of(const std::string& archive) {
  const TempFolder folder;
  Members members;
  const auto read = io::read_archive(
      folder.write("archive", archive), {}, [](std::string_view) { return true; },
      [&](std::string_view name, std::string bytes) {
        members.emplace(name, std::move(bytes));
        return io::Walk::go_on;
      });
  EXPECT_TRUE(read) << read.error().words();
  return members;
}

Members zip_members_of(const std::string& zip) {
  const TempFolder folder;
  const auto reader = io::ZipReader::open(folder.write("zip", zip));
  EXPECT_TRUE(reader) << reader.error().words();
  Members members;
  for (const auto& member : reader->members())
    members[member.name] = *reader->read(member, 1 << 20);
  return members;
}

CondaPackage demo() {
  CondaPackage package;
  package.files = {{.path = "bin/demo", .bytes = "#!/old/bin/sh\n", .placeholder = "/old"},
                   {.path = "bin/link", .link = "demo"},
                   {.path = "share/" + std::string(150, 'x')}};
  package.run_exports = R"({"weak":["demo >=1"]})";
  return package;
}

TEST(CondaPackageBuilder, BothFormatsHoldTheSameFiles) {
  const auto package = demo();

  auto zip = zip_members_of(package.conda());
  auto files = members_of(zip["info-demo-1.0-0.tar.zst"]);
  files.merge(members_of(zip["pkg-demo-1.0-0.tar.zst"]));

  EXPECT_EQ(zip["metadata.json"], R"({"conda_pkg_format_version": 2})");
  EXPECT_EQ(files, members_of(package.tar_bz2()));
  EXPECT_EQ(files["bin/demo"], "#!/old/bin/sh\n");
  EXPECT_EQ(files["share/" + std::string(150, 'x')], "demo\n");
  EXPECT_FALSE(files.contains("bin/link"));
}

TEST(CondaPackageBuilder, WritesWhatCondaBuildWritesIntoInfo) {
  auto members = members_of(demo().tar_bz2());

  EXPECT_EQ(members["info/files"], "bin/demo\nbin/link\nshare/" + std::string(150, 'x') + "\n");
  EXPECT_EQ(members["info/has_prefix"], "/old text bin/demo\n");
  EXPECT_EQ(members["info/run_exports.json"], R"({"weak":["demo >=1"]})");
  EXPECT_NE(members["info/index.json"].find(R"("name": "demo")"), std::string::npos);
  EXPECT_NE(members["info/paths.json"].find(R"("path_type": "softlink")"), std::string::npos);
}

TEST(CondaPackageBuilder, FilesOfInfoCanBeOthersOrMissing) {
  auto package = demo();
  package.info = {{"paths.json", std::nullopt}, {"about.json", "{}"}, {"recipe/meta.yaml", "a: b"}};

  auto members = members_of(package.tar_bz2());

  EXPECT_FALSE(members.contains("info/paths.json"));
  EXPECT_EQ(members["info/about.json"], "{}");
  EXPECT_EQ(members["info/recipe/meta.yaml"], "a: b");
}

TEST(CondaPackageBuilder, TheSameValuesGiveTheSameBytes) {
  EXPECT_EQ(demo().conda(), demo().conda());
  EXPECT_EQ(demo().tar_bz2(), demo().tar_bz2());
}

TEST(CondaPackageBuilder, ARecordHasTheChecksumsOfItsBytes) {
  const auto record = record_of(demo(), "abc");

  EXPECT_NE(record.find(R"("md5":"900150983cd24fb0d6963f7d28e17f72")"), std::string::npos);
  EXPECT_NE(record.find(R"("sha256":"ba7816bf)"), std::string::npos);
  EXPECT_NE(record.find(R"("size":3)"), std::string::npos);
  EXPECT_NE(record.find(R"("depends":[])"), std::string::npos);
}

}  // namespace

}  // namespace adder::testing
