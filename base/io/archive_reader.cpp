#include "base/io/archive_reader.h"

#include "base/core/text.h"

#include <set>
#include <utility>

namespace adder::io {

Result<void> read_archive(
    const std::filesystem::path& path, const ArchiveLimits& limits,
    const std::function<bool(std::string_view name)>& want,
    const std::function<Walk(std::string_view name, std::string bytes)>& take) {
  TRY_ASSIGN(auto archive, ArchiveStream::open({.path = path}, limits));
  std::set<std::string> taken;
  while (true) {
    TRY_ASSIGN(const auto member, archive.next());
    if (!member) return {};
    // A name that is no text is none that anybody asks for.
    if (member->kind != ArchiveStream::Kind::file || member->name.empty()) continue;
    if (!want(member->name)) continue;
    if (!taken.insert(member->name).second) {
      return Error(Error::Kind::corrupt, cat("'", printable(path.native()), "': member '",
                                             printable(member->name), "' stands twice"));
    }
    TRY_ASSIGN(auto bytes, archive.read());
    if (take(member->name, std::move(bytes)) == Walk::stop) return {};
  }
}

}  // namespace adder::io
