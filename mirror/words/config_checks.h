#pragma once

#include "base/core/result.h"

#include <string>
#include <string_view>

namespace adder::mirror {

// What the texts of adder.toml must look like. Each error says what was expected and what was
// found, without the passwords in it.

Result<void> check_one_line(const std::string& text);
Result<void> check_one_word(const std::string& text);
Result<void> check_pair(const std::string& text);           // SRC=DST
Result<void> check_variable_name(const std::string& text);  // of the environment
Result<void> check_name_suffix(const std::string& text);    // fit for a file name
Result<void> check_sha256(const std::string& text);

Result<void> check_http_url(const std::string& text);
// Of a channel: also a folder of this machine, as file:/PATH, /PATH or ./PATH.
Result<void> check_channel_upstream(const std::string& text);
Result<void> check_public_url(const std::string& text);  // without user, password and query
Result<void> check_proxy(const std::string& text);
Result<void> check_host(const std::string& text);       // a name or an address, nothing around it
Result<void> check_listen(const std::string& text);     // HOST:PORT
Result<void> check_network(const std::string& text);    // ADDRESS/BITS
Result<void> check_collector(const std::string& text);  // udp://HOST:PORT unix:PATH fifo:PATH
Result<void> check_store(const std::string& text);
Result<void> check_installer_source(const std::string& text);

Result<void> check_channel_name(const std::string& text);
Result<void> check_subdir(const std::string& text);
Result<void> check_python(const std::string& text);  // 3.12
Result<void> check_platform(const std::string& text);
Result<void> check_libc(const std::string& text);
Result<void> check_context(const std::string& text);

// Whether a collector's address can only be reached from this machine.
bool is_loopback_or_local(std::string_view collector);

}  // namespace adder::mirror
