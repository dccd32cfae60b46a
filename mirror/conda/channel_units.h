#pragma once

#include "base/core/result.h"
#include "mirror/store/store.h"
#include "mirror/words/config.h"

#include <string>
#include <vector>

namespace adder::mirror {

// The subdirs that a channel is mirrored in: noarch always, and first.
std::vector<std::string> subdirs_of(const ChannelConfig& channel);

// The units that it is published as: its subdirs, then the channel's own.
std::vector<std::string> units_of(const ChannelConfig& channel);

// The units of its subdirs that are published, also of those that adder.toml no longer names.
Result<std::vector<std::string>> published_subdirs(const Store& store, const std::string& channel);

}  // namespace adder::mirror
