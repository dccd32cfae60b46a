#include "base/core/text.h"
#include "mirror/pypi/closure.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace adder;

// An index out of lines such as "a|a-1.0-py3-none-any.whl|b[x]>=1|c; extra == 'y'": whatever stands
// in file names and requirements, a closure ends, and asks for nothing twice.
struct Index {
  std::map<std::string, pypi::ProjectPage> pages;
  std::map<std::string, std::vector<std::string>> requirements;

  explicit Index(std::string_view text) {
    for (const auto line : split(text, '\n')) add(split(line, '|'));
  }

  void add(const std::vector<std::string_view>& fields) {
    if (fields.size() < 2) return;
    const auto project = pypi::ProjectName::parse(fields[0]);
    if (!project || fields[1].empty() || fields[1].size() > 255) return;
    auto& file = pages[project->text()].files.emplace_back();
    file.filename = fields[1];
    if (fields[1].size() % 2 == 0) file.requires_python = std::string(fields.back());
    requirements[file.filename] = {fields.begin() + 2, fields.end()};
  }
};

void answer(mirror::Closure& closure, const Index& index) {
  const auto needs = closure.needs();
  for (const auto& project : needs.pages) {
    const auto found = index.pages.find(project.text());
    if (found == index.pages.end()) {
      closure.no_page(project);
    } else {
      closure.page(project, found->second);
    }
  }
  for (const auto& need : needs.metadata)
    closure.requirements(need, index.requirements.at(need.file));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t longest = 4096;
  if (size > longest) return 0;
  const Index index(std::string_view(reinterpret_cast<const char*>(data), size));

  mirror::RequestList list;
  list.wishes.push_back({.place = {}, .text = "a* +deps", .name = Pattern::glob("a*")});
  list.wishes.back().dependencies = mirror::Dependencies::yes;
  list.wishes.back().extras = {"x"};
  const std::vector<mirror::Environment> environments = {{.pythons = {"3.9", "3.12"}}};
  mirror::Closure closure(list, environments);
  for (const auto& [name, page] : index.pages) closure.found(name);
  for (std::size_t rounds = 0; !closure.is_finished(); ++rounds) {
    if (rounds > longest) std::abort();
    answer(closure, index);
  }
  const auto choice = std::move(closure).finish();
  for (const auto& project : choice.projects()) {
    if (choice.selection(project).because.empty()) std::abort();
  }
  (void)choice.warnings();
  (void)choice.gaps();
  return 0;
}
