#include "mirror/conda/offer_loader.h"

#include "mirror/conda/record_key.h"

#include <utility>

namespace adder::mirror {

OfferLoader::OfferLoader(std::size_t place, SubdirWork& work, Offers& offers, Reading reading,
                         WantsName wants_name, Names& names, HoldRecord hold)
    : place_(place),
      work_(work),
      offers_(offers),
      reading_(reading),
      wants_name_(std::move(wants_name)),
      names_(names),
      hold_(std::move(hold)) {}

// What has no file name of a package cannot be installed.
bool OfferLoader::wants(conda::Section section, std::string_view key) {
  const auto name = name_in_key(section, key);
  if (name.empty()) return false;
  work_.seen.found(key, name);
  if (name != last_name_) {
    last_name_ = name;
    last_answer_ = wants_name_(name);
    if (reading_ == Reading::first) names_.insert(last_name_);
  }
  return last_answer_;
}

Result<void> OfferLoader::record(conda::Section section, std::string_view key,
                                 std::string_view json) {
  auto added = offers_.add(place_, section, key, json);
  if (!added) hold_(key, added.error().words());
  return {};
}

Result<void> OfferLoader::malformed(conda::Section /*section*/, std::string_view key, Error why) {
  hold_(key, why.words());
  return {};
}

Result<void> OfferLoader::info(std::string_view json) {
  work_.matter.info = json;
  return {};
}

Result<void> OfferLoader::removed(std::string_view file_name) {
  // A shard that came later tells of its own package only then.
  const bool is_new = reading_ == Reading::first || work_.index->is_sharded();
  if (is_new) work_.matter.removed.emplace_back(file_name);
  return {};
}

Result<void> OfferLoader::unknown(Place place, std::string_view key, std::string_view json) {
  if (reading_ != Reading::first) return {};
  auto& unknown = place == Place::v3 ? work_.matter.unknown_v3 : work_.matter.unknown;
  unknown.emplace_back(key, json);
  return {};
}

}  // namespace adder::mirror
