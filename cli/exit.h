#pragma once

#include "base/core/error.h"

#include <initializer_list>

namespace adder::cli {

// How the program ends; docs/exit-codes.md tells what each means.
enum class Exit {
  done = 0,
  incomplete = 1,
  wrong_usage = 2,
  nothing_published = 3,
  busy = 4,
  interrupted = 130,
  terminated = 143,
};

Exit exit_for(const Error& error);

// Where several apply: 4 before 2 before 3 before 1 before 0; signals before them all.
Exit weightiest(std::initializer_list<Exit> exits);

}  // namespace adder::cli
