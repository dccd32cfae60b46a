#include "mirror/lists/conda_list.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

// Every line is a wish, an exclusion or an error; and what a wish shows as its text is read as the
// same kind of wish again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using adder::conda::RecordView;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const RecordView record = {.name = "numpy",
                             .version_text = "1.26.4",
                             .build = "py312_0",
                             .subdir = "linux-64",
                             .channel = "conda-forge"};

  adder::Problems problems;
  for (const auto& line : adder::mirror::request_lines(text, "fuzz.list", problems)) {
    adder::mirror::CondaRequestList list;
    adder::Problems found;
    adder::mirror::add_conda_line(line, "conda-forge", list, found);
    if (list.wishes.size() + list.exclusions.size() + found.errors.size() != 1) std::abort();
    if (list.wishes.empty()) continue;
    const auto& wish = list.wishes.front();
    const bool asks = wish.name.matches(record.name) && wish.spec.matches(record);
    adder::mirror::CondaRequestList again;
    adder::mirror::add_conda_line({line.place, wish.text}, "conda-forge", again, found);
    if (again.wishes.size() != 1 || again.wishes[0].text != wish.text) std::abort();
    const auto& same = again.wishes.front();
    if ((same.name.matches(record.name) && same.spec.matches(record)) != asks) std::abort();
  }
  return 0;
}
