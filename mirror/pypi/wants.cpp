#include "mirror/pypi/wants.h"

#include "base/core/nearest_names.h"

#include <algorithm>
#include <string>
#include <vector>

namespace adder::mirror {

Result<Choice> Wants::find(const RequestList& requests, const PypiConfig& config,
                           const std::set<pypi::ProjectName>& published, Closure::Reads reads) {
  Closure closure(requests, config.environments, reads);
  TRY(name_projects(closure, requests, published));
  while (true) {
    const auto needs = closure.needs();
    if (closure.is_finished()) break;
    TRY(answer(closure, needs));
  }
  TRY(find_nearest(closure));
  return std::move(closure).finish();
}

// Lines see what is in the list of projects, and what was. An index without a list can only be
// asked for exact names.
Result<void> Wants::name_projects(Closure& closure, const RequestList& requests,
                                  const std::set<pypi::ProjectName>& published) {
  const auto found = [&](std::string_view name) {
    if (takes_part(name)) closure.found(name);
  };
  for (const auto& project : published) found(project.text());
  if (look_.has_list()) {
    return each_name(look_.list(),
                     [&](std::string_view name, std::optional<std::uint64_t>) -> Result<void> {
                       found(name);
                       return {};
                     });
  }
  for (const auto& wish : requests.wishes) {
    if (wish.name.name() != nullptr) found(*wish.name.name());
  }
  return {};
}

bool Wants::takes_part(std::string_view name) const {
  return only_.empty() || std::ranges::any_of(only_, [&](const pypi::ProjectName& project) {
           return project.text() == name;
         });
}

Result<void> Wants::find_nearest(Closure& closure) const {
  const auto words = closure.unmatched_words();
  const bool has_words = std::ranges::any_of(words, [](const auto& word) { return !word.empty(); });
  if (!has_words || !look_.has_list()) return {};
  NearestNames nearest(words);
  TRY(each_name(look_.list(),
                [&](std::string_view name, std::optional<std::uint64_t>) -> Result<void> {
                  nearest.consider(name);
                  return {};
                }));
  std::vector<std::string> names;
  for (std::size_t word = 0; word < words.size(); ++word) names.push_back(nearest.nearest(word));
  closure.set_nearest(std::move(names));
  return {};
}

Result<void> Wants::answer(Closure& closure, const Closure::Needs& needs) {
  TRY(look_.read_pages({needs.pages.begin(), needs.pages.end()}));
  for (const auto& project : needs.pages) {
    TRY_ASSIGN(const auto page, page_of_(project));
    if (page) {
      closure.page(project, *page);
    } else {
      const bool is_held = std::ranges::find(look_.held(), "pypi/" + project.text(), &Held::item) !=
                           look_.held().end();
      closure.no_page(project, is_held ? Closure::NoPage::unreadable : Closure::NoPage::absent);
    }
  }
  return requirements_.answer(needs.metadata, closure);
}

}  // namespace adder::mirror
