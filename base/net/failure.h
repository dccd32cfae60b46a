#pragma once

#include "base/core/error.h"
#include "base/net/job.h"

#include <chrono>
#include <cstdint>
#include <string_view>

namespace adder::net {

// How a request can end badly, in words. None of them holds credentials or a query.

Error too_long(const Job& job);
Error too_many_redirects(const Job& job);
Error not_reached(const Job& job, std::string_view why);
Error broken_redirect(const Job& job, std::string_view why);
Error downgraded(const Job& job, const Url& to);
Error asked_for_patience(const Job& job, std::string_view why, std::chrono::seconds asked);
Error cancelled(const Job& job);
Error unwanted_encoding(const Job& job, std::string_view encoding);
Error cannot_be_decoded(const Job& job);
Error not_trusted(const Job& job, std::string_view why);

}  // namespace adder::net
