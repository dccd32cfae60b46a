#include "mirror/words/channel_upstream.h"

#include <gtest/gtest.h>

namespace adder::testing {

namespace {

TEST(ChannelUpstream, IsAUrlHoweverItIsWritten) {
  EXPECT_EQ(mirror::upstream_url("https://conda.anaconda.org/x"), "https://conda.anaconda.org/x");
  EXPECT_EQ(mirror::upstream_url("file:/srv/x"), "file:/srv/x");
  EXPECT_EQ(mirror::upstream_url("/srv/my channel"), "file:///srv/my%20channel");
}

TEST(ChannelUpstream, IsAFolderOfThisMachineOrIsNot) {
  EXPECT_EQ(mirror::upstream_folder("/srv/my channel"), "/srv/my channel");
  EXPECT_EQ(mirror::upstream_folder("file:///srv/my%20channel"), "/srv/my channel");
  EXPECT_EQ(mirror::upstream_folder("https://conda.anaconda.org/x"), std::nullopt);
}

}  // namespace

}  // namespace adder::testing
