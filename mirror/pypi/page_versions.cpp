#include "mirror/pypi/page_versions.h"

#include "base/pypi/file_name.h"

#include <set>
#include <string>
#include <utility>

namespace adder::mirror {

void keep_versions_of_files(pypi::ProjectPage& page, const pypi::ProjectName& project) {
  std::set<std::string> present;
  for (const auto& record : page.files) {
    const auto name = pypi::parse_file_name(record.filename, project);
    present.insert(name.version ? name.version->text() : name.version_text);
  }
  auto versions = std::exchange(page.versions, {});
  for (auto& version : versions) {
    const auto parsed = pypi::Version::parse(version);
    if (present.erase(parsed ? parsed->text() : version) > 0) {
      page.versions.push_back(std::move(version));
    }
  }
  for (const auto& version : present) {
    if (!version.empty()) page.versions.push_back(version);
  }
}

}  // namespace adder::mirror
