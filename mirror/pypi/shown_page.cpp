#include "mirror/pypi/shown_page.h"

#include "base/pypi/project_name.h"
#include "base/pypi/simple_writer.h"
#include "mirror/pypi/page_versions.h"
#include "mirror/store/companions.h"

#include <string_view>

namespace adder::mirror {

ComposedPage without_hidden(ComposedPage page, const std::set<std::string, std::less<>>& hidden) {
  const bool all = hidden.contains(pypi::normalise(page.page.name));
  const auto is_hidden = [&](std::string_view filename) {
    return all || hidden.contains(filename);
  };
  const auto erased = std::erase_if(
      page.page.files, [&](const pypi::FileRecord& file) { return is_hidden(file.filename); });
  if (erased == 0 && !all) return page;
  if (const auto project = pypi::ProjectName::parse(page.page.name)) {
    keep_versions_of_files(page.page, *project);
  }
  std::erase_if(page.promises, [&](const Promise& promise) {
    const std::string_view path = promise.path;
    return is_hidden(main_file(path.substr(path.rfind('/') + 1)));
  });
  return page;
}

std::vector<Page> draw_project(const pypi::ProjectPage& page, int generation) {
  auto drawn = page;
  drawn.serial = static_cast<std::uint64_t>(generation);
  return {{.name = "index.html", .bytes = pypi::write_project_html(drawn)},
          {.name = "index.v1_json", .bytes = pypi::write_project_json(drawn)}};
}

}  // namespace adder::mirror
