#include "mirror/conda/offers.h"

#include "base/conda/match_spec.h"
#include "base/core/text.h"
#include "base/io/hasher.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace adder::testing {

namespace {

using conda::Section;
using mirror::Offers;

constexpr std::string_view kMd5 = "0123456789abcdef0123456789abcdef";

Offers offers() {
  return {"conda-forge", {"noarch", "linux-64"}, Offers::Dependencies::kept};
}

std::string record(std::string_view name, std::string_view more = "") {
  return cat(R"({"name":")", name, R"(","version":"1.0","build":"py_0","build_number":3)", more,
             "}");
}

std::string why_not(Section section, std::string_view key, std::string_view json) {
  auto table = offers();
  const auto added = table.add(0, section, key, json);
  return added ? "" : added.error().words();
}

TEST(Offers, KnowWhatARecordSays) {
  auto table = offers();
  const auto sum = io::sha256_of("x");
  const auto id =
      table.add(1, Section::packages_conda, "demo-1.0-py_0.conda",
                record("demo", cat(R"(,"size":7,"sha256":")", sum.hex(),
                                   R"(","depends":["python >=3","dep"],"license":"MIT")")));

  ASSERT_TRUE(id);
  EXPECT_EQ(table.file_name(*id), "demo-1.0-py_0.conda");
  EXPECT_EQ(table.name(*id), "demo");
  EXPECT_EQ(table.version(*id).text(), "1.0");
  EXPECT_EQ(table.build(*id), "py_0");
  EXPECT_EQ(table.build_number(*id), 3u);
  EXPECT_EQ(table.place(*id), 1u);
  EXPECT_EQ(table.size(*id), 7u);
  EXPECT_EQ(table.sha256(*id), sum);
  EXPECT_EQ(table.md5(*id), std::nullopt);
  ASSERT_EQ(table.depends(*id).size(), 2u);
  EXPECT_EQ(table.text(table.depends(*id)[0]), "python >=3");
}

TEST(Offers, CanBeAskedWhateverASpecAsks) {
  auto table = offers();
  const auto id = table.add(
      1, Section::packages_conda, "demo-1.0-py_0.conda",
      record("demo", cat(R"(,"license":"MIT","track_features":"x y","md5":")", kMd5, "\"")));
  ASSERT_TRUE(id);
  for (const auto* spec :
       {"demo", "demo 1.*", "demo=1.0=py*", "conda-forge::demo", "demo[subdir=linux-64]",
        "demo[build_number=3]", "demo[license=MIT]", "demo[fn=demo-1.0-py_0.conda]",
        "demo[md5=0123456789abcdef0123456789abcdef]"}) {
    const auto parsed = conda::MatchSpec::parse(spec);
    ASSERT_TRUE(parsed) << spec;
    EXPECT_TRUE(table.matches(*id, *parsed)) << spec;
  }
  EXPECT_FALSE(table.matches(*id, *conda::MatchSpec::parse("demo[sha256=00]")));
}

TEST(Offers, LeaveOutDependenciesWhereNobodyAsksForThem) {
  Offers table("demo", {"noarch"}, Offers::Dependencies::left_out);
  const auto id = table.add(0, Section::packages, "demo-1.0-py_0.tar.bz2",
                            record("demo", R"(,"depends":["python"])"));
  ASSERT_TRUE(id);
  EXPECT_TRUE(table.depends(*id).empty());
}

TEST(Offers, AreFoundByTheNameOfThePackage) {
  auto table = offers();
  ASSERT_TRUE(table.add(0, Section::packages, "b-1.0-py_0.tar.bz2", record("b")));
  ASSERT_TRUE(table.add(0, Section::packages, "a-1.0-py_0.tar.bz2", record("a")));
  ASSERT_TRUE(table.add(1, Section::packages_conda, "b-1.0-py_0.conda", record("b")));

  EXPECT_EQ(table.packages(), (std::vector<std::string_view>{"a", "b"}));
  EXPECT_EQ(table.of_package("b").size(), 2u);
  EXPECT_TRUE(table.of_package("c").empty());
}

TEST(Offers, NameTheFilesOfTheThirdFormat) {
  auto table = offers();
  const auto conda = table.add(0, Section::v3_conda, "demo-1.0-py_0", record("demo"));
  const auto bz2 = table.add(0, Section::v3_tar_bz2, "demo-1.0-py_0", record("demo"));
  const auto whl = table.add(0, Section::v3_whl, "demo-1.0-py3",
                             record("demo", R"(,"fn":"demo-1.0-py3-none-any.whl")"));
  ASSERT_TRUE(conda && bz2 && whl);
  EXPECT_EQ(table.file_name(*conda), "demo-1.0-py_0.conda");
  EXPECT_EQ(table.file_name(*bz2), "demo-1.0-py_0.tar.bz2");
  EXPECT_EQ(table.file_name(*whl), "demo-1.0-py3-none-any.whl");
}

TEST(Offers, RefuseWhatNobodyCouldInstall) {
  EXPECT_NE(why_not(Section::packages, "../../etc/passwd-1.0-py_0.tar.bz2", record("demo")), "");
  EXPECT_NE(why_not(Section::packages, "demo.zip", record("demo")), "");
  EXPECT_EQ(why_not(Section::packages, "demo-1.0-py_0.conda", record("other")),
            "the record is of 'other'");
  EXPECT_NE(why_not(Section::packages, "demo-1.0-py_0.conda", R"({"name":"demo"})"), "");
  EXPECT_NE(why_not(Section::v3_whl, "demo", record("demo")), "");
  EXPECT_NE(why_not(Section::v3_whl, "demo", record("demo", R"(,"fn":"../demo.whl")")), "");
}

}  // namespace

}  // namespace adder::testing
