#include "mirror/site_unit.h"

#include "base/documents/catalog.h"
#include "mirror/pypi/catalog_projects.h"
#include "mirror/store/unit.h"

#include <utility>
#include <vector>

namespace adder::mirror {

Result<void> put_site(const Store& store, const Config& config, Publication& publication) {
  TRY_ASSIGN(const auto now, unit_now(store, kSite));
  if (now && publication.changes() == 0) return {};
  documents::CatalogWriter catalog({.generation = publication.number(),
                                    .published_at = rfc3339(publication.made_at()),
                                    .url = config.url});
  TRY(each_catalog_project(store, catalog));
  std::vector<Page> pages;
  for (auto& document : std::move(catalog).finish()) {
    pages.push_back({.name = std::move(document.name), .bytes = std::move(document.text)});
  }
  return publication.put(
      {.path = std::string(kSite), .draw = [&](int) { return pages; }, .promises = {}});
}

}  // namespace adder::mirror
