#pragma once

#include "base/net/address.h"
#include "mirror/words/config.h"

#include <memory>
#include <string>
#include <vector>

namespace adder::mirror {

// Which addresses the channel's upstreams may lead us to, and whose credentials go there.
std::shared_ptr<const net::Scope> upstream_scope(const ChannelConfig& config);

// Where the channel is, best first: URLs that end in a slash. The token that token_env names is a
// part of the path, as anaconda.org wants it, but for those that have credentials of their own.
std::vector<std::string> channel_upstreams(const ChannelConfig& config);

// The token in the path of such a URL; empty if it has none. A text that may repeat it goes into
// the ledger without it.
std::string path_token(const std::string& upstream);
std::string without_token(std::string text, const std::string& token);
std::string with_token(std::string text, const std::string& token);

}  // namespace adder::mirror
