#pragma once

#include "base/core/clock.h"
#include "base/io/inside.h"
#include "base/io/lock.h"
#include "mirror/store/ledger.h"
#include "mirror/store/paths.h"

#include <filesystem>
#include <optional>
#include <string_view>

namespace adder::mirror {

// Everything below root, opened for one command.
class Store {
 public:
  // To change something: takes the lock, makes missing folders, and first of all completes what an
  // interrupted command had committed but not yet switched.
  static Result<Store> open(const std::filesystem::path& root, const Clock& clock);

  // The same where a mirror must be: `invalid` where none has ever been, and none is made.
  static Result<Store> open_existing(const std::filesystem::path& root, const Clock& clock);

  // To look: no lock, nothing is written. `invalid` where no mirror has ever been.
  // Who looks for long may want to see what others commit meanwhile.
  static Result<Store> look(const std::filesystem::path& root, const Clock& clock,
                            io::Database::Access access = io::Database::Access::read_only);

  // To look at a mirror that need not exist yet, for a dry run.
  static Result<Store> preview(const std::filesystem::path& root, const Clock& clock);

  // Says that everything begun with open() came to its end. Without it, the next command that opens
  // the store looks for what was left lying about, and clears it away.
  Result<void> close() &&;

  const Paths& paths() const { return paths_; }
  const Ledger& ledger() const { return ledger_; }
  const io::Inside& published() const { return published_; }
  Time now() const { return clock_.now(); }

  // Whether it was opened to change something.
  bool may_be_changed() const { return lock_.has_value(); }

 private:
  Store(Paths paths, Ledger ledger, io::Inside published, Clock clock,
        std::optional<io::Lock> lock);

  Paths paths_;
  Ledger ledger_;
  io::Inside published_;
  Clock clock_;
  std::optional<io::Lock> lock_;
};

// Closes the store after a command that came to its end, or that was refused before it began.
template <class Outcome>
Outcome close_after(Store store, Outcome outcome) {
  const bool is_over = outcome || outcome.error().kind() == Error::Kind::invalid;
  if (is_over) TRY(std::move(store).close());
  return outcome;
}

}  // namespace adder::mirror
