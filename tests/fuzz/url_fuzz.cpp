#include "base/net/url.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

// A URL that was read can be written and read again, and shows nothing it should hide.
void check(const adder::net::Url& url) {
  const auto again = adder::net::parse_url(url.full());
  if (!again || *again != url) std::abort();
  const auto words = url.words();
  const auto place = words.substr(0, words.find('/', words.find("//") + 2));
  if (words.find('?') != words.npos || place.find('@') != place.npos) std::abort();
}

}  // namespace

// The first line is a base, the second a reference on it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto first_line = text.substr(0, text.find('\n'));
  const auto rest = first_line.size() < text.size() ? text.substr(first_line.size() + 1) : "";

  static_cast<void>(adder::net::without_secrets(text));
  static_cast<void>(adder::net::percent_decode(text));
  const auto base = adder::net::parse_url(first_line);
  if (!base) return 0;
  check(*base);
  const auto url = adder::net::resolve(*base, rest);
  if (!url) return 0;
  check(*url);
  if (!url->user_info.empty() || url->path.find("/../") != url->path.npos) std::abort();
  return 0;
}
