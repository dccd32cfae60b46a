#pragma once

#include "base/conda/section.h"
#include "base/conda/section_writer.h"
#include "base/core/result.h"

#include <string>
#include <string_view>

namespace adder::conda {

// The `info` of an index that we write: all that upstream says in its own, without what leads past
// us (base_url and its like) or is of another version of the format. `upstream` may be empty.
Result<std::string> make_info(std::string_view subdir, std::string_view upstream);

// Writes repodata.json in version 1, which every client reads, while its records come: a record a
// line, without white space. Same input, same bytes. All that comes must have been found to be
// JSON.
//
// The parts come in this order: `packages` and `packages.conda`, removed, unknown keys, signatures,
// and what stands in `v3`; each may be missing. A part that comes too late is an error.
class RepodataWriter {
 public:
  // `info` is the outcome of make_info().
  RepodataWriter(Put put, std::string_view info);

  // Says where the record's JSON has come to stand.
  Result<Extent> record(Section section, std::string_view key, std::string_view json);
  Result<void> removed(std::string_view file_name);

  // A key that a client's cache has put there, or that we write ourselves, is left out.
  Result<void> unknown(std::string_view key, std::string_view json);
  Result<void> signatures(std::string_view file_name, std::string_view json);
  Result<void> unknown_in_v3(std::string_view key, std::string_view json);

  Result<void> finish();

 private:
  enum class Part {
    top,
    packages,
    packages_conda,
    removed,
    unknown,
    signatures,
    v3_conda,
    v3_tar_bz2,
    v3_whl,
    v3_unknown,
    end
  };
  struct Shape;

  static const Shape& shape_of(Part part);
  static Part part_of(Section section);
  Result<void> move_to(Part part);
  Result<void> open();
  void close();

  SectionWriter writer_;
  Part part_ = Part::top;
  bool is_open_ = false;
  bool is_in_v3_ = false;
};

}  // namespace adder::conda
