#pragma once

#include <string>
#include <string_view>

namespace adder::cli {

// What a page of docs/formats becomes in section 5 of the manual.
struct FormatPage {
  std::string_view file;   // adder.toml.md
  std::string_view name;   // adder.toml
  std::string_view about;  // the configuration of a mirror
};

// The manual page of so much Markdown as docs/formats uses: headings, paragraphs, bullets, tables,
// code, and in a line code, bold and links.
std::string format_page(const FormatPage& page, std::string_view markdown);

}  // namespace adder::cli
