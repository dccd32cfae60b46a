#include "base/io/archive_reader.h"
#include "base/io/fd.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>

// Nothing longer than allowed is handed over, and no name twice.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr adder::io::ArchiveLimits limits = {
      .most_each = 1 << 16, .most_unpacked = 1 << 20, .most_members = 100};
  const adder::io::Fd memory(::memfd_create("archive", MFD_CLOEXEC));
  if (::write(*memory, data, size) != static_cast<ssize_t>(size)) return 0;

  std::set<std::string> names;
  static_cast<void>(adder::io::read_archive(
      "/proc/self/fd/" + std::to_string(*memory), limits, [](std::string_view) { return true; },
      [&](std::string_view name, const std::string& bytes) {
        if (bytes.size() > limits.most_each || !names.emplace(name).second) std::abort();
        return adder::io::Walk::go_on;
      }));
  return 0;
}
