#pragma once

#include "base/conda/repodata_handler.h"
#include "mirror/conda/offers.h"
#include "mirror/conda/subdir_work.h"

#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace adder::mirror {

// Takes what an index says of some packages into the offers, and what it says besides into the
// work on its subdir.
class OfferLoader final : public conda::RepodataHandler {
 public:
  using WantsName = std::function<bool(std::string_view)>;
  using Names = std::set<std::string, std::less<>>;
  using HoldRecord = std::function<void(std::string_view key, const std::string& why)>;

  // Only the first reading of an index tells of more than packages.
  enum class Reading { first, again };
  OfferLoader(std::size_t place, SubdirWork& work, Offers& offers, Reading reading,
              WantsName wants_name, Names& names, HoldRecord hold);

  bool wants(conda::Section section, std::string_view key) override;
  Result<void> record(conda::Section section, std::string_view key, std::string_view json) override;
  Result<void> malformed(conda::Section section, std::string_view key, Error why) override;
  Result<void> info(std::string_view json) override;
  Result<void> removed(std::string_view file_name) override;
  bool wants_signatures(std::string_view) override { return false; }
  Result<void> signatures(std::string_view, std::string_view) override { return {}; }
  Result<void> unknown(Place place, std::string_view key, std::string_view json) override;

 private:
  std::size_t place_;
  SubdirWork& work_;
  Offers& offers_;
  Reading reading_;
  WantsName wants_name_;
  Names& names_;  // of all packages there are
  HoldRecord hold_;
  std::string last_name_;  // most records stand beside others of their package
  bool last_answer_ = false;
};

}  // namespace adder::mirror
