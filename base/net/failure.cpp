#include "base/net/failure.h"

#include "base/core/text.h"
#include "base/core/units.h"

namespace adder::net {

namespace {

// The URL asked for, and where it led if that was elsewhere.
std::string where(const Job& job) {
  const auto asked = without_secrets(job.request.url);
  const auto now = job.url.words();
  return job.redirects == 0 ? asked : cat(asked, " (redirected to ", now, ')');
}

std::string tries(const Job& job) {
  return job.attempt == 1 ? "" : cat("tried ", job.attempt, " times, at last: ");
}

// OpenSSL's words for an answer that is not TLS at all.
std::string what_to_check(std::string_view why) {
  if (lower(why).find("wrong version number") != std::string::npos) {
    return "does this server speak https? check 'upstream'";
  }
  return "check the network, 'upstream' and 'proxy' in adder.toml; the next sync tries again";
}

Error ended(Error::Kind kind, const Job& job, std::string_view what, std::string_view why,
            std::string hint = {}) {
  return {kind, lines({cat(where(job), ": ", what), cat("  ", printable(why))}), std::move(hint)};
}

}  // namespace

Error too_long(const Job& job) {
  return ended(Error::Kind::too_long, job, "longer than expected",
               cat("expected at most ", job.request.most_bytes, " bytes"));
}

Error too_many_redirects(const Job& job) {
  return ended(Error::Kind::unavailable, job, "redirected too often",
               cat("gave up after ", job.redirects, " redirects"));
}

Error not_reached(const Job& job, std::string_view why) {
  return ended(Error::Kind::unavailable, job, "cannot be fetched", cat(tries(job), why),
               what_to_check(why));
}

Error broken_redirect(const Job& job, std::string_view why) {
  return ended(Error::Kind::blocked, job, "redirected to nowhere we go", why);
}

Error downgraded(const Job& job, const Url& to) {
  return ended(Error::Kind::blocked, job, "redirected from https down to http",
               cat("to ", to.words()));
}

Error asked_for_patience(const Job& job, std::string_view why, std::chrono::seconds asked) {
  return ended(Error::Kind::unavailable, job, "cannot be fetched now",
               cat(why, " and asked us to come back in ", human_duration(asked)),
               "run the same command again then");
}

Error cancelled(const Job& job) {
  return {Error::Kind::cancelled, cat(where(job), ": stopped before it was done")};
}

Error unwanted_encoding(const Job& job, std::string_view encoding) {
  return ended(Error::Kind::corrupt, job, "packed in a way nobody asked for",
               cat("Content-Encoding: ", encoding.substr(0, 40)));
}

Error cannot_be_decoded(const Job& job) {
  return ended(Error::Kind::corrupt, job, "cannot be unpacked",
               cat(tries(job), "the body is not what its Content-Encoding says"));
}

Error not_trusted(const Job& job, std::string_view why) {
  return ended(Error::Kind::unavailable, job, "the server's certificate is not trusted", why,
               "if its authority is your own, name it with 'ca_file' in [network]");
}

}  // namespace adder::net
