#pragma once

#include <filesystem>

namespace adder::testing {

// Makes a certificate authority and, signed by it, a certificate for localhost and 127.0.0.1, which
// a client may show too: ca.pem, server.pem and server.key in this folder. False where openssl
// could not.
bool make_certificate(const std::filesystem::path& folder);

}  // namespace adder::testing
