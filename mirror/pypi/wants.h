#pragma once

#include "mirror/lists/wish.h"
#include "mirror/pypi/choice.h"
#include "mirror/pypi/closure.h"
#include "mirror/pypi/look.h"
#include "mirror/pypi/requirements_reader.h"
#include "mirror/words/config.h"

#include <set>
#include <string_view>
#include <utility>

namespace adder::mirror {

// Finds what the request lists come to: runs the closure, and gets for it what it asks for.
class Wants {
 public:
  Wants(PypiLook& look, RequirementsReader& requirements, RequirementsReader::PageOf page_of)
      : look_(look), requirements_(requirements), page_of_(std::move(page_of)) {}

  // Only these names are looked up, and what they depend on. Empty: all.
  void only(std::set<pypi::ProjectName> names) { only_ = std::move(names); }

  // `published` are the projects that have a page: upstream may have forgotten one that a glob
  // still means.
  Result<Choice> find(const RequestList& requests, const PypiConfig& config,
                      const std::set<pypi::ProjectName>& published,
                      Closure::Reads reads = Closure::Reads::dependencies);

 private:
  Result<void> name_projects(Closure& closure, const RequestList& requests,
                             const std::set<pypi::ProjectName>& published);
  Result<void> find_nearest(Closure& closure) const;
  Result<void> answer(Closure& closure, const Closure::Needs& needs);

  bool takes_part(std::string_view name) const;

  std::set<pypi::ProjectName> only_;
  PypiLook& look_;
  RequirementsReader& requirements_;
  RequirementsReader::PageOf page_of_;
};

}  // namespace adder::mirror
