#include "tests/support/loopback_answer.h"

#include "base/core/text.h"

#include <algorithm>
#include <charconv>
#include <functional>

namespace adder::testing {

namespace {

std::string value_of(const Headers& headers, std::string_view name) {
  for (const auto& [key, value] : headers) {
    if (lower(key) == lower(name)) return value;
  }
  return {};
}

// What "bytes=N-" and "bytes=N-M" ask for, the forms a resuming client needs.
struct Span {
  std::size_t first = 0;
  std::size_t last = 0;
};

std::optional<Span> wanted_range(const std::string& range, std::size_t size) {
  if (!range.starts_with("bytes=") || size == 0) return {};
  Span span{.last = size - 1};
  const auto numbers = std::string_view(range).substr(6);
  const auto* const end = numbers.data() + numbers.size();
  const auto [dash, problem] = std::from_chars(numbers.data(), end, span.first);
  if (problem != std::errc() || dash == end || *dash != '-') return {};
  std::from_chars(dash + 1, end, span.last);
  span.last = std::min(span.last, size - 1);
  return span;
}

bool knows_it_already(const SeenRequest& request, const Answer& answer) {
  if (!request.if_none_match.empty()) return request.if_none_match == answer.header("ETag");
  const auto since = request.header("If-Modified-Since");
  return !since.empty() && since == answer.header("Last-Modified");
}

bool may_give_a_part(const SeenRequest& request, const std::string& etag) {
  return !request.range.empty() && (request.if_range.empty() || request.if_range == etag);
}

std::string etag_of(const std::string& body) {
  return cat("\"", std::hash<std::string>()(body), '"');
}

void cut_to_range(Answer& answer, const SeenRequest& request) {
  const auto size = answer.body.size();
  const auto span = wanted_range(request.range, size);
  if (!span) return;
  if (span->first >= size || span->first > span->last) {
    answer.status = 416;
    answer.set("Content-Range", cat("bytes */", size));
    answer.body.clear();
    return;
  }
  answer.status = 206;
  answer.set("Content-Range", cat("bytes ", span->first, '-', span->last, '/', size));
  answer.body = answer.body.substr(span->first, span->last - span->first + 1);
}

}  // namespace

std::string SeenRequest::header(std::string_view name) const {
  return value_of(headers, name);
}

std::string Answer::header(std::string_view name) const {
  return value_of(headers, name);
}

void Answer::set(std::string_view name, std::string value) {
  drop(name);
  headers.emplace_back(name, std::move(value));
}

void Answer::drop(std::string_view name) {
  std::erase_if(headers, [&](const auto& header) { return lower(header.first) == lower(name); });
}

Answer honest_answer(const SeenRequest& request, const std::string& body, const Headers& headers) {
  Answer answer{.headers = headers, .body = body};
  if (answer.header("ETag").empty()) answer.set("ETag", etag_of(body));
  answer.set("Accept-Ranges", "bytes");

  if (knows_it_already(request, answer)) {
    answer.status = 304;
    answer.body.clear();
  } else if (may_give_a_part(request, answer.header("ETag"))) {
    cut_to_range(answer, request);
  }
  return answer;
}

Answer redirect_to(std::string location, int status) {
  return {.status = status, .headers = {{"Location", std::move(location)}}};
}

}  // namespace adder::testing
