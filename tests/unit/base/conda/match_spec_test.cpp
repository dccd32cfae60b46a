#include "base/conda/match_spec.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace adder::testing {

namespace {

using conda::MatchSpec;
using conda::name_in_spec;
using conda::RecordView;
using conda::Version;

constexpr std::string_view kMd5 = "0123456789abcdef0123456789abcdef";
constexpr std::string_view kSha256 =
    "8b7c0bf18b7c0bf18b7c0bf18b7c0bf18b7c0bf18b7c0bf18b7c0bf18b7c0bf1";

const RecordView kNumpy = {.name = "numpy",
                           .version_text = "1.26.4",
                           .build = "py312heda63a1_0",
                           .build_number = 7,
                           .subdir = "linux-64",
                           .channel = "conda-forge",
                           .fn = "numpy-1.26.4-py312heda63a1_0.conda",
                           .url = "https://example.org/numpy",
                           .md5 = kMd5,
                           .sha256 = kSha256,
                           .license = "LGPLv3+",
                           .license_family = "LGPL",
                           .track_features = "mkl, debug",
                           .features = "mkl"};

MatchSpec spec(std::string_view text) {
  auto parsed = MatchSpec::parse(text);
  EXPECT_TRUE(parsed) << parsed.error().words();
  return parsed ? *parsed : *MatchSpec::parse("nothing");
}

bool matches(std::string_view text) {
  return spec(text).matches(kNumpy);
}

std::string why_not(std::string_view text) {
  const auto parsed = MatchSpec::parse(text);
  return parsed ? "it is one: " + parsed->text() : parsed.error().words();
}

TEST(MatchSpec, TakesEveryFormThatSaysTheSame) {
  for (const auto* text : {"numpy",
                           "numpy 1.26.*",
                           "numpy=1.26",
                           "numpy =1.26",
                           "numpy=1.26*",
                           "numpy 1.26.4",
                           "numpy==1.26.4",
                           "numpy ==1.26.4",
                           "numpy>=1.20,<2|3.*",
                           "numpy >= 1.20 , < 2",
                           "numpy~=1.20",
                           "numpy!=1.25",
                           "numpy * py312*",
                           "numpy=1.26.4=py312*",
                           "numpy==1.26.4=py312heda63a1_0",
                           "numpy 1.26.* py312*",
                           "numpy >=1.0 , < 2.0 =py312*",
                           "NumPy",
                           "conda-forge::numpy[version='>=1',build=py*,subdir=linux-64]",
                           "conda-forge/linux-64::numpy",
                           "https://conda.anaconda.org/conda-forge::numpy",
                           "https://conda.anaconda.org/conda-forge/linux-64::numpy>1",
                           "*/linux-64::numpy",
                           "conda-*::numpy",
                           "conda-forge:namespace:numpy",
                           "namespace:numpy",
                           "::numpy",
                           "numpy [ version = '>=1' ]",
                           "numpy[version=1.26.* build=py312*]",
                           "numpy[version=\"(1.25.*|1.26.*),!=1.26.3\"]",
                           "numpy[version=^1\\.[0-9]+\\.4$]",
                           "numpy[build='^py3(11|12).*$']",
                           "numpy (>=1,<2)",
                           "numpy(>=1,<2)",
                           "num*",
                           "n?mpy",
                           "^num.*$",
                           "^(numpy|scipy)$ 1.26.*",
                           "^num[a-z]+$[build_number=7]",
                           "*",
                           "* 1.26.4",
                           "numpy # a comment",
                           "numpy[build=py*](target=blarg,optional)",
                           "numpy(target=blarg,optional)"}) {
    EXPECT_TRUE(matches(text)) << text;
  }
}

TEST(MatchSpec, LeavesOutWhatItDoesNotMean) {
  for (const auto* text :
       {"python", "numpy 1.26", "numpy=1.2", "numpy==1.26", "numpy>=2", "numpy<1.20|>=2",
        "numpy ~=1.20.0", "numpy=1.26=py312*", "numpy 1.26.* py311*", "numpy * py312",
        "bioconda::numpy", "conda-forge/noarch::numpy", "https://example.org/conda-forge::numpy",
        "numpy[subdir=linux-*]", "numpy (<1)", "num", "^num$", "r*"}) {
    EXPECT_FALSE(matches(text)) << text;
  }
}

TEST(MatchSpec, AsksForEachKeyBetweenBrackets) {
  const std::vector<std::pair<std::string, std::string>> keys = {
      {"build_number=7", "build_number=8"},
      {"build_number='>=7'", "build_number='<7'"},
      {"subdir=linux-64", "subdir=noarch"},
      {"channel=conda-forge", "channel=bioconda"},
      {"channel=conda-forge/linux-64", "channel=conda-forge/noarch"},
      {"md5=" + std::string(kMd5), "md5=00"},
      {"sha256=" + std::string(kSha256), "sha256=00"},
      {"fn=numpy-1.26.4-py312heda63a1_0.conda", "fn=numpy-1.26.4-py312heda63a1_0.tar.bz2"},
      {"url=https://example.org/numpy", "url=https://example.org/"},
      {"license=lgplv3+", "license=LGPL"},
      {"license='*gpl*'", "license='*bsd*'"},
      {"license_family=lgpl", "license_family=GPL"},
      {"track_features='debug mkl'", "track_features=mkl"},
      {"features=mkl", "features='mkl debug'"},
  };
  for (const auto& [met, unmet] : keys) {
    EXPECT_TRUE(matches("*[" + met + "]")) << met;
    EXPECT_FALSE(matches("*[" + unmet + "]")) << unmet;
  }
  EXPECT_FALSE(matches("*[build_number=7,md5=00]"));
}

TEST(MatchSpec, BelievesTheBracketsButForTheName) {
  EXPECT_TRUE(matches("bioconda::numpy 1.0 0[channel=conda-forge,version=1.26.4,build=py*]"));
  EXPECT_TRUE(matches("conda-forge/noarch::numpy[subdir=linux-64]"));
  EXPECT_TRUE(matches("numpy[version=1.0, version=1.26.*]"));
  EXPECT_TRUE(matches("numpy[name=python]"));
  EXPECT_FALSE(matches("python[name=numpy]"));
}

TEST(MatchSpec, CarriesWhatItDoesNotUnderstand) {
  const auto future = spec("numpy[when='python[version='>=3.10, <4']', extras=[a, b], flags=gpu]");
  ASSERT_EQ(future.carried().size(), 3u);
  EXPECT_EQ(future.carried()[0].name, "when");
  EXPECT_EQ(future.carried()[0].value, "python[version='>=3.10, <4']");
  EXPECT_EQ(future.carried()[1].value, "[a, b]");
  EXPECT_EQ(future.carried()[2].value, "gpu");
  EXPECT_TRUE(future.matches(kNumpy));

  EXPECT_EQ(spec("tomli 2.* if python <3.11").carried()[0].value, "python <3.11");
  EXPECT_EQ(*spec("tomli[when=python<3.11,version=2]").name().name(), "tomli");
  EXPECT_EQ(spec("tomli[when=python<3.11,version=2]").version().text(), "2");
  EXPECT_TRUE(spec("numpy[colour=blue]").matches(kNumpy));
}

TEST(MatchSpec, StandsForAFile) {
  const std::string file = "numpy-1.26.4-py312heda63a1_0.conda";
  EXPECT_TRUE(matches(file));
  EXPECT_TRUE(matches("https://conda.anaconda.org/conda-forge/linux-64/" + file));
  EXPECT_TRUE(matches("https://mirror.example.org/conda-forge/linux-64/" + file));
  EXPECT_TRUE(matches("https://example.org/downloads/" + file));
  EXPECT_TRUE(matches("/srv/files/" + file + '#' + std::string(kMd5)));
  EXPECT_TRUE(matches("/srv/files/" + file + "#sha256:" + std::string(kSha256)));
  EXPECT_FALSE(matches("/srv/files/" + file + '#' + std::string(32, 'a')));
  EXPECT_FALSE(matches("https://conda.anaconda.org/bioconda/linux-64/" + file));
  EXPECT_FALSE(matches("https://conda.anaconda.org/conda-forge/noarch/" + file));
  EXPECT_FALSE(matches("numpy-1.26.4-py312heda63a1_0.tar.bz2"));
  EXPECT_EQ(*spec(file).name().name(), "numpy");
  const RecordView x264 = {.name = "x264", .version_text = "1!164", .fn = "x264-1!164-0.tar.bz2"};
  EXPECT_TRUE(spec("https://example.org/x264-1%21164-0.tar.bz2").matches(x264));
}

TEST(MatchSpec, StandsForAFeature) {
  EXPECT_FALSE(matches("mkl@"));
  const RecordView other = {.name = "blas", .version_text = "1", .track_features = "mkl"};
  EXPECT_TRUE(spec("mkl@").matches(other));
}

TEST(MatchSpec, MeansSeveralChannelsByDefaults) {
  for (const auto* channel : {"defaults", "pkgs/main", "pkgs/r", "pkgs/msys2"}) {
    const RecordView record = {.name = "r", .version_text = "1", .channel = channel};
    EXPECT_TRUE(spec("defaults::r").matches(record)) << channel;
  }
  EXPECT_FALSE(matches("defaults::numpy"));
  EXPECT_FALSE(spec("pkgs/r::r").matches({.name = "r", .channel = "pkgs/main"}));
}

TEST(MatchSpec, MatchesAVersionThatWasParsedBefore) {
  const auto version = *Version::parse("1.26.4");
  const RecordView record = {.name = "numpy", .version_text = "unread", .version = &version};
  EXPECT_TRUE(spec("numpy 1.26.*").matches(record));
}

TEST(MatchSpec, MatchesAVersionThatIsNoneByItsText) {
  const RecordView record = {.name = "odd", .version_text = "1:2"};
  EXPECT_TRUE(spec("odd").matches(record));
  EXPECT_TRUE(spec("odd[version='^1:.*$']").matches(record));
  EXPECT_FALSE(spec("odd >=0").matches(record));
}

TEST(MatchSpec, KnowsAVirtualPackage) {
  EXPECT_TRUE(spec("__glibc >=2.17").is_virtual());
  EXPECT_FALSE(spec("_openmp_mutex").is_virtual());
  EXPECT_FALSE(spec("__*").is_virtual());
}

TEST(MatchSpec, SaysWhatItAsksOfARecord) {
  EXPECT_TRUE(spec("numpy").is_name_only());
  EXPECT_TRUE(spec("conda-forge::num*").is_name_only());
  for (const auto* text :
       {"numpy 1.*", "numpy * py*", "numpy[build_number=1]", "x@", "conda-forge/linux-64::numpy"}) {
    EXPECT_FALSE(spec(text).is_name_only()) << text;
  }
  EXPECT_TRUE(spec("numpy >=1,<2").is_version_only());
  EXPECT_FALSE(spec("numpy >=1 py*").is_version_only());
  EXPECT_FALSE(spec("conda-forge::numpy").is_version_only());
  EXPECT_TRUE(spec("numpy[md5=" + std::string(kMd5) + "]").asks_for(&RecordView::md5));
  EXPECT_TRUE(spec("x@").asks_for(&RecordView::track_features));
  EXPECT_FALSE(spec("numpy 1.* py*").asks_for(&RecordView::md5));
}

TEST(MatchSpec, KnowsItsChannel) {
  EXPECT_TRUE(spec("numpy").accepts_channel("bioconda"));
  EXPECT_TRUE(spec("defaults::numpy").accepts_channel("pkgs/main"));
  EXPECT_TRUE(spec("numpy[channel='conda-*']").accepts_channel("conda-forge"));
  EXPECT_FALSE(spec("conda-forge::numpy").accepts_channel("bioconda"));
}

TEST(MatchSpec, SaysWhyATextIsNone) {
  EXPECT_EQ(why_not(""), "match spec '': it has no name");
  EXPECT_EQ(why_not("conda-forge::"), "match spec 'conda-forge::': it has no name");
  EXPECT_EQ(why_not(">=1.0"), "match spec '>=1.0': it has no name");
  EXPECT_EQ(
      why_not("pkg--name"),
      "match spec 'pkg--name': 'pkg--name' is not a package name: two of '-', '_' and '.' stand "
      "side by side");
  EXPECT_EQ(why_not("numpy>="),
            "match spec 'numpy>=': version spec '>=': '>=': a version is missing");
  EXPECT_EQ(
      why_not("numpy[version=>=1,<2]"),
      "match spec 'numpy[version=>=1,<2]': expected KEY=VALUE before '<2'; a value with a comma "
      "or a blank needs quotes");
  EXPECT_EQ(why_not("blas [test=]"), "match spec 'blas [test=]': the key 'test' has no value");
  EXPECT_EQ(why_not("numpy[build=1][version=2]"),
            "match spec 'numpy[build=1][version=2]': there is more than one pair of brackets");
  EXPECT_EQ(why_not("numpy[build='1]"),
            "match spec 'numpy[build='1]': the quote in front of '1' is not closed");
  EXPECT_EQ(why_not("blas [optional"),
            "match spec 'blas [optional': a bracket is not closed, or not opened");
  EXPECT_EQ(why_not("numpy[build=1]x"),
            "match spec 'numpy[build=1]x': 'x' behind the brackets does not belong there");
}

TEST(MatchSpec, RefusesWhatOnlyLooksLikeOne) {
  for (const auto* text :
       {"!xyz 1.3", "'package'", "pack@ge", "pkg..name", ".pkg", "-pkg", "*/lin(ux-65::f/o>=>1y",
        "^(aaaa$", "pkg 4.2.2<6.0.0", "pkg>=0.10.0,<1.0.0<py312|>=0.13.0,<1.0.0>=py312",
        "numpy=", "numpy[build='^(a$']", "numpy[build_number=a b]", "a b c d=e=f"}) {
    EXPECT_FALSE(MatchSpec::parse(text)) << text;
  }
  EXPECT_FALSE(MatchSpec::parse(std::string(20000, 'a')));
}

TEST(MatchSpec, HasANameHoweverOddTheRestIs) {
  EXPECT_EQ(name_in_spec("numpy"), "numpy");
  EXPECT_EQ(name_in_spec(" numpy >=1.0,<2"), "numpy");
  EXPECT_EQ(name_in_spec("pkg 4.2.2<6.0.0"), "pkg");
  EXPECT_EQ(name_in_spec("conda-forge::numpy[version='>=1',url=https://x]"), "numpy");
  EXPECT_EQ(name_in_spec("python<3.10"), "python");
  EXPECT_EQ(name_in_spec("=1.0"), "");
}

}  // namespace

}  // namespace adder::testing
