#pragma once

#include "mirror/store/store.h"

#include <filesystem>
#include <optional>

namespace adder::mirror {

// A store in the system's folder for temporary files, gone with this object.
class ScratchStore {
 public:
  static Result<ScratchStore> make();
  ScratchStore(ScratchStore&& other) noexcept;
  ScratchStore& operator=(ScratchStore&&) = delete;
  ~ScratchStore();

  const Store& store() const { return *store_; }

 private:
  ScratchStore(std::filesystem::path folder, Store store);

  std::filesystem::path folder_;
  std::optional<Store> store_;
};

}  // namespace adder::mirror
