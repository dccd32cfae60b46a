#include "base/io/zip_reader.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <unordered_set>

// No member stands twice, none lies outside the file, and what is read is as long as it was said to
// be and no longer than we asked.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::uint64_t most = 1 << 20;
  const adder::io::Fd memory(::memfd_create("zip", MFD_CLOEXEC));
  if (::write(*memory, data, size) != static_cast<ssize_t>(size)) return 0;
  const auto zip = adder::io::ZipReader::open("/proc/self/fd/" + std::to_string(*memory));
  if (!zip) return 0;

  std::unordered_set<std::string> names;
  for (const auto& member : zip->members()) {
    if (!names.insert(member.name).second) std::abort();
    if (member.packed_size > size || member.data_at > size - member.packed_size) std::abort();
    const auto bytes = zip->read(member, most);
    if (bytes && (bytes->size() != member.size || bytes->size() > most)) std::abort();
  }
  return 0;
}
