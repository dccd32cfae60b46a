#pragma once

#include "base/core/result.h"
#include "base/net/job.h"

#include <stop_token>

namespace adder::net {

// Answers for a file: URL as a server would: 200 with the bytes, 304 where the validator is still
// the same, 403, 404. Its validator is made of size, inode and time of the last change. A folder
// that is not there, a disk in trouble and a file that changes under our eyes are `unavailable`.
Result<Response> answer_from_disk(Job& job, const std::stop_token& stop);

}  // namespace adder::net
