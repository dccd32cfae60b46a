#include "mirror/pypi/page_in_force.h"

#include "mirror/pypi/own.h"
#include "mirror/pypi/published_page.h"
#include "mirror/pypi/upstream_book.h"

#include <set>
#include <string>
#include <utility>

namespace adder::mirror {

Result<std::optional<pypi::ProjectPage>> page_in_force(const Store& store, const PypiConfig& config,
                                                       const pypi::ProjectName& project) {
  OwnPackages own(store, config.own);
  TRY(own.recall());
  if (own.has(project)) return own.page(project);
  TRY_ASSIGN(auto page, stored_page(store, project));
  TRY_ASSIGN(auto published, published_page(store, project));
  if (!page || !published) return page ? page : published;
  std::set<std::string> offered;
  for (const auto& file : page->files) offered.insert(file.filename);
  for (auto& file : published->files) {
    if (!offered.contains(file.filename)) page->files.push_back(std::move(file));
  }
  return page;
}

}  // namespace adder::mirror
