#include "mirror/store/gc.h"

#include "base/core/text.h"
#include "base/io/folder.h"
#include "mirror/store/generations.h"
#include "mirror/store/hidden.h"
#include "mirror/store/unit.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <set>
#include <system_error>

namespace adder::mirror {

namespace fs = std::filesystem;

namespace {

constexpr auto kPartsStay = std::chrono::days(7);

// Something that the generations [since, until) name.
struct Span {
  std::string path;
  int since = 0;
  int until = 0;
  std::int64_t ended_at = 0;  // when its grace began; 0: it has not yet
  std::string unit;
  Sha256 sha256 = {};
};

bool needed(const Span& span, const std::set<int>& kept) {
  const auto first = kept.lower_bound(span.since);
  return first != kept.end() && *first < span.until;
}

class Search {
 public:
  Search(const Store& store, const Limits& limits, const std::optional<NamedPackage>& now)
      : store_(store), limits_(limits), without_grace_(now) {}

  Result<Waste> run() && {
    if (without_grace_) TRY(without_grace_->known_as(store_));
    TRY_ASSIGN(const auto all, generations(store_));
    TRY_ASSIGN(hidden_, hidden_names(store_));
    kept_ = generations_to_keep(all, limits_, store_.now());
    for (const auto& generation : all) {
      if (!kept_.contains(generation.number)) waste_.generations.push_back(generation.number);
    }
    TRY(find_units());
    TRY(find_pages());
    TRY(find_files());
    TRY(find_blobs());
    TRY(find_parts());
    return std::move(waste_);
  }

 private:
  bool grace_is_over(std::int64_t since) const {
    return since + limits_.grace.count() <= store_.now().time_since_epoch().count();
  }

  // A page's bytes stay in store/pages while a kept generation has them; its folder in public/ is
  // only there for the clients that were just reading it.
  Result<void> find_units() {
    TRY_ASSIGN(auto rows,
               store_.ledger().prepare("SELECT path, since, until, replaced_at FROM unit "
                                       "WHERE until IS NOT NULL ORDER BY path, since"));
    TRY_ASSIGN(auto more, rows.step());
    while (more) {
      consider_unit({.path = rows.text(0),
                     .since = static_cast<int>(rows.number(1)),
                     .until = static_cast<int>(rows.number(2)),
                     .ended_at = rows.number(3),
                     .unit = rows.text(0)});
      TRY_ASSIGN(more, rows.step());
    }
    return {};
  }

  void consider_unit(const Span& unit) {
    const bool has_grace = !without_grace_ || !without_grace_->is_project(unit.path);
    if (has_grace && !grace_is_over(unit.ended_at)) return;
    auto folder = place_of(unit.path, unit.since).folder;
    if (fs::exists(store_.paths().published() / folder)) {
      waste_.page_folders.push_back(std::move(folder));
    }
    if (!needed(unit, kept_)) waste_.units.emplace_back(unit.path, unit.since);
  }

  Result<void> find_pages() {
    const std::set<Waste::Span> ended(waste_.units.begin(), waste_.units.end());
    std::set<Sha256> sums;
    for (const auto& [path, since] : waste_.units) {
      TRY_ASSIGN(auto rows,
                 store_.ledger().prepare("SELECT sha256 FROM page WHERE path = ?1 AND since = ?2"));
      rows.bind(1, path).bind(2, since);
      TRY_ASSIGN(auto more, rows.step());
      while (more) {
        sums.insert(rows.digest<Sha256>(0));
        TRY_ASSIGN(more, rows.step());
      }
    }
    for (const auto& sum : sums) {
      TRY_ASSIGN(const auto used, page_is_used(sum, ended));
      if (!used) waste_.pages.push_back(sum);
    }
    return {};
  }

  Result<bool> page_is_used(const Sha256& sum, const std::set<Waste::Span>& ended) const {
    TRY_ASSIGN(auto rows,
               store_.ledger().prepare("SELECT path, since FROM page WHERE sha256 = ?1"));
    rows.bind(1, sum);
    TRY_ASSIGN(auto more, rows.step());
    while (more) {
      if (!ended.contains({rows.text(0), static_cast<int>(rows.number(1))})) return true;
      TRY_ASSIGN(more, rows.step());
    }
    return false;
  }

  // A path may have been promised, dropped, and promised again, to several units and with other
  // bytes: each time counts for itself.
  Result<void> find_files() {
    TRY_ASSIGN(auto rows,
               store_.ledger().prepare(
                   "SELECT path, since, until, coalesce(released_at, 0), unit, sha256 FROM promise "
                   "WHERE until IS NOT NULL ORDER BY path, since"));
    std::vector<Span> spans;
    TRY_ASSIGN(auto more, rows.step());
    while (more) {
      Span next{.path = rows.text(0),
                .since = static_cast<int>(rows.number(1)),
                .until = static_cast<int>(rows.number(2)),
                .ended_at = rows.number(3),
                .unit = rows.text(4),
                .sha256 = rows.digest<Sha256>(5)};
      if (!spans.empty() && spans.front().path != next.path) {
        TRY(consider_file(spans));
        spans.clear();
      }
      spans.push_back(std::move(next));
      TRY_ASSIGN(more, rows.step());
    }
    return spans.empty() ? Result<void>() : consider_file(spans);
  }

  Result<void> consider_file(const std::vector<Span>& spans) {
    std::vector<Span> over;
    const Span* last_staying = nullptr;
    for (const auto& span : spans) {
      // What is hidden is promised to nobody, and yet it stays: it may be shown again.
      if (is_hidden(hidden_, span.unit, span.path)) continue;
      if (is_over(span)) {
        over.push_back(span);
      } else {
        last_staying = &span;
      }
    }
    if (over.empty()) return {};
    const auto& path = spans.front().path;
    TRY_ASSIGN(auto row,
               store_.ledger().prepare("SELECT 1 FROM promise WHERE path = ?1 AND until IS NULL"));
    TRY_ASSIGN(const auto promised_now, row.bind(1, path).step());
    const bool goes = last_staying == nullptr && !promised_now;
    if (goes) waste_.files.push_back(path);
    // What the path holds now is what its last row says, and stays as long as the path.
    const auto& last = over.back();
    const bool says_what_is_there = !goes && !promised_now && last_staying->since < last.since &&
                                    last_staying->sha256 != last.sha256;
    if (says_what_is_there) over.pop_back();
    for (const auto& span : over) waste_.promises.push_back(promised(span));
    return {};
  }

  // Needed by nobody, and its grace has passed.
  bool is_over(const Span& span) {
    if (needed(span, kept_)) return false;
    const bool released = span.ended_at != 0;
    const bool over = released ? grace_is_over(span.ended_at) : limits_.grace.count() == 0;
    if (!over && !released) waste_.released.push_back(promised(span));
    return over || (without_grace_ && without_grace_->has_file(span.unit, span.path));
  }

  static Waste::Promised promised(const Span& span) {
    return {.path = span.path, .since = span.since, .unit = span.unit};
  }

  // A download that broke off is taken up by the next run, if anybody still wants it.
  Result<void> find_parts() {
    return io::each_entry(store_.paths().incoming(),
                          [&](const fs::directory_entry& entry) -> Result<void> {
                            std::error_code failed;
                            const auto written = entry.last_write_time(failed);
                            if (failed) return {};  // it is gone by now
                            const auto since = std::chrono::file_clock::to_sys(written);
                            if (since + kPartsStay < store_.now())
                              waste_.parts.push_back(entry.path());
                            return {};
                          });
  }

  // A frozen mirror fetches ahead of what it publishes, and keeps it; so does a sync that was cut
  // off, for the next whole one.
  Result<void> find_blobs() {
    TRY_ASSIGN(const auto frozen, store_.ledger().number("frozen"));
    TRY_ASSIGN(const auto settled, store_.ledger().number(kSettledAt));
    TRY_ASSIGN(auto rows, store_.ledger().prepare(
                              "SELECT sha256, size, stored_at FROM blob WHERE NOT EXISTS (SELECT 1 "
                              "FROM promise WHERE promise.sha256 = blob.sha256)"));
    TRY_ASSIGN(auto more, rows.step());
    while (more) {
      const bool unwanted = !frozen && settled && rows.number(2) <= *settled;
      if (unwanted && grace_is_over(rows.number(2))) {
        add_blob(rows.digest<Sha256>(0), rows.number(1));
      }
      TRY_ASSIGN(more, rows.step());
    }
    return find_blobs_of({waste_.promises.begin(), waste_.promises.end()});
  }

  Result<void> find_blobs_of(const std::set<Waste::Promised>& promises) {
    std::set<Sha256> seen;
    for (const auto& promise : promises) {
      TRY_ASSIGN(auto row,
                 store_.ledger().prepare("SELECT blob.sha256, size FROM promise JOIN blob USING "
                                         "(sha256) WHERE path = ?1 AND since = ?2 AND unit = ?3"));
      row.bind(1, promise.path).bind(2, promise.since).bind(3, promise.unit);
      TRY_ASSIGN(const auto found, row.step());
      if (!found || !seen.insert(row.digest<Sha256>(0)).second) continue;
      TRY_ASSIGN(const auto used, blob_is_used(row.digest<Sha256>(0), promises));
      if (!used) add_blob(row.digest<Sha256>(0), row.number(1));
    }
    return {};
  }

  Result<bool> blob_is_used(const Sha256& sum, const std::set<Waste::Promised>& but_for) const {
    TRY_ASSIGN(auto rows,
               store_.ledger().prepare("SELECT path, since, unit FROM promise WHERE sha256 = ?1"));
    rows.bind(1, sum);
    TRY_ASSIGN(auto more, rows.step());
    while (more) {
      if (!but_for.contains({rows.text(0), static_cast<int>(rows.number(1)), rows.text(2)}))
        return true;
      TRY_ASSIGN(more, rows.step());
    }
    return false;
  }

  void add_blob(const Sha256& sum, std::int64_t size) {
    waste_.blobs.push_back(sum);
    waste_.bytes += static_cast<std::uint64_t>(size);
  }

  const Store& store_;
  const Limits& limits_;
  const std::optional<NamedPackage>& without_grace_;
  std::set<int> kept_;
  HiddenNames hidden_;
  Waste waste_;
};

}  // namespace

Result<Waste> find_waste(const Store& store, const Limits& limits,
                         const std::optional<NamedPackage>& now) {
  return Search(store, limits, now).run();
}

}  // namespace adder::mirror
