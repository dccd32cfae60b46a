#pragma once

#include "base/pypi/file_record.h"
#include "base/pypi/project_name.h"
#include "mirror/pypi/own_file.h"
#include "mirror/pypi/own_intake.h"
#include "mirror/pypi/selection.h"
#include "mirror/store/store.h"
#include "mirror/words/held.h"

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace adder::mirror {

// The centre's own wheels and sdists. A project that is found in the folders of `own` is published
// whole, whether a list names it or not. Upstream is never asked for its name: what somebody there
// may publish under it must not come in between.
class OwnPackages {
 public:
  OwnPackages(const Store& store, std::span<const std::filesystem::path> folders)
      : store_(store), folders_(folders) {}

  // Whether a folder may hold nothing that held something at the last sync: one that is not mounted
  // looks just so.
  enum class Emptied { refuse, accept };

  // Looks through the folders. What is new is read once, and is in the store when this returns;
  // what was read before is not read again. The folders are never changed.
  Result<void> look(Emptied emptied);

  // The same for a dry run: what is new is read, and nothing is written.
  Result<void> preview(Emptied emptied);

  // As the last sync found them.
  Result<void> recall();

  bool has(const pypi::ProjectName& project) const { return projects_.contains(project); }
  const std::set<pypi::ProjectName>& projects() const { return projects_; }

  // The page of a project as an upstream would have it. What is held back now and was published
  // before stays on it as it was.
  Result<std::optional<pypi::ProjectPage>> page(const pypi::ProjectName& project) const;

  // All of it.
  Result<Selection> selection(const pypi::ProjectName& project) const;

  // Whether these bytes are on this machine, or will be in the store when nobody only looks.
  bool holds(const Sha256& sum) const { return sums_.contains(sum); }

  // Notes in the ledger of `store` what they depend on, for those who ask.
  Result<void> tell_requirements(const Store& store) const;

  const std::vector<Held>& held() const { return held_; }

 private:
  Result<void> read(OwnIntake::Purpose purpose, Emptied emptied);
  void sort_out(std::vector<OwnFile> files);
  void hold(const OwnFile& file, const std::string& detail);

  const Store& store_;
  std::span<const std::filesystem::path> folders_;
  std::set<pypi::ProjectName> projects_;
  std::map<std::string, std::map<std::string, OwnFile>> files_;  // by project, then by name
  std::map<std::string, std::set<std::string>> kept_;            // names held back, by project
  std::set<Sha256> sums_;
  std::vector<Held> held_;
};

}  // namespace adder::mirror
