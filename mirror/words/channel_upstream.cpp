#include "mirror/words/channel_upstream.h"

#include "base/net/url.h"

namespace adder::mirror {

std::string upstream_url(const std::string& upstream) {
  return upstream.starts_with('/') ? net::file_url(upstream) : upstream;
}

std::optional<std::filesystem::path> upstream_folder(const std::string& upstream) {
  if (upstream.starts_with('/')) return upstream;
  const auto url = net::parse_url(upstream);
  if (!url || url->scheme != "file") return std::nullopt;
  return net::percent_decode(url->path);
}

}  // namespace adder::mirror
