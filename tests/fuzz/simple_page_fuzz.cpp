#include "base/pypi/file_name.h"
#include "base/pypi/simple_reader.h"
#include "base/pypi/simple_writer.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

// No file with an unsafe name comes out of a page; what we write of one reads the same, and the
// HTML holds no more tags than we gave it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::string_view base = "https://example.org/pypi/simple/demo/";
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto page =
      adder::pypi::read_project_page(text, base, [](std::string_view, std::string_view) {});
  if (!page) return 0;
  for (const auto& file : page->files) {
    if (!adder::pypi::is_safe_file_name(file.filename)) std::abort();
  }
  const auto html = adder::pypi::write_project_html(*page);
  if (html.find("<script") != html.npos) std::abort();

  const auto json = adder::pypi::write_project_json(*page);
  auto again = adder::pypi::read_project_page(
      json, base, [](std::string_view, std::string_view) { std::abort(); });
  if (!again) std::abort();
  again->api_version = page->api_version;
  if (*again != *page) std::abort();
  return 0;
}
