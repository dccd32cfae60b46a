#include "mirror/conda/select.h"

#include "tests/unit/mirror/conda/channel.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace adder::testing {

namespace {

// What a line asks for of numpy.
Texts selected(const Channel& channel, const std::string& line) {
  const auto list = listed({line});
  return channel.paths(
      select(list.wishes.at(0), channel.offers, channel.offers.of_package("numpy")));
}

Channel numpy(const Texts& files) {
  Channel channel({"noarch", "linux-64", "linux-aarch64"});
  for (const auto& file : files)
    channel.add((file.find('/') == file.npos ? "linux-64/" : "") + file);
  return channel;
}

TEST(CondaSelect, TakesBothFormatsUnlessOneIsNamed) {
  const auto channel = numpy({"numpy-1.0-0.conda", "numpy-1.0-0.tar.bz2"});

  EXPECT_EQ(selected(channel, "numpy").size(), 2u);
  EXPECT_EQ(selected(channel, "numpy format=both").size(), 2u);
  EXPECT_EQ(selected(channel, "numpy format=conda"), Texts{"linux-64/numpy-1.0-0.conda"});
  EXPECT_EQ(selected(channel, "numpy format=tar.bz2"), Texts{"linux-64/numpy-1.0-0.tar.bz2"});
}

TEST(CondaSelect, ComparesTheSubdirAPackageLiesIn) {
  const auto channel = numpy({"noarch/numpy-1.0-0.conda", "linux-64/numpy-1.0-0.conda",
                              "linux-aarch64/numpy-1.0-0.conda"});

  EXPECT_EQ(selected(channel, "numpy subdir=linux-*"),
            (Texts{"linux-64/numpy-1.0-0.conda", "linux-aarch64/numpy-1.0-0.conda"}));
  EXPECT_EQ(selected(channel, "numpy subdir=noarch"), Texts{"noarch/numpy-1.0-0.conda"});
  EXPECT_EQ(selected(channel, "conda-forge/linux-64::numpy"), Texts{"linux-64/numpy-1.0-0.conda"});
}

TEST(CondaSelect, AndsFiltersAndSpec) {
  const auto channel = numpy({"numpy-1.0-py311_0.conda", "numpy-1.0-py312_0.conda",
                              "numpy-2.0-py312_0.tar.bz2", "numpy-2.0-py312_0.conda"});

  EXPECT_EQ(selected(channel, "numpy >=1.5 * format=conda").size(), 1u);
  EXPECT_EQ(selected(channel, "numpy * py312_0 format=conda"),
            (Texts{"linux-64/numpy-1.0-py312_0.conda", "linux-64/numpy-2.0-py312_0.conda"}));
  EXPECT_EQ(selected(channel, "numpy >=3"), Texts{});
}

TEST(CondaSelect, LatestTakesTheHighestVersionsThatStillHaveAFile) {
  const auto channel =
      numpy({"numpy-1.9-0.conda", "numpy-1.10-0.conda", "numpy-1.10-1.conda",
             "noarch/numpy-1.10.0-0.conda", "numpy-2.0-0.tar.bz2", "numpy-1!0.1-0.tar.bz2"});

  EXPECT_EQ(selected(channel, "numpy latest=1"), Texts{"linux-64/numpy-1!0.1-0.tar.bz2"});
  EXPECT_EQ(selected(channel, "numpy latest=1 format=conda"),
            (Texts{"linux-64/numpy-1.10-0.conda", "linux-64/numpy-1.10-1.conda",
                   "noarch/numpy-1.10.0-0.conda"}));
  EXPECT_EQ(selected(channel, "numpy <1.10 latest=3"), Texts{"linux-64/numpy-1.9-0.conda"});
  EXPECT_EQ(selected(channel, "numpy latest=2 subdir=linux-64").size(), 2u);
  EXPECT_EQ(selected(channel, "numpy latest=99").size(), 6u);
}

TEST(CondaSelect, LatestCountsPrereleasesOnlyWhereNothingElseIsThere) {
  const auto channel = numpy({"numpy-1.0-0.conda", "numpy-2.0rc1-0.conda", "numpy-2.0b1-0.conda"});

  EXPECT_EQ(selected(channel, "numpy latest=2"), Texts{"linux-64/numpy-1.0-0.conda"});
  EXPECT_EQ(selected(channel, "numpy >1 latest=1"), Texts{"linux-64/numpy-2.0rc1-0.conda"});
  EXPECT_EQ(selected(channel, "numpy >=1.5").size(), 2u);
}

TEST(CondaSelect, ExclusionsMatchAsWishesDo) {
  const auto channel =
      numpy({"numpy-1.0-0.conda", "numpy-1.0-0.tar.bz2", "noarch/numpy-1.0-0.conda"});
  const auto left_by = [&](const std::string& line) {
    const auto list = listed({line});
    Texts left;
    for (const auto id : channel.offers.of_package("numpy")) {
      if (!takes_out(list.exclusions.at(0), channel.offers, id)) left.push_back(channel.path(id));
    }
    return left;
  };

  EXPECT_EQ(left_by("!num*"), Texts{});
  EXPECT_EQ(left_by("!numpy <1").size(), 3u);
  EXPECT_EQ(left_by("!numpy format=conda"), Texts{"linux-64/numpy-1.0-0.tar.bz2"});
  EXPECT_EQ(left_by("!* subdir=linux-*"), Texts{"noarch/numpy-1.0-0.conda"});
}

TEST(CondaSelect, KnowsAnExclusionThatLeavesNothing) {
  const auto list = listed({"!numpy", "!conda-forge::num*", "!/num.*/", "!numpy <1",
                            "!numpy format=conda", "!numpy subdir=*"});
  std::vector<bool> all;
  for (const auto& exclusion : list.exclusions) all.push_back(takes_out_all(exclusion));
  EXPECT_EQ(all, (std::vector<bool>{true, true, true, false, false, false}));
}

TEST(CondaSelect, FindsTheLinesThatConcernAName) {
  const mirror::CondaWishIndex index(listed({"numpy", "!num*", "/num(py|ba)/", "*", "scipy"}));
  using Numbers = std::vector<std::uint32_t>;
  EXPECT_EQ(index.wishes("numpy"), (Numbers{0, 1, 2}));
  EXPECT_EQ(index.wishes("scipy"), (Numbers{2, 3}));
  EXPECT_EQ(index.exclusions("numba"), Numbers{0});
  EXPECT_EQ(index.exclusions("scipy"), Numbers{});
}

}  // namespace

}  // namespace adder::testing
