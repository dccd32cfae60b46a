#include "tests/support/loopback_wire.h"

#include "base/core/text.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <charconv>
#include <span>
#include <thread>

namespace adder::testing {

namespace {

SeenRequest parse_head(std::string_view head) {
  SeenRequest request;
  const auto head_lines = split(head, '\n');
  const auto words = split(trim(head_lines.front()), ' ');
  if (words.size() >= 2) {
    request.method = words[0];
    request.target = words[1];
    request.path = words[1].substr(0, words[1].find('?'));
  }
  for (const auto line : std::span(head_lines).subspan(1)) {
    const auto colon = std::min(line.find(':'), line.size() - 1);
    request.headers.emplace_back(line.substr(0, colon), trim(line.substr(colon + 1)));
  }
  request.range = request.header("Range");
  request.if_range = request.header("If-Range");
  request.if_none_match = request.header("If-None-Match");
  return request;
}

bool send_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

// Waits until the other side goes, or the server is shut down.
void wait_for_the_end(int fd) {
  pollfd waiting = {.fd = fd, .events = POLLRDHUP, .revents = 0};
  ::poll(&waiting, 1, -1);
}

std::string head_of(const Answer& answer) {
  auto head = cat("HTTP/1.1 ", answer.status, " As Told\r\n");
  for (const auto& [name, value] : answer.headers) head += cat(name, ": ", value, "\r\n");
  const bool has_length = answer.framing == Answer::Framing::length || answer.claimed_length;
  if (has_length && answer.status != 304) {
    head += cat("Content-Length: ", answer.claimed_length.value_or(answer.body.size()), "\r\n");
  }
  if (answer.framing == Answer::Framing::chunked) head += "Transfer-Encoding: chunked\r\n";
  if (answer.framing == Answer::Framing::until_close) head += "Connection: close\r\n";
  return head + "\r\n";
}

std::string chunk(std::string_view bytes) {
  char digits[24];
  const auto end = std::to_chars(std::begin(digits), std::end(digits), bytes.size(), 16).ptr;
  return cat(std::string_view(digits, end), "\r\n", bytes, "\r\n");
}

bool send_rest(int fd, const Answer& answer) {
  const bool chunked = answer.framing == Answer::Framing::chunked;
  for (auto piece = answer.more(); !piece.empty(); piece = answer.more()) {
    if (!send_all(fd, chunked ? chunk(piece) : piece)) return false;
  }
  return true;
}

bool send_body(int fd, const Answer& answer) {
  auto body =
      std::string_view(answer.body).substr(0, answer.break_after.value_or(std::string::npos));
  const auto most =
      answer.drip_bytes > 0 ? answer.drip_bytes : std::max<std::size_t>(body.size(), 1);
  const bool chunked = answer.framing == Answer::Framing::chunked;
  while (!body.empty()) {
    const auto piece = body.substr(0, most);
    if (!send_all(fd, chunked ? chunk(piece) : std::string(piece))) return false;
    if (answer.drip_pause.count() > 0) std::this_thread::sleep_for(answer.drip_pause);
    body.remove_prefix(piece.size());
  }
  if (answer.more && !answer.break_after && !send_rest(fd, answer)) return false;
  return !chunked || answer.break_after || send_all(fd, "0\r\n\r\n");
}

}  // namespace

std::optional<SeenRequest> RequestReader::next() {
  auto end = buffer_.find("\r\n\r\n");
  while (end == buffer_.npos) {
    if (!read_more()) return {};
    end = buffer_.find("\r\n\r\n");
  }
  auto request = parse_head(std::string_view(buffer_).substr(0, end));
  buffer_.erase(0, end + 4);

  std::size_t length = 0;
  const auto text = request.header("Content-Length");
  std::from_chars(text.data(), text.data() + text.size(), length);
  while (buffer_.size() < length) {
    if (!read_more()) return {};
  }
  request.body = buffer_.substr(0, length);
  buffer_.erase(0, length);
  return request;
}

bool RequestReader::read_more() {
  char bytes[4096];
  const auto count = ::recv(fd_, bytes, sizeof bytes, 0);
  if (count <= 0) return false;
  buffer_.append(bytes, static_cast<std::size_t>(count));
  return true;
}

bool send_answer(int fd, const SeenRequest& request, const Answer& answer) {
  std::this_thread::sleep_for(answer.delay);
  if (answer.hang) return wait_for_the_end(fd), false;
  const bool only_head = request.method == "HEAD" || answer.status == 304;
  if (only_head) return send_all(fd, head_of(answer));

  const bool small = answer.drip_bytes == 0 && answer.framing == Answer::Framing::length &&
                     !answer.break_after && answer.body.size() < 65'536;
  // One packet where one is enough: what a test measures should be the client.
  if (small && !send_all(fd, head_of(answer) + answer.body)) return false;
  if (!small && (!send_all(fd, head_of(answer)) || !send_body(fd, answer))) return false;
  const bool lies = answer.claimed_length.value_or(answer.body.size()) > answer.body.size();
  return !answer.break_after && !lies && answer.framing != Answer::Framing::until_close;
}

}  // namespace adder::testing
