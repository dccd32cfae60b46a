#include "mirror/pypi/gaps.h"

#include "mirror/pypi/closure.h"
#include "mirror/pypi/own.h"
#include "mirror/pypi/requirements_reader.h"
#include "mirror/pypi/upstream_book.h"

namespace adder::mirror {

Result<std::vector<Gap>> find_gaps(const Store& store, const RequestList& requests,
                                   const PypiConfig& config) {
  OwnPackages own(store, config.own);
  TRY(own.recall());
  const auto page_of = [&](const pypi::ProjectName& project) {
    return own.has(project) ? own.page(project) : stored_page(store, project);
  };
  RequirementsReader requirements(store, page_of);
  Closure closure(requests, config.environments, Closure::Reads::everything);
  TRY_ASSIGN(const auto names, known_projects(store));
  for (const auto& name : names) closure.found(name.text());
  for (const auto& name : own.projects()) closure.found(name.text());
  while (true) {
    const auto needs = closure.needs();
    if (closure.is_finished()) break;
    for (const auto& project : needs.pages) {
      TRY_ASSIGN(const auto page, page_of(project));
      if (page) {
        closure.page(project, *page);
      } else {
        closure.no_page(project);
      }
    }
    TRY(requirements.answer(needs.metadata, closure));
  }
  return std::move(closure).finish().gaps();
}

}  // namespace adder::mirror
