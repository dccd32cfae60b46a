#pragma once

#include "base/conda/subdir.h"
#include "mirror/conda/index_body.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace adder::mirror {

// What a look must know of an index before it believes it.
struct IndexFacts {
  BodyFacts body;
  std::uint64_t records = 0;    // 0 of shards: nobody counts them
  std::uint64_t names = 0;      // of packages
  std::string base_url;         // of the packages; empty: beside the index
  std::string shards_base_url;  // of the shards, likewise
};

// Reads the body to its end; `corrupt` when it is no index, not whole, or that of another subdir.
Result<IndexFacts> check_index(const std::filesystem::path& body, IndexForm form,
                               const conda::Subdir& subdir);

}  // namespace adder::mirror
