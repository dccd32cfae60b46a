#pragma once

#include "base/pypi/file_record.h"
#include "base/pypi/project_name.h"
#include "base/pypi/simple_reader.h"
#include "mirror/store/store.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace adder::mirror {

// The list of projects as we last accepted it. The names are packed: they are many.
struct KnownList {
  std::string upstream;
  std::string etag;
  std::string last_modified;
  std::optional<std::uint64_t> serial;
  std::uint64_t projects = 0;
  std::string names;  // zstd of lines "name<TAB>serial" (nothing behind the tab: no serial)
};

Result<std::optional<KnownList>> known_list(const Store& store);
Result<void> remember_list(const Store& store, const KnownList& list);

using VisitName =
    std::function<Result<void>(std::string_view name, std::optional<std::uint64_t> serial)>;
Result<void> each_name(const KnownList& list, const VisitName& visit);

// A project's page as we last accepted it.
struct KnownPage {
  std::string upstream;  // the index that was asked, without credentials
  std::string url;       // where the page was, after redirects
  std::optional<std::uint64_t> serial;
  std::string etag;
  std::string last_modified;
  std::uint64_t files = 0;
  std::optional<std::string>
      body;  // zstd of the JSON as it came; none: upstream had no such project
};

Result<std::optional<KnownPage>> known_page(const Store& store, const pypi::ProjectName& project);
// The page itself; nothing when upstream has no such project, or none we ever read.
// What is malformed in it is left out, and told.
Result<std::optional<pypi::ProjectPage>> parse_known_page(const KnownPage& page,
                                                          const pypi::Malformed& malformed);
Result<std::optional<pypi::ProjectPage>> stored_page(const Store& store,
                                                     const pypi::ProjectName& project);
Result<std::vector<pypi::ProjectName>> known_projects(const Store& store);
Result<void> remember_page(const Store& store, const pypi::ProjectName& project,
                           const KnownPage& page);
Result<void> forget_page(const Store& store, const pypi::ProjectName& project);

}  // namespace adder::mirror
