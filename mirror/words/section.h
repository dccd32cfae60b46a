#pragma once

#include "base/core/result.h"
#include "mirror/words/counts.h"
#include "mirror/words/held.h"
#include "mirror/words/plan.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace adder::net {
class Client;
}

namespace adder::mirror {

class Allowance;
class Publication;
class Report;
class Store;
struct Config;
struct SyncOptions;

// What all sections of a run share.
struct SectionContext {
  const Config& config;
  const Store& store;
  net::Client& client;
  const SyncOptions& options;
  Report& report;
  Allowance& allowance;
  std::stop_token stop;
};

// One world of packages in a sync: PyPI, or a channel. A run takes its steps in the order of the
// functions below. What one section cannot do is no trouble of another's.
class Section {
 public:
  Section() = default;
  Section(const Section&) = delete;
  Section& operator=(const Section&) = delete;
  virtual ~Section() = default;

  virtual std::string_view name() const = 0;  // pypi, conda/conda-forge: as status.json has it

  // Whether a list asks for a package of this name, or one is published.
  virtual Result<bool> knows(const std::string& package) = 0;

  // `invalid` when the command line names an item of this section that there is not.
  virtual Result<void> check_accepted() const = 0;

  // Asks upstream, and finds what is wanted. Nothing is written, and nothing will be when this
  // fails: what is published stays.
  virtual Result<void> look() = 0;

  // The difference between what is wanted and what is published.
  virtual Result<Plan> plan() = 0;

  // Brings home what the plan names.
  virtual Result<void> fetch(const Plan& plan) = 0;

  // Puts all that changed into the publication.
  virtual Result<void> publish(Publication& publication) = 0;

  // For a mirror that publishes nothing otherwise: hides what upstream has quarantined.
  virtual Result<void> hide_quarantined(Publication& publication) = 0;

  // What is published of it from now on; nothing where that did not change, or is counted by
  // others.
  virtual std::optional<Counts> counts() const { return std::nullopt; }

  // How many published files upstream no longer has, where vanished = "keep" keeps them.
  virtual Result<std::uint64_t> vanished() = 0;

  // What is held back after all, for the ledger.
  virtual const std::vector<Held>& held() const = 0;

  // Whether the item belongs to what this run looked at.
  virtual bool looked_at(const std::string& item) const = 0;
};

}  // namespace adder::mirror
