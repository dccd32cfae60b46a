#include "mirror/store/manifest.h"

#include "base/core/text.h"
#include "base/io/atomic_file.h"
#include "base/io/file.h"
#include "mirror/store/unit.h"

namespace adder::mirror {

Result<void> write_manifest(const Store& store, int number, std::string_view cause) {
  TRY_ASSIGN(auto file, io::AtomicFile::create(store.paths().generation(number)));
  const auto head = cat("adder generation 1\nnumber ", number, "\nmade ", rfc3339(store.now()),
                        "\ncause ", cause, "\n\n");
  TRY(file.write(io::bytes_of(head)));
  TRY_ASSIGN(auto rows, store.ledger().prepare(
                            "SELECT page.sha256, page.path, page.name FROM unit JOIN page USING "
                            "(path, since) WHERE until IS NULL ORDER BY page.path, page.name"));
  TRY_ASSIGN(auto more, rows.step());
  while (more) {
    const auto shown = place_of(rows.text(1), number).shown;
    TRY(file.write(
        io::bytes_of(cat(rows.digest<Sha256>(0).hex(), "  ", shown, rows.text(2), '\n'))));
    TRY_ASSIGN(more, rows.step());
  }
  return std::move(file).commit();
}

}  // namespace adder::mirror
