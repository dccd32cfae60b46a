#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace adder::testing {

using Headers = std::vector<std::pair<std::string, std::string>>;

// One request as it arrived.
struct SeenRequest {
  std::string method;
  std::string target;  // as written: with its query, and absolute when we are asked as a proxy
  std::string path;    // the target without its query
  Headers headers;
  std::string body;
  int connection = 0;  // requests that came over one connection share this number
  std::chrono::steady_clock::time_point when;

  // What tests ask for most, each empty when absent.
  std::string range;
  std::string if_range;
  std::string if_none_match;

  // The value of a header, whatever the case of its name; empty when absent.
  std::string header(std::string_view name) const;
};

// What the server says. It is the truth unless a test makes it lie.
struct Answer {
  int status = 200;
  Headers headers = {};
  std::string body = {};

  enum class Framing { length, chunked, until_close } framing = Framing::length;
  // The body goes on with what this says, until it says nothing: bodies that are too long to keep.
  // Not for Framing::length.
  std::function<std::string()> more = {};
  std::optional<std::uint64_t> claimed_length = {};  // a Content-Length that is not the body's
  std::optional<std::size_t> break_after = {};       // cuts the connection after so many body bytes
  std::size_t drip_bytes = 0;                        // sends the body in pieces of this size ...
  std::chrono::milliseconds drip_pause{0};           // ... with a pause after each
  std::chrono::milliseconds delay{0};                // thinks for so long before the first byte
  bool hang = false;                                 // says nothing until the client has gone

  std::string header(std::string_view name) const;  // empty when absent
  // Replaces the header, or adds it.
  void set(std::string_view name, std::string value);
  void drop(std::string_view name);
};

// What an honest server says to this request: whole, a range of it, or 304. The ETag is made from
// the body unless `headers` has one.
Answer honest_answer(const SeenRequest& request, const std::string& body,
                     const Headers& headers = {});

Answer redirect_to(std::string location, int status = 302);

}  // namespace adder::testing
