#include "base/net/server_head.h"

#include "base/core/text.h"

namespace adder::net {

void ServerHead::add(std::string_view line, Time now) {
  if (complete_) return;
  if (const auto status = parse_status_line(line)) {
    clear();
    head.status = *status;
  } else if (const auto field = parse_field(line)) {
    take(*field, now);
  } else {
    // The empty line.
    complete_ = head.status >= 200;
  }
}

void ServerHead::take(const Field& field, Time now) {
  const auto value = field.value;
  if (field.is("etag")) {
    if (is_etag(value)) head.etag = value;
  } else if (field.is("last-modified")) {
    if (is_date(value)) head.last_modified = value;
  } else if (field.is("content-type")) {
    head.content_type = value;
  } else if (field.is("content-length")) {
    if (!head.total_size) head.total_size = parse_whole_number(value);
  } else if (field.is("content-range")) {
    content_range = parse_content_range(value);
    head.total_size = content_range ? content_range->total : std::nullopt;
  } else if (field.is("content-encoding")) {
    // Said twice, it means packed twice.
    content_encoding += cat(content_encoding.empty() ? "" : ", ", lower(value));
  } else if (field.is("location")) {
    location = value;
  } else if (field.is("retry-after")) {
    retry_after = parse_retry_after(value, now);
  } else if (field.is("x-pypi-last-serial")) {
    head.serial = parse_whole_number(value);
  }
}

}  // namespace adder::net
