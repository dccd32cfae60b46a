#include "base/core/text.h"
#include "tests/support/temp_folder.h"
#include "tests/unit/base/net/client_fixture.h"

#include <gtest/gtest.h>

#include <sys/stat.h>

#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace adder::testing {

namespace {

namespace fs = std::filesystem;

// Does something as soon as the body begins.
class Interfering final : public net::Receiver {
 public:
  explicit Interfering(std::function<void()> interfere) : interfere_(std::move(interfere)) {}
  Result<void> begin(const net::Head& /*head*/, std::uint64_t /*offset*/) override {
    interfere_();
    return {};
  }
  Result<void> write(std::span<const std::byte> /*bytes*/) override { return {}; }

 private:
  std::function<void()> interfere_;
};

// The upstream is a folder of this machine.
class ClientFiles : public ClientTest {
 protected:
  ClientFiles() {
    folder.write("channel/noarch/a", "hello");
    folder.write("secret", "secret");
    scope->upstreams = {url("channel")};
  }

  std::string url(std::string_view path) const {
    return cat("file://", folder.path().native(), '/', path);
  }
  // The status, or the words of an error.
  std::string answer(const std::string& path) {
    const auto response = fetch(request(url(path)));
    return response ? std::to_string(response->head.status) : response.error().words();
  }
  fs::path in_channel(std::string_view path) const { return folder.path() / "channel" / path; }

  TempFolder folder;
};

TEST_F(ClientFiles, AFileOfTheUpstreamIsReadFromDisk) {
  const auto response = fetch(request(url("channel/noarch/a")));

  ASSERT_TRUE(response) << response.error().words();
  EXPECT_EQ(text.text, "hello");
  EXPECT_EQ(response->head.status, 200);
  EXPECT_EQ(response->head.url, url("channel/noarch/a"));
  EXPECT_EQ(response->head.total_size, 5u);
  EXPECT_EQ(response->received, 5u);
}

TEST_F(ClientFiles, WhatHasNotChangedIsNotReadAgain) {
  const auto first = fetch(request(url("channel/noarch/a")));
  ASSERT_TRUE(first);
  auto again = request(url("channel/noarch/a"));
  again.if_none_match = first->head.etag;
  text.text.clear();

  const auto unchanged = fetch(again);
  ASSERT_TRUE(unchanged);
  EXPECT_EQ(unchanged->head.status, 304);
  EXPECT_EQ(text.text, "");

  folder.write("channel/noarch/new", "HELLO");
  fs::rename(in_channel("noarch/new"), in_channel("noarch/a"));
  const auto changed = fetch(again);
  ASSERT_TRUE(changed);
  EXPECT_EQ(changed->head.status, 200);
  EXPECT_EQ(text.text, "HELLO");
}

TEST_F(ClientFiles, WhatIsNotThereOrNoFileIsAbsent) {
  ASSERT_EQ(::mkfifo(in_channel("pipe").c_str(), 0600), 0);
  for (const std::string path : {"nothing", "noarch", "noarch/a/b", "pipe", "no/such/folder", ""}) {
    EXPECT_EQ(answer("channel/" + path), "404") << path;
  }
}

TEST_F(ClientFiles, AnEncodedNameIsWhatItMeans) {
  folder.write("channel/a b+c!.conda", "x");
  scope->upstreams = {url("ch%61nnel/")};

  EXPECT_EQ(answer("channel/a%20b+c%21.conda"), "200");
  EXPECT_EQ(answer("channel/a%00b"),
            cat(url("channel/a%00b"), ": not asked for\n  it lies in no ", "upstream's folder"));
}

TEST_F(ClientFiles, ALinkWithinTheUpstreamIsFollowedAndOneThatLeavesItIsNot) {
  fs::create_symlink("noarch", in_channel("latest"));
  fs::create_symlink("../noarch/a", in_channel("noarch/b"));
  fs::create_symlink("../../secret", in_channel("noarch/out"));
  fs::create_symlink(folder.path(), in_channel("absolute"));

  EXPECT_EQ(answer("channel/latest/a"), "200");
  EXPECT_EQ(answer("channel/noarch/b"), "200");
  for (const std::string path : {"noarch/out", "absolute/secret", "noarch/%2e%2e/%2e%2e/secret"}) {
    EXPECT_TRUE(answer("channel/" + path).ends_with("' leads out of its folder")) << path;
  }
}

TEST_F(ClientFiles, NothingElseOnThisMachineIsRead) {
  folder.write("channel-2/a", "not ours");
  for (const std::string path : {"secret", "channel-2/a", "channel/../secret"}) {
    EXPECT_NE(answer(path), "200") << path;
  }
  const auto elsewhere = fetch(request("file://elsewhere" + in_channel("noarch/a").native()));
  ASSERT_FALSE(elsewhere);
  EXPECT_EQ(elsewhere.error().kind(), Error::Kind::blocked);
  EXPECT_EQ(text.text, "");
}

TEST_F(ClientFiles, NoServerLeadsToAFile) {
  scope->upstreams.push_back(upstream.url());
  upstream.offer("/a", "").then_redirect(url("channel/noarch/a"), Offer::kAlways);

  const auto response = fetch("/a");

  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().kind(), Error::Kind::blocked);
  EXPECT_EQ(text.text, "");
}

TEST_F(ClientFiles, AFolderThatIsNotThereIsNoEmptyOne) {
  scope->upstreams = {url("not-mounted")};

  const auto response = fetch(request(url("not-mounted/a")));

  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().kind(), Error::Kind::unavailable);
  EXPECT_EQ(response.error().hint(), "is the disk mounted?");
}

TEST_F(ClientFiles, AFileThatChangesUnderOurEyesIsNotTaken) {
  Interfering receiver([&] { folder.write("channel/noarch/a", "hello, and more"); });
  auto wish = request(url("channel/noarch/a"));
  wish.receiver = &receiver;

  const auto response = fetch(wish);

  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().kind(), Error::Kind::unavailable);
  EXPECT_TRUE(response.error().words().ends_with("': changed while it was being read"));
}

TEST_F(ClientFiles, ItsSizeIsBoundedAsThatOfAnyBody) {
  auto wish = request(url("channel/noarch/a"));
  wish.most_bytes = 4;

  const auto response = fetch(wish);

  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().kind(), Error::Kind::too_long);
}

TEST_F(ClientFiles, ManyAreReadWhileOthersComeOverTheNetwork) {
  scope->upstreams.push_back(upstream.url());
  upstream.offer("/a", "from afar");
  auto client = net::Client::open(settings, stop.get_token());
  ASSERT_TRUE(client);
  int done = 0;
  std::vector<net::TextReceiver> texts(101);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    auto wish = request(i == 50 ? upstream.url("/a") : url("channel/noarch/a"));
    wish.receiver = &texts[i];
    client->start(std::move(wish), [&](const auto& response) { done += response ? 1 : 0; });
  }

  ASSERT_TRUE(client->run());

  EXPECT_EQ(done, 101);
  EXPECT_EQ(texts[50].text, "from afar");
  EXPECT_EQ(texts[100].text, "hello");
}

TEST_F(ClientFiles, AStopIsHeardInTheMiddleOfOne) {
  folder.write("channel/noarch/a", std::string(5'000'000, 'x'));
  Interfering receiver([&] { stop.request_stop(); });
  auto wish = request(url("channel/noarch/a"));
  wish.receiver = &receiver;

  const auto response = fetch(wish);

  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().kind(), Error::Kind::cancelled);
}

}  // namespace

}  // namespace adder::testing
