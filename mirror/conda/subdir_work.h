#pragma once

#include "mirror/conda/index_files.h"
#include "mirror/conda/offers.h"
#include "mirror/conda/seen_book.h"
#include "mirror/conda/subdir_index.h"
#include "mirror/store/publication.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace adder::mirror {

// A wanted file, and what becomes of it in the index that is being made.
struct WantedFile {
  OfferId offer = 0;
  enum class Verdict {
    out,        // it is not here
    offered,    // with the record that upstream has now
    published,  // bytes and record as we publish them already
  } verdict = Verdict::out;
  bool is_ours = false;  // upstream does not offer it any more: it stays as we publish it
  Sha256 sha256 = {};
  std::uint64_t size = 0;
};

// One subdir on its way through a run.
struct SubdirWork {
  std::string subdir;  // noarch
  std::string unit;    // conda/conda-forge/noarch
  const SubdirIndex* index = nullptr;
  SeenBook seen;
  IndexMatter matter = {};              // what upstream says besides its records
  std::vector<Promise> published = {};  // by path: packages, and shards
  std::vector<WantedFile> wanted = {};  // by section and key

  std::string path_of(std::string_view file) const { return unit + '/' + std::string(file); }

  // The bytes that are published at the path.
  const Sha256* published_at(std::string_view path) const;
};

// Whether a promise is a package file, and not a shard.
bool is_package(const SubdirWork& work, std::string_view path);

}  // namespace adder::mirror
