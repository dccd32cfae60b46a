#include "tests/support/loopback_server.h"

#include "tests/support/gzip.h"

#include <gtest/gtest.h>

#include <arpa/inet.h>
#include <sys/socket.h>

#include <string>

namespace adder::testing {

namespace {

// What the server says to these bytes, until it closes the connection.
std::string reply_to(const LoopbackServer& server, const std::string& request) {
  sockaddr_in name = {};
  name.sin_family = AF_INET;
  name.sin_port = htons(server.port());
  ::inet_pton(AF_INET, "127.0.0.1", &name.sin_addr);
  const io::Fd fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  EXPECT_EQ(::connect(*fd, reinterpret_cast<sockaddr*>(&name), sizeof name), 0);
  ::send(*fd, request.data(), request.size(), MSG_NOSIGNAL);
  ::shutdown(*fd, SHUT_WR);

  std::string reply;
  char bytes[4096];
  for (;;) {
    const auto count = ::recv(*fd, bytes, sizeof bytes, 0);
    if (count <= 0) return reply;
    reply.append(bytes, static_cast<std::size_t>(count));
  }
}

std::string get(const std::string& path, const std::string& more = {}) {
  return "GET " + path + " HTTP/1.1\r\nHost: x\r\n" + more + "\r\n";
}

TEST(LoopbackServer, AnswersSeveralRequestsOverOneConnection) {
  LoopbackServer server;
  server.offer("/a", "first");
  server.offer("/b", "second");

  const auto reply = reply_to(server, get("/a") + get("/b?x=1"));

  EXPECT_NE(reply.find("first"), reply.npos);
  EXPECT_NE(reply.find("second"), reply.npos);
  ASSERT_EQ(server.seen("/b").size(), 1u);
  EXPECT_EQ(server.seen("/b")[0].target, "/b?x=1");
  EXPECT_EQ(server.connections(), 1);
}

TEST(LoopbackServer, GivesTheRangeThatIsAskedFor) {
  LoopbackServer server;
  server.offer("/a", "0123456789", {{"ETag", "\"v1\""}});

  const auto part = reply_to(server, get("/a", "Range: bytes=4-\r\nIf-Range: \"v1\"\r\n"));
  const auto whole = reply_to(server, get("/a", "Range: bytes=4-\r\nIf-Range: \"v0\"\r\n"));
  const auto none = reply_to(server, get("/a", "Range: bytes=10-\r\n"));

  EXPECT_TRUE(part.starts_with("HTTP/1.1 206")) << part;
  EXPECT_NE(part.find("Content-Range: bytes 4-9/10"), part.npos);
  EXPECT_TRUE(part.ends_with("\r\n\r\n456789"));
  EXPECT_TRUE(whole.starts_with("HTTP/1.1 200"));
  EXPECT_TRUE(none.starts_with("HTTP/1.1 416"));
}

TEST(LoopbackServer, KnowsWhatTheClientAlreadyHas) {
  LoopbackServer server;
  server.offer("/a", "text", {{"ETag", "\"v1\""}});

  const auto reply = reply_to(server, get("/a", "If-None-Match: \"v1\"\r\n"));

  EXPECT_TRUE(reply.starts_with("HTTP/1.1 304"));
  EXPECT_TRUE(reply.ends_with("\r\n\r\n"));
}

TEST(LoopbackServer, MisfortunesHappenInTheirOrderAndThenEnd) {
  LoopbackServer server;
  server.offer("/a", "0123456789").then_fail(503, 2, {{"Retry-After", "1"}}).then_break_after(3);

  EXPECT_TRUE(reply_to(server, get("/a")).starts_with("HTTP/1.1 503"));
  EXPECT_NE(reply_to(server, get("/a")).find("Retry-After: 1\r\n"), std::string::npos);
  EXPECT_TRUE(reply_to(server, get("/a")).ends_with("\r\n\r\n012"));
  EXPECT_TRUE(reply_to(server, get("/a")).ends_with("0123456789"));
}

TEST(LoopbackServer, ALongerPrefixAnswersFirst) {
  LoopbackServer server;
  server.handle("/", [](const SeenRequest&) { return Answer{.body = "root"}; });
  server.handle("/deep/", [](const SeenRequest& request) { return Answer{.body = request.path}; });

  EXPECT_TRUE(reply_to(server, get("/x")).ends_with("root"));
  EXPECT_TRUE(reply_to(server, get("/deep/x")).ends_with("/deep/x"));
}

TEST(LoopbackServer, SaysAnyLengthItIsTold) {
  LoopbackServer server;
  server.offer("/lie", "12345").always([](Answer& answer) { answer.claimed_length = 99; });
  server.offer("/chunks", "12345").always([](Answer& answer) {
    answer.framing = Answer::Framing::chunked;
    answer.drip_bytes = 2;
  });

  EXPECT_NE(reply_to(server, get("/lie")).find("Content-Length: 99\r\n"), std::string::npos);
  EXPECT_TRUE(
      reply_to(server, get("/chunks")).ends_with("2\r\n12\r\n2\r\n34\r\n1\r\n5\r\n0\r\n\r\n"));
}

TEST(Gzip, PacksABombSmall) {
  const auto bomb = gzip_bomb(std::size_t{50} << 20);

  EXPECT_LT(bomb.size(), 100'000u);
  EXPECT_TRUE(gzip("hello").starts_with("\x1f\x8b"));
}

}  // namespace

}  // namespace adder::testing
