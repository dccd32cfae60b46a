#include "base/conda/dist_name.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

// A file name that was read can be written, and leads nowhere.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);

  const auto dist = adder::conda::DistName::parse(text);
  if (!dist) return 0;
  if (dist->file_name() != text) std::abort();
  if (text.find_first_of("/\\ \n") != text.npos || text.front() == '.') std::abort();
  if (text.find('\0') != text.npos || text.size() > 211) std::abort();
  return 0;
}
