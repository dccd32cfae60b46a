#pragma once

#include "base/io/fd.h"
#include "mirror/pypi/own_file.h"
#include "mirror/store/settler.h"
#include "mirror/store/store.h"

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <span>

namespace adder::mirror {

// Reads the centre's own files, and brings their bytes into the store unless only looking. A file
// that the ledger knows by its stamp is not read.
class OwnIntake {
 public:
  enum class Purpose { act, look };

  OwnIntake(const Store& store, Purpose purpose, std::span<const OwnFile> known);

  // Nothing when it is gone by now. What cannot be read says so in its problem.
  Result<std::optional<OwnFile>> read(const std::filesystem::path& path);

  // When this returns, all that was read is durable and in the ledger.
  Result<void> finish();

 private:
  Result<OwnFile> read(const std::filesystem::path& path, const io::Fd& file,
                       const FileStamp& stamp);
  OwnFile named(OwnFile file) const;
  Result<bool> is_still_good(const OwnFile& known, const FileStamp& stamp) const;
  Result<OwnFacts> look_at(OwnFile& file) const;
  Result<OwnFacts> take_in(OwnFile& file, const io::Fd& fd);
  Result<bool> is_here(const Sha256& sum) const;
  Result<void> add(Settler::Arrival arrival);

  const Store& store_;
  Purpose purpose_;
  std::map<std::filesystem::path, const OwnFile*> known_;
  Settler settler_;
  std::set<Sha256> added_;
};

}  // namespace adder::mirror
