#include "mirror/conda/upstream_scope.h"

#include "base/core/text.h"
#include "base/core/uri.h"
#include "base/net/url.h"
#include "mirror/words/channel_upstream.h"

#include <cstdlib>
#include <utility>

namespace adder::mirror {

namespace {

constexpr std::string_view kTokenPath = "/t/";
constexpr std::string_view kMask = "***";

// Files and `echo` end a token with a newline.
std::string token_of(const ChannelConfig& config) {
  const char* const value =
      config.token_env.empty() ? nullptr : std::getenv(config.token_env.c_str());
  return value == nullptr ? std::string() : percent_encode(trim(value));
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (auto at = text.find(from); at != text.npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

}  // namespace

std::shared_ptr<const net::Scope> upstream_scope(const ChannelConfig& config) {
  net::Scope scope{.upstreams = {}, .hosts = config.hosts, .token = {}, .name = config.name};
  for (const auto& upstream : config.upstreams) scope.upstreams.push_back(upstream_url(upstream));
  return std::make_shared<const net::Scope>(std::move(scope));
}

std::vector<std::string> channel_upstreams(const ChannelConfig& config) {
  const auto token = token_of(config);
  std::vector<std::string> upstreams;
  for (const auto& upstream : config.upstreams) {
    auto url = net::parse_url(upstream_url(upstream));
    if (!url) continue;  // the configuration was checked before
    const bool takes_token =
        url->scheme != "file" && url->user_info.empty() && !url->path.starts_with(kTokenPath);
    if (!token.empty() && takes_token) url->path = cat(kTokenPath, token, url->path);
    if (!url->path.ends_with('/')) url->path += '/';
    upstreams.push_back(url->public_part());
  }
  return upstreams;
}

std::string path_token(const std::string& upstream) {
  const auto url = net::parse_url(upstream);
  const auto at = url ? url->path.find(kTokenPath) : std::string::npos;
  if (at == std::string::npos) return {};
  const auto begin = at + kTokenPath.size();
  return url->path.substr(begin, url->path.find('/', begin) - begin);
}

std::string without_token(std::string text, const std::string& token) {
  if (token.empty()) return text;
  return replaced(std::move(text), cat(kTokenPath, token, '/'), cat(kTokenPath, kMask, '/'));
}

std::string with_token(std::string text, const std::string& token) {
  if (token.empty()) return text;
  return replaced(std::move(text), cat(kTokenPath, kMask, '/'), cat(kTokenPath, token, '/'));
}

}  // namespace adder::mirror
