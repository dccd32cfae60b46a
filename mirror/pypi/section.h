#pragma once

#include "base/net/client.h"
#include "mirror/lists/wish.h"
#include "mirror/pypi/look.h"
#include "mirror/pypi/own.h"
#include "mirror/pypi/selection.h"
#include "mirror/store/blobs.h"
#include "mirror/store/fetch.h"
#include "mirror/store/publication.h"
#include "mirror/store/store.h"
#include "mirror/words/config.h"
#include "mirror/words/plan.h"
#include "mirror/words/report.h"
#include "mirror/words/section.h"
#include "mirror/words/sync_options.h"

#include <map>
#include <memory>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

namespace adder::mirror {

// The PyPI part of a sync.
class PypiSection final : public Section {
 public:
  PypiSection(const SectionContext& context, const RequestList& requests);

  std::string_view name() const override { return "pypi"; }
  Result<bool> knows(const std::string& package) override;
  Result<void> check_accepted() const override;
  Result<void> look() override;
  Result<Plan> plan() override;
  Result<void> fetch(const Plan& plan) override;
  Result<void> publish(Publication& publication) override;  // and the list of projects
  Result<void> hide_quarantined(Publication& publication) override;
  Result<std::uint64_t> vanished() override;
  const std::vector<Held>& held() const override { return held_; }
  bool looked_at(const std::string& item) const override;

 private:
  Result<void> look_at_own();
  Result<void> add_own();
  Result<void> guard_list() const;
  Result<void> guard_files() const;
  Result<void> find_wanted();
  Result<void> note_names();
  Result<void> warn_of_unknown() const;
  void hold_malformed();
  Result<void> check_companions();
  Result<void> keep_on(const pypi::ProjectName& project);
  bool leaves(const pypi::ProjectName& published) const {
    return only_.empty() && !wanted_.contains(published);
  }
  Result<std::optional<pypi::ProjectPage>> page_in_force(const pypi::ProjectName& project);
  Result<Plan> plan_project(const pypi::ProjectName& project, const Selection& selection);
  Result<void> put_project(Publication& publication, const pypi::ProjectName& project,
                           const Selection& selection);
  Result<bool> is_out_of_sight(const pypi::ProjectName& project,
                               const pypi::ProjectPage& page) const;
  Result<void> follow_quarantine(const pypi::ProjectName& project, const pypi::ProjectPage& page);
  Result<void> put_list(Publication& publication);
  Result<std::string> first_seen(const pypi::ProjectName& project, const std::string& filename);
  void hold(Held held);
  Carrier carrier(const Store& store) const;
  bool with_provenance() const { return context_.config.url.starts_with("https://"); }

  SectionContext context_;
  const RequestList& requests_;
  const PypiConfig& pypi_;
  std::shared_ptr<const net::Scope> scope_;
  OwnPackages own_;
  bool own_is_read_ = false;
  PypiLook look_;
  std::set<pypi::ProjectName> only_;  // empty: all
  std::map<pypi::ProjectName, Selection> wanted_;
  std::map<std::string, Blob> arrived_;  // by item: what upstream names no checksum for
  std::vector<Held> held_;
};

}  // namespace adder::mirror
