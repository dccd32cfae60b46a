#include "base/core/problem.h"

#include "base/core/text.h"

namespace adder {

std::string Problem::words() const {
  if (file.empty()) return text;
  return line > 0 ? cat(file, ':', line, ": ", text) : cat(file, ": ", text);
}

}  // namespace adder
