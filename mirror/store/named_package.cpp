#include "mirror/store/named_package.h"

#include "base/conda/package_name.h"
#include "base/core/text.h"
#include "base/pypi/project_name.h"
#include "mirror/store/package_of.h"
#include "mirror/store/unit.h"

#include <limits>
#include <utility>

namespace adder::mirror {

NamedPackage::NamedPackage(std::string_view typed)
    : typed_(typed), project_unit_(project_unit(pypi::normalise(typed))) {
  if (const auto name = conda::PackageName::typed(typed)) conda_name_ = name->text();
}

bool NamedPackage::has_file(std::string_view unit, std::string_view public_path) const {
  if (is_project(unit)) return true;
  const auto name = public_path.substr(public_path.rfind('/') + 1);
  // Most files are told apart by how their names begin.
  if (conda_name_.empty() || !name.starts_with(conda_name_)) return false;
  return package_of(public_path) == conda_name_;
}

Result<void> NamedPackage::each_row(io::Statement rows, const VisitPromised& visit) const {
  rows.bind(2, std::int64_t{std::numeric_limits<int>::max()});
  TRY_ASSIGN(auto more, rows.step());
  while (more) {
    if (has_file(rows.bytes(3), rows.bytes(0))) {
      visit({.path = rows.text(0),
             .since = static_cast<int>(rows.number(1)),
             .until = static_cast<int>(rows.number(2))});
    }
    TRY_ASSIGN(more, rows.step());
  }
  return {};
}

Result<void> NamedPackage::each_file(const Store& store, const VisitPromised& visit) const {
  TRY_ASSIGN(auto of_project,
             store.ledger().prepare(
                 "SELECT path, since, coalesce(until, ?2), unit FROM promise WHERE unit = ?1"));
  of_project.bind(1, project_unit_);
  TRY(each_row(std::move(of_project), visit));
  if (conda_name_.empty()) return {};
  TRY_ASSIGN(auto of_channels,
             store.ledger().prepare("SELECT path, since, coalesce(until, ?2), unit FROM promise "
                                    "WHERE path > 'conda/' AND path < 'conda0' AND "
                                    "instr(path, ?1) > 0"));
  of_channels.bind(1, cat('/', conda_name_, '-'));
  return each_row(std::move(of_channels), visit);
}

Result<std::string> NamedPackage::known_as(const Store& store) const {
  TRY_ASSIGN(auto row, store.ledger().prepare("SELECT 1 FROM unit WHERE path = ?1 UNION ALL "
                                              "SELECT 1 FROM promise WHERE unit = ?1"));
  TRY_ASSIGN(const auto is_known_project, row.bind(1, project_unit_).step());
  if (is_known_project) return project_unit_.substr(project_unit("").size());
  bool is_known = false;
  TRY(each_file(store, [&](const Promised&) { is_known = true; }));
  if (is_known) return conda_name_;
  return Error(Error::Kind::invalid, cat("'", printable(typed_), "' is no package of this mirror"));
}

}  // namespace adder::mirror
