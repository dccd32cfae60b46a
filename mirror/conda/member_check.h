#pragma once

#include "base/conda/dist_name.h"
#include "base/core/result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace adder::mirror {

// A member of a package that is not what info/paths.json says of it.
struct DamagedMember {
  std::string path;
  std::string what;  // "is missing"

  friend bool operator==(const DamagedMember&, const DamagedMember&) = default;
};

struct MemberCheck {
  // False: there is no info/paths.json to compare with, as in packages that are older than it.
  bool has_list = false;
  std::vector<DamagedMember> damaged = {};  // by path, and no more than a hundred
  std::uint64_t more = 0;                   // that were found besides

  friend bool operator==(const MemberCheck&, const MemberCheck&) = default;
};

// Unpacks a whole package, without writing to disk, and compares each member with what the package
// says of it: its type, and the size and sha256 of files. Where a soft link leads is not looked at.
// Memory: some hundred bytes a member. An error where it is no sound package.
Result<MemberCheck> check_members(const std::filesystem::path& file, conda::Format format);

}  // namespace adder::mirror
