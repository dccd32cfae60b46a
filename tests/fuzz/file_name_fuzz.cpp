#include "base/pypi/file_name.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

// The first line is a project's name, the second a file's: whatever it is, it is never refused.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto first_line = text.substr(0, text.find('\n'));
  const auto rest = first_line.size() < text.size() ? text.substr(first_line.size() + 1) : "";
  const auto project = adder::pypi::ProjectName::parse(first_line);
  if (!project) return 0;

  const auto name = adder::pypi::parse_file_name(rest, *project);
  if (name.version_text.size() > rest.size()) std::abort();
  if (name.tags && name.kind != adder::pypi::FileKind::wheel) std::abort();
  const bool is_safe = adder::pypi::is_safe_file_name(rest);
  if (is_safe && (rest == ".." || rest.find('/') != rest.npos)) std::abort();
  return 0;
}
