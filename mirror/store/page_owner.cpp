#include "mirror/store/page_owner.h"

#include "base/core/text.h"
#include "mirror/store/unit.h"

#include <charconv>

namespace adder::mirror {

namespace {

constexpr std::string_view kSites = ".sites/";
constexpr std::string_view kProjects = "pypi/.pages/";

int number_of(std::string_view digits) {
  int number = 0;
  const auto* end = digits.data() + digits.size();
  return std::from_chars(digits.data(), end, number).ptr == end ? number : 0;
}

// What all page folders of that kind lie in, with its slash.
std::string_view parent_of(std::string_view path) {
  if (path.starts_with(kSites)) return kSites;
  if (path.starts_with(kProjects)) return kProjects;
  const auto indexes = path.starts_with(kConda) ? path.find(cat('/', kIndexes, '/')) : path.npos;
  return indexes == path.npos ? "" : path.substr(0, indexes + kIndexes.size() + 2);
}

// numpy.7 or _list.7
PageOwner owner_among_projects(std::string_view folder) {
  const auto dot = folder.rfind('.');
  if (dot == folder.npos) return {};
  const auto name = folder.substr(0, dot);
  return {.unit = name == "_list" ? std::string(kProjectList) : project_unit(name),
          .since = number_of(folder.substr(dot + 1))};
}

}  // namespace

PageOwner page_owner(std::string_view below_public) {
  const auto parent = parent_of(below_public);
  if (parent.empty()) return {};
  const auto below = below_public.substr(parent.size());
  const auto name = below.substr(0, below.find('/'));
  PageOwner owner;
  if (parent == kProjects) {
    owner = owner_among_projects(name);
  } else {
    const auto unit =
        parent == kSites ? kSite : parent.substr(0, parent.size() - kIndexes.size() - 2);
    owner = {.unit = std::string(unit), .since = number_of(name)};
  }
  owner.folder = below_public.substr(0, parent.size() + name.size());
  if (name.size() < below.size()) owner.page = below.substr(name.size() + 1);
  return owner;
}

}  // namespace adder::mirror
