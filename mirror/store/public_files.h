#pragma once

#include "base/core/checksum.h"
#include "mirror/store/store.h"

#include <optional>
#include <string>
#include <vector>

namespace adder::mirror {

// The public paths of files that a kept generation names: each is its blob, and gone where all of
// its promises are hidden. To be found broken and mended.
class PublicFiles {
 public:
  struct Thing {
    std::string path;              // below public/
    std::optional<Sha256> sha256;  // nothing: it is hidden
    friend bool operator==(const Thing&, const Thing&) = default;
  };
  // Whether somebody else may be changing the mirror.
  enum class Company { alone, perhaps_others };

  PublicFiles(const Store& store, Company company) : store_(store), company_(company) {}

  Result<std::vector<Thing>> next(const Thing* last) const;
  std::optional<std::string> trouble(const Thing& file) const;
  Result<bool> is_promised(const Thing& file) const;
  static std::string path(const Thing& file) { return "public/" + file.path; }

  Result<void> mend(const Thing& file) const;

 private:
  const Store& store_;
  Company company_;
};

}  // namespace adder::mirror
