#pragma once

#include "base/core/result.h"
#include "base/io/fd.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace adder::io {

// A folder nobody can lead us out of. Names that came from strangers are only ever used through
// one: the kernel itself refuses `..`, absolute paths and symbolic links on the way.
class Inside {
 public:
  static Result<Inside> open(std::filesystem::path folder);

  // The folder of `path`, made with all its parents where missing.
  Result<Fd> parent_of(std::string_view path) const;
  // `within`: links on the way are followed as long as they stay below the folder.
  enum class Links { refused, within };
  Result<Fd> open_for_reading(std::string_view path, Links links = Links::refused) const;
  Result<Fd> create(std::string_view path) const;  // fails when it exists

  // Gives the file at `source` a second name below this folder, or copies it where the file system
  // cannot. False when the name is there already.
  Result<bool> link(const std::filesystem::path& source, std::string_view path) const;

  // False when there was nothing to remove. Folders that become empty go too.
  Result<bool> remove(std::string_view path) const;

  // Like remove(), for whoever may have been cut off in it: the file has gone, its empty folders
  // have not.
  Result<void> clear_away(std::string_view path) const;
  Result<bool> exists(std::string_view path) const;

  const std::filesystem::path& folder() const { return folder_; }

 private:
  Inside(std::filesystem::path folder, Fd fd) : folder_(std::move(folder)), fd_(std::move(fd)) {}
  Result<void> remove_empty_folders(std::string_view path) const;

  std::filesystem::path folder_;
  Fd fd_;
};

}  // namespace adder::io
