#include "mirror/verify.h"

#include "base/core/pool.h"
#include "base/io/file.h"
#include "mirror/lost_blobs.h"
#include "mirror/store/blob_files.h"
#include "mirror/store/inspection.h"
#include "mirror/store/manifest_files.h"
#include "mirror/store/page_files.h"
#include "mirror/store/public_files.h"
#include "mirror/store/recovery.h"
#include "mirror/store/shown_links.h"
#include "mirror/store/shown_pages.h"
#include "mirror/store/store.h"
#include "mirror/store/strays.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

namespace adder::mirror {

namespace fs = std::filesystem;

namespace {

class Verification {
 public:
  Verification(const Config& config, const VerifyOptions& options, const Store& store,
               Report& report, std::stop_token stop)
      : config_(config),
        options_(options),
        store_(store),
        report_(report),
        stop_(std::move(stop)),
        pool_(options.jobs > 0 ? options.jobs : cores()) {}

  Result<VerifyOutcome> run() && {
    TRY(examine_ledger());
    // What others are made from comes first: a mended blob mends its public paths.
    TRY(examine_blobs());
    TRY(examine(PageFiles(store_), outcome_.pages));
    const auto company = options_.repair ? PublicFiles::Company::alone  //
                                         : PublicFiles::Company::perhaps_others;
    TRY(examine(PublicFiles(store_, company), outcome_.files));
    TRY(examine(ShownPages(store_), outcome_.shown));
    TRY(examine(ShownLinks(store_), outcome_.shown));
    TRY(examine(ManifestFiles(store_), outcome_.generations));
    TRY(examine_strays());
    if (options_.repair) TRY(io::sync_file_system(store_.paths().root));
    std::ranges::sort(outcome_.damages, {}, &Damage::path);
    return std::move(outcome_);
  }

 private:
  Result<void> examine_ledger() {
    TRY_ASSIGN(auto row, store_.ledger().prepare("PRAGMA quick_check(1)"));
    TRY(row.step());
    if (row.bytes(0) != "ok")
      outcome_.damages.push_back({.path = "ledger.db", .what = row.text(0)});
    return {};
  }

  Result<void> examine_blobs() {
    const BlobFiles kind(store_);
    TRY_ASSIGN(auto broken, find_broken(kind, pool_, stop_, outcome_.blobs));
    TRY_ASSIGN(auto bytes, store_.ledger().prepare("SELECT coalesce(sum(size), 0) FROM blob"));
    TRY(bytes.step());
    outcome_.bytes = static_cast<std::uint64_t>(bytes.number(0));
    if (options_.repair) {
      std::vector<Blob> lost;
      for (auto& [blob, what] : broken) {
        TRY_ASSIGN(const auto mended, mend(kind, blob, what));
        if (!mended) lost.push_back(blob);
      }
      TRY(fetch_lost_blobs(config_, store_, lost, report_, stop_));
    }
    for (auto& [blob, what] : broken) {
      TRY(enter(kind, blob, std::move(what)));
      TRY_ASSIGN(outcome_.damages.back().file, public_name(blob));
    }
    return {};
  }

  Result<std::string> public_name(const Blob& blob) const {
    TRY_ASSIGN(const auto paths, paths_of_blob(store_, blob.sha256));
    return paths.empty() ? std::string() : fs::path(paths.front()).filename().native();
  }

  template <class Kind>
  Result<void> examine(const Kind& kind, std::uint64_t& looked) {
    TRY_ASSIGN(auto broken, find_broken(kind, pool_, stop_, looked));
    for (auto& [thing, what] : broken) {
      if (options_.repair) TRY(mend(kind, thing, what));
      TRY(enter(kind, thing, std::move(what)));
    }
    return {};
  }

  // Whether it is whole now. What kept us from mending is told with the damage: the next one may
  // be mended all the same.
  template <class Kind>
  Result<bool> mend(const Kind& kind, const typename Kind::Thing& thing, std::string& what) const {
    TRY_ASSIGN(const auto already, is_whole(kind, thing));
    if (already) return true;
    if (const auto mended = kind.mend(thing); !mended) what += "; " + mended.error().words();
    return is_whole(kind, thing);
  }

  template <class Kind>
  static Result<bool> is_whole(const Kind& kind, const typename Kind::Thing& thing) {
    TRY_ASSIGN(const auto promised, kind.is_promised(thing));
    return !promised || !kind.trouble(thing);
  }

  template <class Kind>
  Result<void> enter(const Kind& kind, const typename Kind::Thing& thing, std::string what) {
    TRY_ASSIGN(const auto mended, options_.repair ? is_whole(kind, thing) : Result<bool>(false));
    outcome_.damages.push_back(
        {.path = kind.path(thing), .what = std::move(what), .mended = mended, .remedy = "mended"});
    return {};
  }

  Result<void> examine_strays() {
    std::vector<Stray> strays;
    const auto visit = [&](const Stray& stray) -> Result<void> {
      strays.push_back(stray);
      return {};
    };
    TRY(each_stray(store_, visit));
    TRY(each_shown_stray(store_, visit));
    for (const auto& stray : strays) {
      TRY_ASSIGN(const auto is_one, is_stray_after_all(stray));
      if (!is_one) continue;
      if (options_.repair) TRY(clear_away(store_, stray));
      TRY_ASSIGN(const auto stays, is_known(store_, stray));
      outcome_.damages.push_back({.path = stray.path,
                                  .what = "does not belong here",
                                  .mended = options_.repair,
                                  .remedy = stays ? "taken in" : "removed"});
    }
    return {};
  }

  // Who adds something puts it in place before telling the ledger; who was cut off leaves it to the
  // next run. Neither is damage.
  Result<bool> is_stray_after_all(const Stray& stray) const {
    TRY_ASSIGN(const auto unfinished, store_.ledger().number(kUnfinished));
    if (unfinished && !options_.repair) return false;
    TRY_ASSIGN(const auto known, is_known(store_, stray));
    std::error_code failed;
    return !known && fs::exists(fs::symlink_status(store_.paths().root / stray.path, failed));
  }

  const Config& config_;
  const VerifyOptions& options_;
  const Store& store_;
  Report& report_;
  std::stop_token stop_;
  Pool pool_;
  VerifyOutcome outcome_;
};

}  // namespace

std::uint64_t VerifyOutcome::unmended() const {
  const auto left = std::ranges::count(damages, false, &Damage::mended);
  return static_cast<std::uint64_t>(left);
}

Result<VerifyOutcome> verify(const Config& config, const Clock& clock, const VerifyOptions& options,
                             Report& report, std::stop_token stop) {
  // Repairing does not found a mirror where there is none.
  TRY_ASSIGN(auto looked,
             Store::look(config.root, clock, io::Database::Access::read_beside_writer));
  if (!options.repair) {
    return Verification(config, options, looked, report, std::move(stop)).run();
  }
  TRY_ASSIGN(auto store, Store::open(config.root, clock));
  TRY_ASSIGN(auto outcome, Verification(config, options, store, report, std::move(stop)).run());
  TRY(std::move(store).close());
  return outcome;
}

}  // namespace adder::mirror
