#include "base/core/text.h"
#include "base/net/http_fields.h"
#include "base/net/server_head.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

// What a server writes into its head never brings a number that misleads us.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const adder::Time now{std::chrono::seconds(1'700'000'000)};

  const auto range = adder::net::parse_content_range(text);
  if (range && (range->first > range->last || (range->total && range->last >= *range->total)))
    std::abort();
  const auto wait = adder::net::parse_retry_after(text, now);
  if (wait && (wait->count() < 0 || *wait > std::chrono::hours(24 * 366))) std::abort();
  const auto status = adder::net::parse_status_line(text);
  if (status && (*status < 100 || *status > 999)) std::abort();
  if (adder::net::is_strong_etag(text) && !adder::net::is_etag(text)) std::abort();

  adder::net::ServerHead head;
  for (const auto line : adder::split(text, '\n')) head.add(line, now);
  const auto& etag = head.head.etag;
  if (!etag.empty() && !adder::net::is_etag(etag)) std::abort();
  if (head.head.last_modified.find_first_of("\r\n") != std::string::npos) std::abort();
  return 0;
}
