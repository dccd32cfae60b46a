#include "mirror/lists/pypi_list.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

// Every line is a wish, an exclusion, an option that was warned of, or an error; and what a wish
// shows as its text is read as the same kind of wish again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);

  adder::Problems problems;
  const auto lines = adder::mirror::request_lines(text, "fuzz.list", problems);
  for (const auto& line : lines) {
    adder::mirror::RequestList list;
    adder::Problems found;
    adder::mirror::add_pypi_line(line, list, found);
    const auto outcomes = list.wishes.size() + list.exclusions.size() + found.errors.size();
    if (outcomes > 1 || (outcomes == 0 && found.warnings.empty())) std::abort();
    if (list.wishes.empty()) continue;
    static_cast<void>(list.wishes[0].name.matches("some-name"));
    adder::mirror::RequestList again;
    adder::mirror::add_pypi_line({line.place, list.wishes[0].text}, again, found);
    if (again.wishes.size() != 1 || again.wishes[0].text != list.wishes[0].text) std::abort();
  }
  return 0;
}
