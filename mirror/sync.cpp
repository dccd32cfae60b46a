#include "mirror/sync.h"

#include "base/io/file.h"
#include "base/net/client.h"
#include "mirror/course.h"
#include "mirror/sections.h"
#include "mirror/site_unit.h"
#include "mirror/status.h"
#include "mirror/store/allowance.h"
#include "mirror/store/gc.h"
#include "mirror/store/generations.h"
#include "mirror/store/held_items.h"
#include "mirror/words/config_surroundings.h"
#include "mirror/words/counting.h"

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
        options_(options),
        store_(std::move(store)),
        client_(std::move(client)),
        allowance_(config.limits, existing_folder()),
        report_(report),
        stop_(std::move(stop)),
        course_(requests, report_) {}

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
    TRY(course_.open(context()));
    TRY(course_.look(context()));
    // Whoever asks is about to act on the plan, so it is told all the same.
    is_in_vain_ = !course_.is_allowed(allowance_);
    outcome_.exit = exit_so_far();
    const auto bytes = course_.planned_bytes();
    TRY_ASSIGN(const auto disk, io::disk_space(existing_folder()));
    TRY_ASSIGN(const auto rate, store_.ledger().number("rate"));
    outcome_.disk_after = saturating_sum(disk.used, bytes);
    outcome_.disk_free_after = disk.free > bytes ? disk.free - bytes : 0;
    outcome_.rate = static_cast<std::uint64_t>(rate.value_or(0));
    for (auto& part : course_.parts()) {
      outcome_.plans.push_back(
          {.section = std::string(part.section->name()), .plan = std::move(part.plan)});
    }
    return std::move(outcome_);
  }

 private:
  SectionContext context() {
    return {.config = config_,
            .store = store_,
            .client = client_,
            .options = options_,
            .report = report_,
            .allowance = allowance_,
            .stop = stop_};
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

  Result<void> bring_home() {
    auto looked = course_.open(context());
    if (looked) looked = course_.look(context());
    // A usage error: nothing was asked.
    if (!looked && looked.error().kind() == Error::Kind::invalid) TRY(std::move(store_).close());
    TRY(std::move(looked));
    is_in_vain_ = !course_.is_allowed(allowance_);
    return is_in_vain_ ? Result<void>() : course_.fetch(store_);
  }

  // Some sections failed, or all.
  int exit_so_far() {
    if (is_in_vain_) return kNotPublished;
    if (course_.failed() == 0) return kDone;
    return course_.parts().empty() ? kNotPublished : kHeldBack;
  }

  std::filesystem::path existing_folder() const {
    auto folder = std::filesystem::absolute(store_.paths().root);
    while (!std::filesystem::exists(folder)) folder = folder.parent_path();
    return folder;
  }

  // Files first, then the index that names them: at every moment a client finds each file the index
  // promises. What failed to arrive is not promised.
  Result<void> publish() {
    if (course_.parts().empty() || is_in_vain_) return {};
    TRY_ASSIGN(const auto frozen, store_.ledger().number("frozen"));
    if (frozen) {
      report_.error({Error::Kind::refused,
                     "the mirror is frozen after a rollback: nothing is published",
                     "'adder rollback --release' lets it publish again"});
      is_in_vain_ = true;
    }
    TRY_ASSIGN(auto publication, Publication::begin(store_, frozen ? Cause::hide : Cause::sync));
    for (const auto& part : course_.parts()) TRY(publish(part, publication));
    TRY(put_site(store_, config_, publication).during("drawing the catalog"));
    for (const auto& part : course_.parts()) TRY(note_held(part));
    const bool whole =
        !frozen && course_.failed() == 0 && options_.names.empty() && options_.only.empty();
    if (whole) TRY(store_.ledger().set(kSettledAt, store_.now().time_since_epoch().count()));
    TRY(std::move(publication).commit(report_));
    if (frozen) return {};
    for (const auto& part : course_.parts()) {
      for (const auto& item : part.retires) report_.retired(item);
    }
    return {};
  }

  Result<void> publish(const Course::Part& part, Publication& publication) {
    // What is bad is bad for a frozen mirror too.
    if (is_in_vain_) {
      return part.section->hide_quarantined(publication).during("hiding what is quarantined");
    }
    TRY(part.section->publish(publication).during("publishing"));
    if (const auto counts = part.section->counts()) {
      TRY(note_counts(store_, std::string(part.section->name()), *counts));
    }
    if (!options_.names.empty()) return {};
    TRY_ASSIGN(const auto vanished, part.section->vanished());
    return note_vanished(store_, std::string(part.section->name()), vanished);
  }

  Result<void> note_held(const Course::Part& part) {
    TRY_ASSIGN(const auto unjudged, is_in_vain_ ? changed_items() : std::set<std::string>());
    const auto& section = *part.section;
    return enter_held(store_, std::string(section.name()), section.held(),
                      [&](const std::string& item) {
                        return section.looked_at(item) && !unjudged.contains(item);
                      });
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
    outcome_.exit = exit_so_far();
    if (outcome_.exit == kDone && !held.empty()) outcome_.exit = kHeldBack;
    TRY(note_run(store_, {.started_at = started, .ended_at = store_.now(), .exit = outcome_.exit}));
    return write_status_files(store_);
  }

  const Config& config_;
  const SyncOptions& options_;
  Store store_;
  net::Client client_;
  Allowance allowance_;
  Counting report_;
  std::stop_token stop_;
  Course course_;
  bool is_in_vain_ = false;  // nothing will be published
  SyncOutcome outcome_;
};

// Who looks takes no lock, and reads a ledger that a writer may change under his eyes.
using Stamp = std::pair<std::filesystem::file_time_type, std::uintmax_t>;
Stamp stamp_of(const std::filesystem::path& file) {
  std::error_code missing;
  return {std::filesystem::last_write_time(file, missing),
          std::filesystem::file_size(file, missing)};
}

}  // namespace

Result<SyncOutcome> sync(const Config& config, const Requests& requests, const Clock& clock,
                         const SyncOptions& asked, Report& report, std::stop_token stop) {
  TRY_ASSIGN(const auto options, understood(config, asked));
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
