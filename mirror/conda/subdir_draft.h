#pragma once

#include "base/core/result.h"
#include "mirror/conda/index_files.h"
#include "mirror/conda/record_spool.h"
#include "mirror/store/hidden.h"
#include "mirror/store/publication.h"

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace adder::mirror {

// A record that nobody may see, and all it takes to show it again.
struct HiddenRecord {
  conda::Section section = conda::Section::packages;
  std::string key;
  std::string name;
  std::string json;
  Sha256 sum = {};

  friend bool operator==(const HiddenRecord&, const HiddenRecord&) = default;
};

// What the index of a subdir shall say, in the making.
struct SubdirDraft {
  RecordSpool records;
  IndexMatter matter;
  std::vector<Promise> promises;  // of package files, hidden ones too: they can be shown again
  std::vector<HiddenRecord> hidden;
  std::uint64_t bytes = 0;  // of those files
};

// Adds a record, whose file has that public path, to what is shown or to what is hidden.
Result<void> add_record(SubdirDraft& draft, const HiddenNames& hidden, std::string_view unit,
                        const RecordSpool::Record& record, std::string path);

// Writes all files of the index and puts them into the publication, less what is hidden of it; the
// rest is remembered.
struct SubdirPages {
  FileUnitDraft unit;
  std::vector<HiddenRecord> hidden;
  std::set<std::string> packages;
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;
};
Result<SubdirPages> write_subdir(const Store& store, const std::string& unit, SubdirDraft draft,
                                 WithBz2 with_bz2);
Result<void> put_subdir(const Store& store, Publication& publication, SubdirPages pages);

}  // namespace adder::mirror
