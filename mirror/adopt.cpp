#include "mirror/adopt.h"

#include "base/core/text.h"
#include "base/io/file.h"
#include "base/io/folder.h"
#include "base/net/client.h"
#include "mirror/sections.h"
#include "mirror/status.h"
#include "mirror/store/allowance.h"
#include "mirror/store/blobs.h"
#include "mirror/store/copy_in.h"
#include "mirror/wanted_names.h"
#include "mirror/words/guard.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <chrono>
#include <system_error>
#include <utility>

namespace adder::mirror {

namespace fs = std::filesystem;

namespace {

Result<void> want(const Store& store, Plan plan, WantedNames& wanted) {
  for (auto& fetch : plan.fetch) {
    if (!fetch.artifact.sha256) continue;
    TRY_ASSIGN(const auto here, find_blob(store, *fetch.artifact.sha256));
    if (!here) wanted.add(std::move(fetch.artifact));
  }
  return {};
}

// What a sync would fetch now.
Result<WantedNames> wanted_names(const Config& config, const Requests& requests, const Store& store,
                                 Report& report, const std::stop_token& stop) {
  WantedNames wanted;
  TRY_ASSIGN(auto client, net::Client::open(config.network, stop));
  const SyncOptions options;
  Allowance allowance(config.limits, store.paths().root);
  for (const auto& section : open_sections({.config = config,
                             .store = store,
                             .client = client,
                             .options = options,
                             .report = report,
                             .allowance = allowance,
                             .stop = stop},
                                           requests)) {
    TRY(section->look());
    TRY_ASSIGN(auto plan, section->plan());
    TRY(want(store, std::move(plan), wanted));
  }
  return wanted;
}

class Adoption {
 public:
  Adoption(const Config& config, const Store& store, WantedNames wanted, Report& report,
           std::stop_token stop)
      : config_(config),
        store_(store),
        wanted_(std::move(wanted)),
        report_(report),
        stop_(std::move(stop)),
        settler_(store.paths(), Settler::Schedule::inline_only) {}

  Result<AdoptOutcome> run(const fs::path& folder) && {
    TRY(look_below(folder));
    settler_.finish();
    TRY(enter_durable());
    outcome_.still_wanted = wanted_.left();
    return outcome_;
  }

 private:
  // A folder that cannot be read is told of, and the rest is looked through. Links to folders are
  // not followed: they may go round in circles.
  Result<void> look_below(const fs::path& folder) {
    std::optional<Error> trouble;
    const auto walked = io::each_entry(folder, [&](const fs::directory_entry& entry) {
      auto visited = visit(entry);
      if (!visited) trouble = visited.error();
      return visited;
    });
    if (trouble) return *std::move(trouble);
    if (!walked) warn(walked.error());
    return {};
  }

  Result<void> visit(const fs::directory_entry& entry) {
    if (stop_.stop_requested()) return Error(Error::Kind::cancelled, "adopting was stopped");
    std::error_code failed;
    if (entry.symlink_status(failed).type() == fs::file_type::directory) {
      return look_below(entry.path());
    }
    if (!entry.is_regular_file(failed)) return {};
    const auto size = entry.file_size(failed);
    if (failed) return {};
    for (const auto* artifact : wanted_.find(entry.path().filename().native(), size)) {
      TRY_ASSIGN(const auto taken, consider(entry.path(), *artifact));
      if (taken) return {};
    }
    return {};
  }

  // Whether the file was what the artifact promises. Trouble with the file is no reason to end.
  Result<bool> consider(const fs::path& path, const Artifact& artifact) {
    const auto began = std::chrono::steady_clock::now();
    // What was a file a moment ago may be a pipe by now, and would make us wait.
    const io::Fd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat now {};
    if (!file || ::fstat(*file, &now) != 0 || !S_ISREG(now.st_mode)) {
      warn(io::disk_error("open", path));
      return false;
    }
    TRY(guard_disk(static_cast<std::uint64_t>(now.st_size)));
    auto arrival = copy_in(store_, file, path);
    if (!arrival && arrival.error().kind() == Error::Kind::corrupt) {
      warn(arrival.error());
      return false;
    }
    if (!arrival) return std::move(arrival).error();
    if (arrival->blob.sha256 != *artifact.sha256) {
      ++outcome_.other_bytes;
      TRY(io::remove_file(arrival->draft));
      return false;
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    ++outcome_.files;
    outcome_.bytes += arrival->blob.size;
    report_.fetched(artifact.item, arrival->blob.size, took.count());
    report_.progressed(outcome_.files, outcome_.bytes);
    wanted_.found(arrival->blob.sha256);
    settler_.add(*std::move(arrival));
    TRY(enter_durable());
    return true;
  }

  Result<void> guard_disk(std::uint64_t needed) const {
    TRY_ASSIGN(const auto disk, io::disk_space(store_.paths().root));
    return guard_room({.free = disk.free, .needed = needed}, config_.limits.min_free);
  }

  Result<void> enter_durable() {
    TRY_ASSIGN(const auto blobs, settler_.take());
    return enter_blobs(store_, blobs);
  }

  void warn(const Error& error) const {
    report_.warning({.text = error.words(), .file = {}, .line = 0});
  }

  const Config& config_;
  const Store& store_;
  WantedNames wanted_;
  Report& report_;
  std::stop_token stop_;
  Settler settler_;
  AdoptOutcome outcome_;
};

}  // namespace

Result<AdoptOutcome> adopt(const Config& config, const Requests& requests, const Clock& clock,
                           const fs::path& folder, Report& report, std::stop_token stop) {
  std::error_code failed;
  if (!fs::is_directory(folder, failed)) {
    return Error(Error::Kind::invalid, cat("'", printable(folder.native()), "' is no folder"));
  }
  TRY_ASSIGN(auto store, Store::open(config.root, clock));
  TRY_ASSIGN(auto wanted, wanted_names(config, requests, store, report, stop));
  TRY_ASSIGN(auto outcome,
             Adoption(config, store, std::move(wanted), report, std::move(stop)).run(folder));
  TRY(write_status_files(store));
  TRY(std::move(store).close());
  return outcome;
}

}  // namespace adder::mirror
