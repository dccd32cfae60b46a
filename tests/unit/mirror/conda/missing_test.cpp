#include "mirror/conda/missing.h"

#include "tests/unit/mirror/conda/decided.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace adder::testing {

namespace {

using mirror::Gap;

Texts missing(const Channel& channel, const Texts& lines) {
  const auto list = listed(lines);
  const auto choice = decide(channel, list);
  const auto exists = [&](std::string_view package) {
    return !channel.offers.of_package(package).empty();
  };
  Texts out;
  for (const auto& gap : mirror::missing_dependencies(list, channel.offers, choice, exists)) {
    out.push_back(cat(gap.dependent, ' ', gap.version, " needs ", gap.requirement, " of ",
                      gap.project, ": ", words(gap.why)));
  }
  return out;
}

TEST(CondaMissing, NamesWhatNoLineAsksForAndTheNewestDependent) {
  Channel channel;
  channel.add("linux-64/app-1.0-0.conda", {"lib", "__glibc"})
      .add("linux-64/app-2.0-0.conda", {"lib"});
  channel.add("linux-64/app-2.0-0.tar.bz2", {"lib", "ghost >=1"}).add("noarch/lib-1.0-0.conda");

  EXPECT_EQ(missing(channel, {"app"}),
            (Texts{"app 2.0 needs ghost >=1 of ghost: upstream has no such project",
                   "app 2.0 needs lib of lib: no list asks for it"}));
  EXPECT_EQ(missing(channel, {"app +deps"}),
            Texts{"app 2.0 needs ghost >=1 of ghost: upstream has no such project"});
}

TEST(CondaMissing, TellsWhyItIsMissing) {
  Channel channel;
  channel.add("linux-64/app-1.0-0.conda", {"lib >=2", "evil", "bad >=x!"});
  channel.add_all({"noarch/lib-1.0-0.conda", "noarch/lib-2.0-0.conda", "noarch/evil-1.0-0.conda",
                   "noarch/bad-1.0-0.conda"});

  EXPECT_EQ(missing(channel, {"app", "lib <2", "!evil", "bad"}),
            (Texts{"app 1.0 needs evil of evil: a line leaves it out",
                   "app 1.0 needs lib >=2 of lib: the lists ask for other versions only"}));
}

TEST(CondaMissing, LooksWhereTheDependentLooks) {
  Channel channel({"noarch", "linux-64", "osx-64"});
  channel.add("linux-64/app-1.0-0.conda", {"lib"}).add("noarch/pure-1.0-0.conda", {"lib"});
  channel.add("osx-64/lib-1.0-0.conda", {"lib 7"});

  EXPECT_EQ(missing(channel, {"app", "pure", "lib"}),
            Texts{"app 1.0 needs lib of lib: the lists ask for other versions only"});
}

}  // namespace

}  // namespace adder::testing
