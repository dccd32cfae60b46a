#include "mirror/conda/gaps.h"

#include "base/conda/repodata_handler.h"
#include "mirror/conda/channel_units.h"
#include "mirror/conda/closure.h"
#include "mirror/conda/missing.h"
#include "mirror/conda/offers.h"
#include "mirror/conda/published_records.h"

#include <utility>

namespace adder::mirror {

namespace {

// Takes every record of an index of ours among the offers.
class PublishedOffers final : public conda::RepodataHandler {
 public:
  PublishedOffers(std::size_t place, Offers& offers) : place_(place), offers_(offers) {}

  bool wants(conda::Section, std::string_view) override { return true; }
  Result<void> record(conda::Section section, std::string_view key,
                      std::string_view json) override {
    TRY(offers_.add(place_, section, key, json));
    return {};
  }
  Result<void> malformed(conda::Section, std::string_view, Error why) override { return why; }
  Result<void> info(std::string_view) override { return {}; }
  Result<void> removed(std::string_view) override { return {}; }
  bool wants_signatures(std::string_view) override { return false; }
  Result<void> signatures(std::string_view, std::string_view) override { return {}; }
  Result<void> unknown(Place, std::string_view, std::string_view) override { return {}; }

 private:
  std::size_t place_;
  Offers& offers_;
};

}  // namespace

Result<std::vector<Gap>> find_channel_gaps(const Store& store, const ChannelConfig& channel,
                                           const CondaRequestList& list) {
  const auto subdirs = subdirs_of(channel);
  Offers offers(channel.name, subdirs, Offers::Dependencies::kept);
  for (std::size_t place = 0; place < subdirs.size(); ++place) {
    TRY_ASSIGN(const auto unit, unit_now(store, subdir_unit(channel.name, subdirs[place])));
    if (!unit) continue;
    PublishedOffers published(place, offers);
    TRY(read_published(store, *unit, published));
  }
  CondaClosure closure(list, offers);
  while (!closure.run().empty()) continue;
  const auto choice = std::move(closure).finish();
  return missing_dependencies(list, offers, choice, [](std::string_view) { return true; });
}

}  // namespace adder::mirror
