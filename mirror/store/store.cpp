#include "mirror/store/store.h"

#include "base/core/text.h"
#include "base/io/file.h"
#include "mirror/store/founding.h"
#include "mirror/store/recovery.h"

#include <utility>

namespace adder::mirror {

namespace fs = std::filesystem;

namespace {

Result<void> make_layout(const Paths& paths) {
  for (const auto& folder : {paths.blobs(), paths.incoming(), paths.pages(), paths.upstream(),
                             paths.generations(), paths.published()}) {
    TRY(io::make_folders(folder));
  }
  return {};
}

Result<void> expect_mirror(const fs::path& root) {
  TRY_ASSIGN(const auto founded, is_founded(Paths{root}));
  if (founded) return {};
  return Error(Error::Kind::invalid, cat("'", root.native(), "' holds no mirror yet"),
               "run 'adder sync' first");
}

}  // namespace

Store::Store(Paths paths, Ledger ledger, io::Inside published, Clock clock,
             std::optional<io::Lock> lock)
    : paths_(std::move(paths)),
      ledger_(std::move(ledger)),
      published_(std::move(published)),
      clock_(clock),
      lock_(std::move(lock)) {}

Result<Store> Store::open(const fs::path& root, const Clock& clock) {
  const Paths paths{root};
  TRY(expect_parent(paths));
  TRY(io::make_folders(root));
  TRY_ASSIGN(auto lock, io::Lock::acquire(paths.lock()));
  TRY(is_founded(paths));
  TRY(make_layout(paths));
  TRY_ASSIGN(auto ledger, Ledger::open(root));
  TRY_ASSIGN(auto published, io::Inside::open(paths.published()));
  Store store(paths, std::move(ledger), std::move(published), clock, std::move(lock));
  TRY(recover(store).during("completing what an earlier run left unfinished"));
  TRY(store.ledger().set(kUnfinished, std::int64_t{1}));
  return store;
}

Result<Store> Store::open_existing(const fs::path& root, const Clock& clock) {
  TRY(expect_mirror(root));
  return open(root, clock);
}

Result<void> Store::close() && {
  return ledger_.forget(kUnfinished);
}

Result<Store> Store::look(const fs::path& root, const Clock& clock, io::Database::Access access) {
  const Paths paths{root};
  TRY(expect_mirror(root));
  TRY_ASSIGN(auto ledger, Ledger::open(root, access));
  TRY_ASSIGN(auto published, io::Inside::open(paths.published()));
  return Store(paths, std::move(ledger), std::move(published), clock, std::nullopt);
}

Result<Store> Store::preview(const fs::path& root, const Clock& clock) {
  TRY_ASSIGN(const auto founded, is_founded(Paths{root}));
  if (founded) return look(root, clock);
  TRY(expect_parent(Paths{root}));
  TRY_ASSIGN(auto ledger, Ledger::empty());
  // Nothing is published there, so nothing is ever looked for below it.
  TRY_ASSIGN(auto published, io::Inside::open("/"));
  return Store(Paths{root}, std::move(ledger), std::move(published), clock, std::nullopt);
}

}  // namespace adder::mirror
