#include "mirror/sync.h"

#include "base/core/text.h"
#include "base/io/file.h"
#include "base/net/client.h"
#include "mirror/pypi/section.h"
#include "mirror/site_unit.h"
#include "mirror/status.h"
#include "mirror/store/gc.h"
#include "mirror/store/generations.h"
#include "mirror/store/held_items.h"
#include "mirror/words/config_surroundings.h"
#include "mirror/words/counting.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <set>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace adder::mirror {

namespace {

constexpr int kDone = 0;
constexpr int kHeldBack = 1;
constexpr int kNotPublished = 3;
constexpr int kInterrupted = 130;

class Run {
 public:
  Run(const Config& config, const Requests& requests, const SyncOptions& options, Store store,
      net::Client client, Report& report, std::stop_token stop)
      : config_(config),
        requests_(requests),
        options_(options),
        store_(std::move(store)),
        client_(std::move(client)),
        allowance_(config.limits, existing_folder()),
        report_(report),
        stop_(std::move(stop)) {}

  Result<SyncOutcome> act() && {
    const auto started = store_.now();
    if (auto acted = bring_home_and_publish(); !acted) {
      remember_failure(started, acted.error());
      return std::move(acted).error();
    }
    TRY(tell(started));
    TRY(std::move(store_).close());
    return std::move(outcome_);
  }

  Result<SyncOutcome> preview() && {
    if (!config_.pypi || !takes_part("pypi")) return std::move(outcome_);
    auto section = pypi();
    TRY(section.look());
    TRY_ASSIGN(auto plan, section.plan());
    // Whoever asks is about to act on the plan, so it is told all the same.
    if (auto allowed = allowance_.allows(plan); !allowed) TRY(give_up(std::move(allowed).error()));
    outcome_.exit = failed_ ? kNotPublished : kDone;
    TRY_ASSIGN(const auto disk, io::disk_space(existing_folder()));
    TRY_ASSIGN(const auto rate, store_.ledger().number("rate"));
    outcome_.disk_after = saturating_sum(disk.used, plan.bytes);
    outcome_.disk_free_after = disk.free > plan.bytes ? disk.free - plan.bytes : 0;
    outcome_.rate = static_cast<std::uint64_t>(rate.value_or(0));
    outcome_.plans.push_back({.section = "pypi", .plan = std::move(plan)});
    return std::move(outcome_);
  }

 private:
  PypiSection pypi() {
    return PypiSection({.config = config_,
                        .store = store_,
                        .client = client_,
                        .options = options_,
                        .report = report_,
                        .allowance = allowance_,
                        .stop = stop_},
                       requests_.pypi);
  }

  bool takes_part(std::string_view section) const {
    return options_.only.empty() || options_.only == section;
  }

  Result<void> bring_home_and_publish() {
    TRY(bring_home());
    TRY(publish());
    TRY_ASSIGN(const auto waste, find_waste(store_, config_.limits));
    return remove_waste(store_, waste);
  }

  // So that status tells of it too. The disk that failed the run may fail this as well.
  void remember_failure(Time started, const Error& error) const {
    if (error.kind() == Error::Kind::invalid) return;  // nothing was asked, nothing was touched
    const bool stopped = error.kind() == Error::Kind::cancelled;
    const auto noted = note_run(store_, {.started_at = started,
                                         .ended_at = store_.now(),
                                         .exit = stopped ? kInterrupted : kNotPublished});
    if (noted) (void)write_status_files(store_);
  }

  // Looks, decides and fetches. What a section cannot do leaves that section as it is published.
  Result<void> bring_home() {
    if (!config_.pypi || !takes_part("pypi")) return {};
    auto section = std::make_unique<PypiSection>(pypi());
    auto looked = section->look();
    if (!looked && looked.error().kind() == Error::Kind::cancelled) return looked;
    // A usage error: nothing was asked.
    if (!looked && looked.error().kind() == Error::Kind::invalid) {
      TRY(std::move(store_).close());
      return looked;
    }
    TRY(note_look(store_, "pypi", static_cast<bool>(looked)));
    if (!looked) return give_up(std::move(looked).error());
    TRY_ASSIGN(const auto plan, section->plan());
    report_.planned(totals(plan, "pypi"));
    if (auto allowed = allowance_.allows(plan); !allowed) {
      return give_up(std::move(allowed).error());
    }

    const auto before = report_.bytes();
    const auto began = std::chrono::steady_clock::now();
    auto fetched = section->fetch(plan);
    if (!fetched && fetched.error().kind() == Error::Kind::refused) {
      return give_up(std::move(fetched).error());
    }
    TRY(std::move(fetched).during("fetching"));
    TRY(note_rate(report_.bytes() - before, std::chrono::steady_clock::now() - began));
    for (const auto& file : plan.retire) retired_.push_back(file.item);
    pypi_ = std::move(section);
    return {};
  }

  // What is published stays in place.
  Result<void> give_up(Error error) {
    report_.error(error);
    failed_ = true;
    return {};
  }

  std::filesystem::path existing_folder() const {
    auto folder = std::filesystem::absolute(store_.paths().root);
    while (!std::filesystem::exists(folder)) folder = folder.parent_path();
    return folder;
  }

  Result<void> note_rate(std::uint64_t bytes, std::chrono::duration<double> took) const {
    constexpr std::uint64_t kWorthMeasuring = 1'000'000;
    if (bytes < kWorthMeasuring) return {};
    const auto rate = static_cast<double>(bytes) / took.count();
    return store_.ledger().set("rate", static_cast<std::int64_t>(rate));
  }

  // Files first, then the index that names them: at every moment a client finds each file the index
  // promises. What failed to arrive is not promised.
  Result<void> publish() {
    if (pypi_ == nullptr) return {};
    TRY_ASSIGN(const auto frozen, store_.ledger().number("frozen"));
    if (frozen) {
      report_.error({Error::Kind::refused,
                     "the mirror is frozen after a rollback: nothing is published",
                     "'adder rollback --release' lets it publish again"});
      failed_ = true;
    }
    TRY_ASSIGN(auto publication, Publication::begin(store_, frozen ? Cause::hide : Cause::sync));
    // What is bad is bad for a frozen mirror too.
    if (frozen) {
      TRY(pypi_->hide_quarantined(publication).during("hiding what is quarantined"));
    } else {
      TRY(pypi_->publish(publication).during("publishing"));
      if (options_.names.empty()) {
        TRY_ASSIGN(const auto vanished, pypi_->vanished());
        TRY(note_vanished(store_, "pypi", vanished));
      }
    }
    TRY(put_site(store_, config_, publication).during("drawing the catalog"));
    TRY_ASSIGN(const auto unjudged, frozen ? changed_items() : std::set<std::string>());
    TRY(enter_held(store_, "pypi", pypi_->held(), [&](const std::string& item) {
      return pypi_->looked_at(item) && !unjudged.contains(item);
    }));
    const bool whole = !frozen && options_.names.empty();
    if (whole) TRY(store_.ledger().set(kSettledAt, store_.now().time_since_epoch().count()));
    TRY(std::move(publication).commit(report_));
    if (frozen) return {};
    for (const auto& item : retired_) report_.retired(item);
    return {};
  }

  // Whether something changed is judged when its page is made, which a frozen mirror does not.
  Result<std::set<std::string>> changed_items() const {
    std::set<std::string> items;
    TRY_ASSIGN(const auto all, held_items(store_));
    for (const auto& item : all) {
      if (item.held.reason == HeldReason::changed) items.insert(item.held.item);
    }
    return items;
  }

  Result<void> tell(Time started) {
    TRY_ASSIGN(const auto held, held_items(store_));
    TRY_ASSIGN(outcome_.generation, current_generation(store_));
    outcome_.held = held.size();
    outcome_.files = report_.files();
    outcome_.bytes = report_.bytes();
    outcome_.exit = failed_ ? kNotPublished : held.empty() ? kDone : kHeldBack;
    TRY(note_run(store_, {.started_at = started, .ended_at = store_.now(), .exit = outcome_.exit}));
    return write_status_files(store_);
  }

  const Config& config_;
  const Requests& requests_;
  const SyncOptions& options_;
  Store store_;
  net::Client client_;
  Allowance allowance_;
  Counting report_;
  std::stop_token stop_;
  std::unique_ptr<PypiSection> pypi_;  // once everything that could be fetched is here
  std::vector<std::string> retired_;   // what its plan takes out of the pages
  SyncOutcome outcome_;
  bool failed_ = false;
};

std::vector<std::string> section_names(const Config& config) {
  std::vector<std::string> names;
  if (config.pypi) names.emplace_back("pypi");
  if (!config.installers.empty()) names.emplace_back("installers");
  for (const auto& channel : config.channels) names.push_back(channel.name);
  return names;
}

std::string sections_there_are(const std::vector<std::string>& names) {
  if (names.empty()) return "adder.toml has no section to mirror";
  if (names.size() == 1) return cat("the only section is '", names.front(), "'");
  return cat("the sections are ", join(names, ", "));
}

// Whoever names a section means one that there is.
Result<void> check_sections(const Config& config, const SyncOptions& options) {
  const auto names = section_names(config);
  const auto check = [&](const std::string& name) -> Result<void> {
    if (std::ranges::find(names, name) != names.end()) return {};
    const auto near = nearest(name, names);
    auto words = cat("there is no section '", printable(name), "'");
    if (!near.empty()) words += cat(", did you mean '", near, "'?");
    return Error(Error::Kind::invalid, std::move(words),
                 near.empty() ? sections_there_are(names) : std::string());
  };
  if (!options.only.empty()) TRY(check(options.only));
  for (const std::string_view item : options.accept_changed) {
    constexpr std::string_view kAll = "all:";
    if (item.starts_with(kAll)) TRY(check(std::string(item.substr(kAll.size()))));
    if (item.starts_with(kAll) || item.starts_with("pypi/") || item.starts_with("conda/")) continue;
    return Error(Error::Kind::invalid, cat("--accept-changed: '", printable(item), "' is no item"),
                 "items are pypi/<file>, conda/<channel>/<subdir>/<file> and all:SECTION");
  }
  for (const auto& section : options.allow_shrink) {
    if (section != "*") TRY(check(section));
  }
  return {};
}

// Who looks takes no lock, and reads a ledger that a writer may change under his eyes.
using Stamp = std::pair<std::filesystem::file_time_type, std::uintmax_t>;
Stamp stamp_of(const std::filesystem::path& file) {
  std::error_code missing;
  return {std::filesystem::last_write_time(file, missing),
          std::filesystem::file_size(file, missing)};
}

}  // namespace

Result<SyncOutcome> sync(const Config& config, const Requests& requests, const Clock& clock,
                         const SyncOptions& options, Report& report, std::stop_token stop) {
  TRY(check_sections(config, options));
  for (const auto& channel : config.channels) {
    report.warning({.text = left_alone(channel)});
  }
  if (!config.installers.empty()) {
    report.warning({.text = std::string(kInstallersLeftAlone)});
  }
  TRY_ASSIGN(auto client, net::Client::open(config.network, stop));
  TRY_ASSIGN(auto store, options.dry_run ? Store::preview(config.root, clock)
                                         : Store::open(config.root, clock));
  const auto ledger = stamp_of(store.paths().root / "ledger.db");
  Run run(config, requests, options, std::move(store), std::move(client), report, std::move(stop));
  if (!options.dry_run) return std::move(run).act();
  auto outcome = std::move(run).preview();
  if (stamp_of(config.root / "ledger.db") == ledger) return outcome;
  return Error(Error::Kind::busy, "another adder changed the mirror while this one looked at it",
               "run 'adder sync --dry-run' again when it is done");
}

}  // namespace adder::mirror
