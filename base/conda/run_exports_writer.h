#pragma once

#include "base/conda/section.h"
#include "base/conda/section_writer.h"
#include "base/core/result.h"

#include <string_view>

namespace adder::conda {

// Writes run_exports.json (CEP 12) while its packages come: those of `packages`, then those of
// `packages.conda`; the format knows no others.
class RunExportsWriter {
 public:
  RunExportsWriter(Put put, std::string_view subdir);

  // `run_exports` is JSON; empty: it exports nothing.
  Result<void> package(Section section, std::string_view file_name, std::string_view run_exports);
  Result<void> finish();

 private:
  void move_to(Section section);

  SectionWriter writer_;
  Section section_ = Section::packages;
};

}  // namespace adder::conda
