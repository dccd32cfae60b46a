#include "mirror/rollback.h"

#include "base/core/text.h"
#include "base/io/file.h"
#include "mirror/pypi/project_list.h"
#include "mirror/pypi/published_page.h"
#include "mirror/site_unit.h"
#include "mirror/status.h"
#include "mirror/store/generations.h"
#include "mirror/store/hidden.h"

#include <algorithm>
#include <set>
#include <utility>

namespace adder::mirror {

namespace {

constexpr std::uint64_t kLongestPage = std::uint64_t{512} << 20;

Result<void> check_generation(const Store& store, int number) {
  TRY_ASSIGN(const auto all, generations(store));
  const bool known = std::ranges::any_of(
      all, [&](const Generation& generation) { return generation.number == number; });
  if (known) return {};
  return Error(Error::Kind::invalid,
               cat("there is no generation ", number, " any more, or not yet"),
               "'adder generations' lists those that are kept");
}

Result<void> put_project_again(const Store& store, Publication& publication,
                               const pypi::ProjectName& project, const Unit& unit) {
  TRY_ASSIGN(const auto text,
             io::read_file(store.paths().page(unit.pages.at("index.v1_json")), kLongestPage));
  ComposedPage page;
  TRY_ASSIGN(page.page, parse_own_page(text));
  TRY_ASSIGN(page.promises, promises_of(store, page.page));
  return put_page(store, publication, project, std::move(page));
}

Result<void> put_projects_of(const Store& store, Publication& publication, int number) {
  const auto prefix = project_unit("");
  std::set<pypi::ProjectName> then;
  TRY_ASSIGN(const auto units, units_of(store, number));
  for (const auto& unit : units) {
    if (!unit.path.starts_with(prefix)) continue;
    TRY_ASSIGN(auto project, pypi::ProjectName::parse(unit.path.substr(prefix.size())));
    TRY(put_project_again(store, publication, project, unit));
    then.insert(std::move(project));
  }
  TRY_ASSIGN(const auto now, published_projects(store));
  for (const auto& project : now) {
    if (!then.contains(project)) TRY(publication.remove(project_unit(project.text())));
  }
  return {};
}

}  // namespace

Result<std::optional<int>> rollback(const Config& config, const Clock& clock, int number,
                                    AfterRollback after, const std::string& note, Report& report) {
  TRY_ASSIGN(auto store, Store::open_existing(config.root, clock));
  auto known = check_generation(store, number);
  if (!known) return std::move(store).leave(std::move(known).error());
  TRY_ASSIGN(auto publication, Publication::begin(store, Cause::rollback, note));
  TRY(put_projects_of(store, publication, number));
  TRY_ASSIGN(const auto hidden, hidden_names(store, "pypi"));
  TRY(put_project_list(store, publication, hidden));
  TRY(put_site(store, config, publication));
  if (after == AfterRollback::freeze) TRY(store.ledger().set("frozen", std::int64_t{number}));
  TRY_ASSIGN(const auto made, std::move(publication).commit(report));
  TRY(write_status_files(store));
  TRY(std::move(store).close());
  return made;
}

Result<bool> release(const Config& config, const Clock& clock) {
  TRY_ASSIGN(auto store, Store::open_existing(config.root, clock));
  TRY_ASSIGN(const auto frozen, store.ledger().number("frozen"));
  TRY(store.ledger().forget("frozen"));
  TRY(write_status_files(store));
  TRY(std::move(store).close());
  return frozen.has_value();
}

}  // namespace adder::mirror
