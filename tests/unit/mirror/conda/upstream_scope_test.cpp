#include "mirror/conda/upstream_scope.h"

#include "mirror/conda/subdir_place.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <vector>

namespace adder::testing {

namespace {

using Words = std::vector<std::string>;

Words upstreams(const Words& configured, const std::string& token = "") {
  mirror::ChannelConfig config;
  config.upstreams = configured;
  if (!token.empty()) {
    ::setenv("DEMO_TOKEN", token.c_str(), 1);
    config.token_env = "DEMO_TOKEN";
  }
  auto found = mirror::channel_upstreams(config);
  ::unsetenv("DEMO_TOKEN");
  return found;
}

TEST(ChannelUpstreams, EndInASlashAndNameNoUser) {
  EXPECT_EQ(upstreams({"https://conda.anaconda.org/x", "http://me:secret@host:8080/a/b/?q=1",
                       "/srv/my channel", "file:/srv/x/"}),
            (Words{"https://conda.anaconda.org/x/", "http://host:8080/a/b/",
                   "file:///srv/my%20channel/", "file:///srv/x/"}));
}

TEST(ChannelUpstreams, TakeTheTokenIntoTheirPath) {
  EXPECT_EQ(upstreams({"https://conda.anaconda.org/x", "https://host/t/own/x",
                       "https://me:secret@host/x", "/srv/x"},
                      " a-token\n"),
            (Words{"https://conda.anaconda.org/t/a-token/x/", "https://host/t/own/x/",
                   "https://host/x/", "file:///srv/x/"}));
  EXPECT_EQ(upstreams({"https://host/x"}, "a/b c"), Words{"https://host/t/a%2Fb%20c/x/"});
  EXPECT_EQ(upstreams({"https://host/x"}, " \n"), Words{"https://host/x/"});
}

TEST(ChannelUpstreams, TheirTokenCanBeTakenOutOfATextAndPutBack) {
  const auto token = mirror::path_token("https://host/t/to-1/x/");
  EXPECT_EQ(token, "to-1");
  EXPECT_EQ(mirror::path_token("https://host/x/"), "");
  const std::string text = "https://host/t/to-1/x/noarch/";
  const auto without = mirror::without_token(text, token);
  EXPECT_EQ(without, "https://host/t/***/x/noarch/");
  EXPECT_EQ(mirror::with_token(without, token), text);
  EXPECT_EQ(mirror::with_token(without, "new"), "https://host/t/new/x/noarch/");
  EXPECT_EQ(mirror::without_token("../t/other/", token), "../t/other/");
}

TEST(ChannelUpstreams, AFolderIsMeantFromTheIndexOn) {
  const auto folder = [](std::string_view reference) {
    const auto url = mirror::resolved_folder("https://host/x/noarch/repodata.json", reference);
    return url ? *url : url.error().words();
  };
  EXPECT_EQ(folder(""), "https://host/x/noarch/");
  EXPECT_EQ(folder("./shards"), "https://host/x/noarch/shards/");
  EXPECT_EQ(folder("../all/"), "https://host/x/all/");
  EXPECT_EQ(folder("//cdn.example.org/y?z=1"), "https://cdn.example.org/y/");
  EXPECT_EQ(folder("https://me:secret@cdn.example.org/y/"), "https://cdn.example.org/y/");
  EXPECT_NE(folder("ftp://x/").find("is not a URL to use"), std::string::npos);
}

}  // namespace

}  // namespace adder::testing
