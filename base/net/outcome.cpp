#include "base/net/outcome.h"

#include "base/core/text.h"

#include <string_view>

namespace adder::net {

namespace {

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

// Who says so is in trouble or has enough of us for now: both may pass.
bool may_pass(int status) {
  return status >= 500 || status == 429 || status == 408;
}

std::string_view meaning_of(int status) {
  switch (status) {
    case 408:
      return "request timeout";
    case 429:
      return "too many requests";
    case 500:
      return "internal server error";
    case 502:
      return "bad gateway";
    case 503:
      return "service unavailable";
    case 504:
      return "gateway timeout";
    default:
      return {};
  }
}

}  // namespace

Outcome judge(const ServerHead& said, bool asked_for_a_range) {
  const auto status = said.head.status;
  if (status == 416 && asked_for_a_range) return {.kind = Outcome::Kind::start_over};
  if (is_redirect(status)) {
    if (said.location.empty())
      return {.kind = Outcome::Kind::trouble,
              .words = cat("it answered ", status, " without saying where to go")};
    return {.kind = Outcome::Kind::redirected, .location = said.location};
  }
  if (may_pass(status)) {
    return {.kind = Outcome::Kind::trouble,
            .head = said.head,
            .words = cat("it answered ", status_words(status)),
            .asked_to_wait = said.retry_after};
  }
  return {.kind = Outcome::Kind::answered, .head = said.head};
}

bool continues(const ServerHead& said, const Receiver::Part& held) {
  const auto& range = said.content_range;
  if (!range || range->first != held.bytes) return false;
  // A part of the part would end like a whole one.
  if (range->total && range->last + 1 != *range->total) return false;
  return said.head.etag.empty() || said.head.etag == held.etag;
}

std::string status_words(int status) {
  const auto meaning = meaning_of(status);
  return meaning.empty() ? cat(status) : cat(status, " (", meaning, ')');
}

}  // namespace adder::net
