#pragma once

#include "base/pypi/file_record.h"
#include "base/pypi/project_name.h"
#include "mirror/store/blobs.h"
#include "mirror/words/artifact.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace adder::mirror {

// Where bytes that we published could be had once more, by what upstream's pages last said.
class Origins {
 public:
  explicit Origins(const Store& store) : store_(store) {}

  // Nothing when upstream names no file of that name any more.
  Result<std::optional<Artifact>> of(const Blob& blob);

 private:
  Result<void> read_page(const pypi::ProjectName& project);
  void add_addresses(Artifact& artifact, const pypi::ProjectName& project,
                     std::string_view file_name) const;

  const Store& store_;
  // The page asked for last: the files of a project are asked for one after the other.
  std::optional<pypi::ProjectName> project_;
  std::optional<pypi::ProjectPage> page_;
};

}  // namespace adder::mirror
