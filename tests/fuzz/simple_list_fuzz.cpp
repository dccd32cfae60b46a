#include "base/pypi/simple_reader.h"
#include "base/pypi/simple_writer.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <utility>
#include <vector>

namespace {

using adder::pypi::ListedProject;

struct List {
  std::vector<ListedProject> projects;
  bool is_whole = false;
};

List read(std::span<const std::byte> bytes, std::size_t cut) {
  List list;
  adder::pypi::ListReader reader([&](ListedProject project) -> adder::Result<void> {
    list.projects.push_back(std::move(project));
    return {};
  });
  list.is_whole = reader.add(bytes.first(cut)) && reader.add(bytes.subspan(cut)) && reader.finish();
  return list;
}

bool same(const List& left, const List& right) {
  if (left.projects.size() != right.projects.size()) return false;
  for (std::size_t i = 0; i < left.projects.size(); ++i) {
    if (left.projects[i].name != right.projects[i].name) return false;
    if (left.projects[i].serial != right.projects[i].serial) return false;
  }
  return true;
}

}  // namespace

// However the bytes are cut the same projects come out, and what we write of them reads the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = std::as_bytes(std::span(data, size));
  const auto list = read(bytes, 0);
  const auto pieces = read(bytes, size == 0 ? 0 : data[size / 2] % (size + 1));
  if (list.is_whole != pieces.is_whole || !same(list, pieces)) std::abort();
  if (!list.is_whole) return 0;
  static_cast<void>(adder::pypi::write_list_html(list.projects, 1));
  const auto json = adder::pypi::write_list_json(list.projects, 1);
  const auto again = read(std::as_bytes(std::span(json.data(), json.size())), 0);
  if (!again.is_whole || !same(again, list)) std::abort();
  return 0;
}
