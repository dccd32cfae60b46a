#pragma once

#include "cli/command.h"

namespace adder::cli {

void add_requests_missing(CLI::App& requests, Commands& commands);

}  // namespace adder::cli
