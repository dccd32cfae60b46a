#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace adder::mirror {

// The upstream of a channel as a URL: a folder of this machine becomes file:///srv/channel.
std::string upstream_url(const std::string& upstream);

// The folder of this machine that it is, however it is written; nothing for a server.
std::optional<std::filesystem::path> upstream_folder(const std::string& upstream);

}  // namespace adder::mirror
