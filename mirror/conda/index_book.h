#pragma once

#include "base/core/checksum.h"
#include "base/core/clock.h"
#include "mirror/conda/index_form.h"
#include "mirror/store/store.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace adder::mirror {

// The index of a subdir as it was last accepted. Its body stands in store/upstream, as it came.
struct KnownIndex {
  std::string upstream = {};  // whose it is, without secrets
  std::string url = {};       // where it was found, after redirects; for people
  IndexForm form = IndexForm::absent;
  std::string etag = {};
  std::string last_modified = {};
  Sha256 sha256 = {};
  std::uint64_t size = 0;     // of the body
  std::uint64_t records = 0;  // 0 of shards: nobody counts them
  std::uint64_t names = 0;    // of packages
  std::uint64_t shards = 0;   // that were brought, and stand beside the body
  std::string base_url = {};  // as it says, without secrets
  std::string shards_base_url = {};
  Sha256 recipe = {};   // what was asked of the channel
  Time chosen_at = {};  // when all forms were last tried for the best of them
  Time accepted_at = {};

  friend bool operator==(const KnownIndex&, const KnownIndex&) = default;
};

Result<std::optional<KnownIndex>> known_index(const Store& store, const std::string& channel,
                                              const std::string& subdir);
Result<std::vector<std::string>> known_subdirs(const Store& store, const std::string& channel);
Result<void> remember_index(const Store& store, const std::string& channel,
                            const std::string& subdir, const KnownIndex& index);
Result<void> forget_index(const Store& store, const std::string& channel,
                          const std::string& subdir);

// What the channel says to its users (notices.json), as it was last accepted.
struct KnownNotices {
  std::string upstream;
  std::string etag;
  std::string last_modified;
  std::optional<std::string> json;  // none: upstream has none

  friend bool operator==(const KnownNotices&, const KnownNotices&) = default;
};
Result<std::optional<KnownNotices>> known_notices(const Store& store, const std::string& channel);
Result<void> remember_notices(const Store& store, const std::string& channel,
                              const KnownNotices& notices);

// Where bodies stand.
std::filesystem::path index_folder(const Paths& paths, const std::string& channel,
                                   const std::string& subdir);
std::filesystem::path index_body(const Paths& paths, const std::string& channel,
                                 const std::string& subdir, const KnownIndex& index);
std::filesystem::path shards_folder(const Paths& paths, const std::string& channel,
                                    const std::string& subdir);

}  // namespace adder::mirror
