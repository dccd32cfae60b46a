#include "tests/support/source_tree.h"

namespace adder::testing {

std::filesystem::path source_tree() {
  return ADDER_SOURCE;
}

}  // namespace adder::testing
