#pragma once

#include "base/core/result.h"

#include <filesystem>
#include <map>
#include <span>
#include <string>

namespace adder::io {

// The digests of a file's bytes in hex, by the names that Python's hashlib gives them: md5, sha512,
// sha3_256, blake2b ... What nobody here can compute is left out.
Result<std::map<std::string, std::string>> named_digests(const std::filesystem::path& path,
                                                         std::span<const std::string> names);

}  // namespace adder::io
