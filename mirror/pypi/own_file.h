#pragma once

#include "base/core/checksum.h"
#include "base/pypi/file_name.h"
#include "base/pypi/project_name.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace adder::mirror {

// What tells a file that was read before from one that was not. Whoever writes into a file in place
// and turns its time back still changes when it was changed.
struct FileStamp {
  std::uint64_t size = 0;
  std::int64_t inode = 0;
  std::int64_t written = 0;  // nanoseconds since 1970, like the next
  std::int64_t changed = 0;

  friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

// What the inside of a wheel or an sdist says of it.
struct OwnFacts {
  // Whom it belongs to: nobody upstream is asked for that name, even if the file is broken.
  std::optional<pypi::ProjectName> project = {};
  std::string requires_python = {};
  std::optional<std::string> metadata = {};       // to be served beside it: of wheels only
  std::optional<std::string> requires_dist = {};  // lines; none: only building it would tell
  std::string problem = {};                       // why it cannot be published
};

// Whose file it is by its name, for want of anything better.
std::optional<pypi::ProjectName> project_by_name(std::string_view file_name);

// `bytes` is where the file's bytes are, under whatever name.
OwnFacts facts_of(std::string_view file_name, const std::filesystem::path& bytes);

// Only wheels and sdists are looked at; a name that is neither's is none of our business.
bool is_distribution(std::string_view file_name);

// One of the centre's own files, as the ledger remembers it.
struct OwnFile {
  std::filesystem::path path = {};
  FileStamp stamp = {};
  std::string project = {};  // empty: nobody can tell
  Sha256 sha256 = {};
  std::string requires_python = {};
  std::optional<Sha256> metadata = {};
  std::optional<std::string> requires_dist = {};
  std::string problem = {};

  std::string name() const { return path.filename().native(); }

  friend bool operator==(const OwnFile&, const OwnFile&) = default;
};

}  // namespace adder::mirror
