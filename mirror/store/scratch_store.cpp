#include "mirror/store/scratch_store.h"

#include "base/io/file.h"

#include <stdlib.h>

#include <string>
#include <system_error>
#include <utility>

namespace adder::mirror {

namespace fs = std::filesystem;

Result<ScratchStore> ScratchStore::make() {
  std::string folder = fs::temp_directory_path() / "adder-XXXXXX";
  if (::mkdtemp(folder.data()) == nullptr) return io::disk_error("create folder", folder);
  TRY_ASSIGN(auto store, Store::open(folder, Clock()));
  return ScratchStore(folder, std::move(store));
}

ScratchStore::ScratchStore(fs::path folder, Store store)
    : folder_(std::move(folder)), store_(std::move(store)) {}

ScratchStore::ScratchStore(ScratchStore&& other) noexcept
    : folder_(std::exchange(other.folder_, {})), store_(std::move(other.store_)) {}

ScratchStore::~ScratchStore() {
  if (folder_.empty()) return;
  store_.reset();
  std::error_code nobody_to_tell;
  fs::remove_all(folder_, nobody_to_tell);
}

}  // namespace adder::mirror
