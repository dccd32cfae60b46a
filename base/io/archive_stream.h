#pragma once

#include "base/core/result.h"

#include <cstdint>
#include <filesystem>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace adder::io {

// How much an archive may ask of us before it is refused.
struct ArchiveLimits {
  std::uint64_t most_each = std::uint64_t{16} << 20;      // of a member that is read whole
  std::uint64_t most_unpacked = std::uint64_t{64} << 30;  // of the whole stream
  std::uint64_t most_members = 1'000'000;
};

// How a tar must be packed.
enum class Packing { any, bzip2, zstd };

// Where the archive lies that is read: a file, or a part of one.
struct ArchivePlace {
  std::filesystem::path path;
  std::uint64_t at = 0;
  std::uint64_t size = std::numeric_limits<std::uint64_t>::max();  // or less, where the file ends
};

// Steps through a tar - as it is or packed once with gzip, bzip2, xz, zstd or compress - without
// ever writing to disk. Memory: one piece of a member, and what the packing needs (xz may ask for
// 1 GiB, and uses as much of that as it unpacks).
class ArchiveStream {
 public:
  enum class Kind { file, hard_link, soft_link, folder, other };
  struct Member {
    std::string name;  // empty where it is no text at all
    Kind kind = Kind::file;
    std::string link = {};  // where it leads
  };

  static Result<ArchiveStream> open(ArchivePlace place, const ArchiveLimits& limits,
                                    Packing packing = Packing::any);
  ArchiveStream(ArchiveStream&&) noexcept;
  ArchiveStream& operator=(ArchiveStream&&) noexcept;
  ~ArchiveStream();

  // The next member, whatever of the one before was read; nothing: the archive is at its end.
  Result<std::optional<Member>> next();

  // The next bytes of the member, good until the next call; empty: all of it was read. A member
  // with holes is refused.
  Result<std::string_view> piece();

  // All bytes of the member, holes as zeros; for one that nothing was read of yet.
  Result<std::string> read();

 private:
  struct State;
  explicit ArchiveStream(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

}  // namespace adder::io
