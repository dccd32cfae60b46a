#include "mirror/store/manifest.h"

#include "base/core/text.h"
#include "base/io/atomic_file.h"
#include "base/io/file.h"
#include "mirror/store/unit.h"

namespace adder::mirror {

Result<void> draw_manifest(const Store& store, const Generation& generation, const TakeText& take) {
  TRY(take(cat("adder generation 1\nnumber ", generation.number, "\nmade ",
               rfc3339(generation.made_at), "\ncause ", generation.cause, "\n\n")));
  TRY_ASSIGN(auto rows, store.ledger().prepare(
                            cat("SELECT page.sha256, ", kShownPath,
                                " AS shown FROM unit JOIN page USING (path, since) WHERE since <= "
                                "?1 AND (until IS NULL OR until > ?1) ORDER BY shown")));
  rows.bind(1, generation.number);
  TRY_ASSIGN(auto more, rows.step());
  while (more) {
    TRY(take(cat(rows.digest<Sha256>(0).hex(), "  ", rows.bytes(1), '\n')));
    TRY_ASSIGN(more, rows.step());
  }
  return {};
}

Result<void> write_manifest(const Store& store, const Generation& generation) {
  TRY_ASSIGN(auto file, io::AtomicFile::create(store.paths().generation(generation.number)));
  TRY(draw_manifest(store, generation,
                    [&](std::string_view text) { return file.write(io::bytes_of(text)); }));
  return std::move(file).commit();
}

}  // namespace adder::mirror
