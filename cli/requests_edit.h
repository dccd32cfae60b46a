#pragma once

#include "cli/command.h"

namespace adder::cli {

// 'requests add' and 'requests remove', below the parser of 'requests'.
void add_requests_edit(CLI::App& requests, Commands& commands);

}  // namespace adder::cli
