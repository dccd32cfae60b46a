#include "base/io/folder.h"

#include "base/core/text.h"

#include <system_error>

namespace adder::io {

namespace fs = std::filesystem;

namespace {

Error folder_error(std::string_view action, const fs::path& path, const std::error_code& why) {
  const bool denied = why == std::errc::permission_denied;
  return {denied ? Error::Kind::denied : Error::Kind::io,
          cat("cannot ", action, " '", printable(path.native()), "': ", why.message())};
}

}  // namespace

Result<void> each_entry(const fs::path& folder, const VisitEntry& visit) {
  std::error_code failed;
  fs::directory_iterator entry(folder, failed);
  if (failed == std::errc::no_such_file_or_directory) return {};
  for (; !failed && entry != fs::directory_iterator(); entry.increment(failed)) TRY(visit(*entry));
  if (failed) return folder_error("list", folder, failed);
  return {};
}

Result<void> each_file_below(const fs::path& folder, const VisitEntry& visit) {
  return each_entry(folder, [&](const fs::directory_entry& entry) -> Result<void> {
    std::error_code unknown;
    const bool is_folder = entry.symlink_status(unknown).type() == fs::file_type::directory;
    return is_folder ? each_file_below(entry.path(), visit) : visit(entry);
  });
}

Result<void> remove_tree(const fs::path& path) {
  std::error_code failed;
  fs::remove_all(path, failed);
  if (failed) return folder_error("remove", path, failed);
  return {};
}

}  // namespace adder::io
