#include "base/core/text.h"
#include "mirror/conda/choice.h"
#include "mirror/conda/closure.h"
#include "mirror/conda/offer_loader.h"
#include "mirror/conda/published_records.h"
#include "mirror/conda/record_key.h"
#include "mirror/conda/section.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace adder::mirror {

// What the lists name, and then what that depends on, until nothing new is named.
Result<void> CondaSection::load() {
  CondaClosure closure(requests_, offers_);
  TRY(load_names([this](std::string_view name) { return is_loaded(name); },
                 OfferLoader::Reading::first));
  for (auto needed = closure.run(); !needed.empty(); needed = closure.run()) {
    TRY(look_.need(needed));
    dependencies_.insert(needed.begin(), needed.end());
    TRY(load_names([&](std::string_view name) { return needed.contains(std::string(name)); },
                   OfferLoader::Reading::again));
  }
  choice_ = std::move(closure).finish();
  if (only_.empty()) {
    const std::vector<std::string_view> names(names_.begin(), names_.end());
    for (const auto& warning : choice_->warnings(names)) context_.report.warning(warning);
  }
  end_looks();
  sort_wanted(*choice_);
  return {};
}

Result<void> CondaSection::load_names(const OfferLoader::WantsName& wants,
                                      OfferLoader::Reading reading) {
  for (std::size_t place = 0; place < subdirs_.size(); ++place) {
    auto& work = subdirs_[place];
    OfferLoader loader(
        place, work, offers_, reading, wants, names_,
        [&](std::string_view key, const std::string& why) { hold_record(work, key, why); });
    TRY(work.index->read(loader).during(cat("reading the index of ", work.unit)));
    TRY_ASSIGN(const auto names, work.index->names());
    if (names) names_.insert(names->begin(), names->end());
    if (keeps_vanished(work)) TRY(load_published(place, wants));
  }
  return {};
}

void CondaSection::hold_record(const SubdirWork& work, std::string_view key,
                               const std::string& why) {
  hold({.section = name_,
        .item = printable(work.path_of(key)),
        .reason = HeldReason::malformed,
        .expected = {},
        .received = {},
        .url = {},
        .detail = why});
}

// What upstream does not have any more, and stays where it is: our own records take part. What it
// says to be removed has left its index on purpose, and leaves ours.
class CondaSection::OurRecords final : public conda::RepodataHandler {
 public:
  OurRecords(std::size_t place, const SubdirWork& work, Offers& offers,
             const OfferLoader::WantsName& wants, std::set<OfferId>& ours)
      : place_(place),
        removed_(work.matter.removed.begin(), work.matter.removed.end()),
        offers_(offers),
        wants_(wants),
        ours_(ours) {}

  bool wants(conda::Section section, std::string_view key) override {
    const auto name = name_in_key(section, key);
    if (name.empty() || !wants_(name) || removed_.contains(key)) return false;
    return !is_offered(name, section, key);
  }
  Result<void> record(conda::Section section, std::string_view key,
                      std::string_view json) override {
    TRY_ASSIGN(const auto id, offers_.add(place_, section, key, json));
    ours_.insert(id);
    return {};
  }
  Result<void> malformed(conda::Section, std::string_view, Error) override { return {}; }
  Result<void> info(std::string_view) override { return {}; }
  Result<void> removed(std::string_view) override { return {}; }
  bool wants_signatures(std::string_view) override { return false; }
  Result<void> signatures(std::string_view, std::string_view) override { return {}; }
  Result<void> unknown(Place, std::string_view, std::string_view) override { return {}; }

 private:
  bool is_offered(std::string_view name, conda::Section section, std::string_view key) const {
    return std::ranges::any_of(offers_.of_package(name), [&](OfferId id) {
      return offers_.place(id) == place_ && offers_.section(id) == section &&
             offers_.key(id) == key;
    });
  }

  std::size_t place_;
  std::set<std::string_view> removed_;
  Offers& offers_;
  const OfferLoader::WantsName& wants_;
  std::set<OfferId>& ours_;
};

bool CondaSection::keeps_vanished(const SubdirWork& work) const {
  return channel_.vanished == Vanished::keep || work.index->is_second_hand();
}

Result<void> CondaSection::load_published(std::size_t place, const OfferLoader::WantsName& wants) {
  const auto& work = subdirs_[place];
  OurRecords ours(place, work, offers_, wants, ours_);
  TRY_ASSIGN(const auto unit, unit_now(context_.store, work.unit));
  return unit ? read_whole(context_.store, *unit, ours) : Result<void>();
}

void CondaSection::end_looks() {
  for (auto& work : subdirs_) {
    const auto names = work.index->packages_told();
    for (const auto& name : names) work.seen.found_package(name);
    work.seen.end_look(work.index->is_sharded() ? SeenBook::Look::some_packages
                                                : SeenBook::Look::whole);
  }
}

// In the order of an index.
void CondaSection::sort_wanted(const CondaChoice& choice) {
  for (const auto id : choice.offers()) {
    subdirs_[offers_.place(id)].wanted.push_back({.offer = id, .is_ours = ours_.contains(id)});
  }
  for (auto& work : subdirs_) {
    std::ranges::sort(work.wanted, {}, [this](const WantedFile& file) {
      return std::pair(offers_.section(file.offer), offers_.key(file.offer));
    });
  }
}

}  // namespace adder::mirror
