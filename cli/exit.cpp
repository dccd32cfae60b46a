#include "cli/exit.h"

#include <algorithm>
#include <array>

namespace adder::cli {

namespace {

constexpr std::array kByWeight = {Exit::done,        Exit::incomplete, Exit::nothing_published,
                                  Exit::wrong_usage, Exit::busy,       Exit::interrupted,
                                  Exit::terminated};

std::ptrdiff_t weight(Exit exit) {
  return std::ranges::find(kByWeight, exit) - kByWeight.begin();
}

}  // namespace

Exit exit_for(const Error& error) {
  switch (error.kind()) {
    case Error::Kind::invalid:
      return Exit::wrong_usage;
    case Error::Kind::busy:
      return Exit::busy;
    case Error::Kind::cancelled:
      return Exit::interrupted;
    case Error::Kind::not_found:
    case Error::Kind::corrupt:
    case Error::Kind::too_long:
    case Error::Kind::blocked:
    case Error::Kind::unavailable:
    case Error::Kind::denied:
    case Error::Kind::io:
    case Error::Kind::refused:
      return Exit::nothing_published;
  }
  return Exit::nothing_published;
}

Exit weightiest(std::initializer_list<Exit> exits) {
  return *std::ranges::max_element(exits, {}, weight);
}

}  // namespace adder::cli
