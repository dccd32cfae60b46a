#pragma once

#include "base/net/client.h"
#include "base/net/curl_handle.h"
#include "base/net/scope_rules.h"

namespace adder::net {

// What is held already and can be continued: nothing, if no strong validator came with it.
Receiver::Part resumable(const Request& request);

// The header lines of a request that goes on after `held`. Nothing that a stranger once told us is
// in them unless it is what it should be: it could end a line and begin another.
HeaderList header_lines(const Request& request, const Receiver::Part& held, const Login* login);

// Tells libcurl the user's name and password, or to look into netrc, or neither.
enum class Netrc { read, ignore };
void set_login(CURL* easy, const Login* login, Netrc netrc);

}  // namespace adder::net
