#include "mirror/site_unit.h"

#include "base/documents/catalog.h"
#include "mirror/pypi/catalog_projects.h"
#include "mirror/store/unit.h"

#include <utility>

namespace adder::mirror {

Result<std::vector<Page>> draw_site(const Store& store, const Config& config,
                                    const Publication& publication) {
  documents::CatalogWriter catalog({.generation = publication.number(),
                                    .published_at = rfc3339(publication.made_at()),
                                    .url = config.url});
  TRY(each_catalog_project(store, catalog));
  std::vector<Page> pages;
  for (auto& document : std::move(catalog).finish()) {
    pages.push_back({.name = std::move(document.name), .bytes = std::move(document.text)});
  }
  return pages;
}

Result<void> put_site(const Store& store, const Config& config, Publication& publication) {
  TRY_ASSIGN(const auto now, unit_now(store, kSite));
  if (now && publication.changes() == 0) return {};
  TRY_ASSIGN(auto pages, draw_site(store, config, publication));
  return put_site(publication, std::move(pages));
}

Result<void> put_site(Publication& publication, std::vector<Page> pages) {
  return publication.put(
      {.path = std::string(kSite), .draw = [&](int) { return pages; }, .promises = {}});
}

}  // namespace adder::mirror
