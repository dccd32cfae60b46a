#pragma once

#include "base/core/checksum.h"
#include "base/core/result.h"
#include "base/io/sink.h"
#include "base/net/address.h"
#include "base/net/retry.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace adder::net {

// How this machine talks to others: one for all sections.
struct NetworkSettings {
  std::string proxy = {};  // empty: what http_proxy, https_proxy, all_proxy and no_proxy say
  std::filesystem::path ca_file = {};
  std::filesystem::path client_certificate = {};
  std::filesystem::path client_key = {};
  std::string contact = {};  // goes into the User-Agent
  bool netrc = false;        // asked for the configured upstreams only
  int connections = 32;
  int per_host = 16;
  std::uint64_t rate = 0;  // bytes a second for all transfers together; 0: no ceiling
  RetryPolicy retry = {};
  std::chrono::seconds connect_timeout{30};
  // An attempt is given up when it stays below stall_bytes a second for stall_timeout, and when it
  // lasts longer than stall_timeout and the time its size takes at `slowest` bytes a second. Its
  // size is what has arrived, or what is expected as far as that is ten minutes' worth.
  std::chrono::seconds stall_timeout{60};
  std::uint64_t stall_bytes = 30;
  std::uint64_t slowest = 10'000;
};

// What a server said before the body.
struct Head {
  int status = 0;
  std::string url = {};  // after redirects, without credentials and query; relative URLs start here
  std::string etag = {};           // fit to be sent back, else empty
  std::string last_modified = {};  // likewise
  std::string content_type = {};
  std::optional<std::uint64_t> serial = {};      // X-PyPI-Last-Serial
  std::optional<std::uint64_t> total_size = {};  // as the server says; unknown for a packed body
};

// Where one body goes. The client asks at each attempt how much is already there.
class Receiver : public io::Sink {
 public:
  struct Part {
    std::uint64_t bytes = 0;  // held from an earlier attempt, 0: none
    std::string etag;         // the strong validator those bytes came with, for If-Range
  };
  virtual Part held() { return {}; }

  // The body that follows starts at byte `offset`: what was held from there on is void. Called for
  // every 200 and 206 before its first byte; `head` has the new validators to keep.
  virtual Result<void> begin(const Head& head, std::uint64_t offset) = 0;
};

// Collects a small body in memory.
class TextReceiver final : public Receiver {
 public:
  Result<void> begin(const Head& head, std::uint64_t offset) override;
  Result<void> write(std::span<const std::byte> bytes) override;
  std::string text = {};
};

struct Request {
  // Credentials in it are not used: they are the scope's business. A file: URL is read from disk
  // below an upstream of the scope that is one itself; links that lead out of that are not
  // followed.
  std::string url = {};
  std::shared_ptr<const Scope> scope = {};  // which addresses and hosts, and whose credentials
  std::string accept = "*/*";
  enum class Trust { index, bytes } trust = Trust::bytes;  // an index stays on the upstream's host
  enum class Encoding { identity, compressed } encoding = Encoding::identity;
  std::string if_none_match = {};
  std::string if_modified_since = {};
  bool bypass_caches = false;    // Cache-Control: no-cache, for pages a CDN keeps too long
  std::uint64_t most_bytes = 0;  // after decoding; more is an error. 0 is no budget
  std::optional<std::uint64_t> expected_size = {};  // scales the deadline
  Receiver* receiver = nullptr;  // must live until done is called; null: the body is not wanted
};

// How a request ended. A status the protocol knows (200, 206, 304, 404, 403, 410 ...) is an answer;
// an Error is what no retry could mend. Its kinds:
//   unavailable  the server or the network, after all attempts; also 429 and 5xx
//   blocked      an address, a host or a scheme that the scope does not allow
//   too_long     more than most_bytes
//   corrupt      an encoding that cannot be undone
//   invalid      the URL itself
//   cancelled    stop was asked for
// and whatever the receiver returned. No words of ours hold a password, a token or a query.
struct Response {
  Head head;
  std::uint64_t received = 0;  // body bytes after decoding, all attempts together
  std::chrono::duration<double> took{};
};

// Many transfers at once on the calling thread: start() requests, then run() until all are done.
//
// Every callback comes from inside run(), and may start further requests. Retries, waits that a
// server asks for, resuming and limits are the client's business; the caller hears of the end.
// What is started waits for its turn in memory (about a kilobyte each): who has a hundred thousand
// requests starts the next ones as the first are done.
//
// ADDER_TEST_SERIAL=1 makes it one transfer at a time, each to its end, in the order started.
class Client {
 public:
  using Done = std::function<void(Result<Response>)>;

  static Result<Client> open(NetworkSettings settings, std::stop_token stop);
  Client(Client&&) noexcept;
  Client& operator=(Client&&) noexcept;
  ~Client();

  void start(Request request, Done done);

  // How many have been started and are not done.
  std::size_t under_way() const;

  // Returns when nothing is under way, or with `cancelled` as soon as stop was asked for; then
  // every unfinished request has been told so through its Done.
  Result<void> run();

  // Like run(), but also returns after this long: for callers with something to show meanwhile.
  Result<void> run_for(std::chrono::milliseconds most);

 private:
  class Engine;
  explicit Client(std::unique_ptr<Engine> engine);
  std::unique_ptr<Engine> engine_;
};

}  // namespace adder::net
