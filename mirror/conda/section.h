#pragma once

#include "mirror/conda/choice.h"
#include "mirror/conda/look.h"
#include "mirror/conda/offer_loader.h"
#include "mirror/conda/offers.h"
#include "mirror/conda/select.h"
#include "mirror/conda/subdir_draft.h"
#include "mirror/conda/subdir_work.h"
#include "mirror/lists/conda_wish.h"
#include "mirror/store/blobs.h"
#include "mirror/store/carrier.h"
#include "mirror/store/publication.h"
#include "mirror/words/config.h"
#include "mirror/words/report.h"
#include "mirror/words/section.h"
#include "mirror/words/sync_options.h"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace adder::mirror {

// One channel in a sync.
class CondaSection final : public Section {
 public:
  CondaSection(const SectionContext& context, const ChannelConfig& channel,
               const CondaRequestList& requests);

  std::string_view name() const override { return name_; }
  Result<bool> knows(const std::string& package) override;
  Result<void> check_accepted() const override;
  Result<void> look() override;
  Result<Plan> plan() override;
  Result<void> fetch(const Plan& plan) override;
  Result<void> publish(Publication& publication) override;
  Result<void> hide_quarantined(Publication&) override { return {}; }  // no channel says so
  std::optional<Counts> counts() const override { return counts_; }
  Result<std::uint64_t> vanished() override;
  const std::vector<Held>& held() const override { return held_; }
  bool looked_at(const std::string& item) const override;

 private:
  class OurRecords;

  // What is looked at, and what of it is wanted.
  bool is_loaded(std::string_view package) const;
  Sha256 asked_for() const;
  Result<bool> is_settled() const;
  Result<void> open_subdirs();
  Result<void> load();
  Result<void> load_names(const OfferLoader::WantsName& wants, OfferLoader::Reading reading);
  Result<void> load_published(std::size_t place, const OfferLoader::WantsName& wants);
  bool keeps_vanished(const SubdirWork& work) const;
  void end_looks();
  void sort_wanted(const CondaChoice& choice);
  Result<void> expect_noarch() const;
  Result<void> enter_look();

  // What a plan says of it.
  Result<Plan> plan_subdir(SubdirWork& work);
  Result<Artifact> artifact_of(const SubdirWork& work, OfferId offer,
                               const std::string& path) const;
  bool is_acceptable(const Artifact& artifact, bool is_published);
  Result<void> add_retired(const SubdirWork& work, std::vector<PublishedFile>& published);

  // What becomes of it.
  Result<void> remember_weak_sums(std::span<const Artifact> artifacts) const;
  Result<void> judge_files();
  Result<void> examine_files();
  Result<void> write_indexes();
  void count();
  Result<SubdirPages> write_index(SubdirWork& work);
  Result<void> remove_other_subdirs(Publication& publication) const;
  Result<void> put_channel(Publication& publication) const;
  Result<void> remember_reasons() const;

  void hold(Held held);
  void hold_record(const SubdirWork& work, std::string_view key, const std::string& why);
  Carrier carrier() const;

  SectionContext context_;
  const ChannelConfig& channel_;
  const CondaRequestList& requests_;
  std::string name_;
  std::shared_ptr<const net::Scope> scope_;
  ChannelLook look_;
  CondaWishIndex wishes_;
  Offers offers_;
  Sha256 recipe_;
  std::vector<SubdirWork> subdirs_;
  std::set<std::string, std::less<>> only_;          // packages; empty: all
  std::set<std::string, std::less<>> dependencies_;  // packages that no line names
  std::set<std::string, std::less<>> names_;         // of all packages upstream
  std::set<OfferId> ours_;                           // offers that are our own records
  std::map<std::string, Blob> unsummed_;  // by item: arrived, and upstream names no sha256
  std::set<std::string> held_items_;
  std::vector<Held> held_;
  std::vector<SubdirPages> drafts_;
  std::optional<CondaChoice> choice_;
  std::optional<Counts> counts_;
  bool is_settled_ = false;  // nothing to do since the last run
};

}  // namespace adder::mirror
