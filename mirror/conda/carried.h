#pragma once

#include "base/conda/dist_name.h"
#include "base/core/result.h"

#include <filesystem>
#include <string>

namespace adder::mirror {

// What the files of a package have, as channeldata.json tells it.
struct PackageTraits {
  bool activate_d = false;
  bool deactivate_d = false;
  bool binary_prefix = false;
  bool text_prefix = false;
  bool pre_link = false;
  bool post_link = false;
  bool pre_unlink = false;

  friend bool operator==(const PackageTraits&, const PackageTraits&) = default;
};

// What a package carries inside, as far as the indexes of a channel tell of it.
struct Carried {
  std::string about = "{}";  // a JSON object: see pick_about()
  std::string run_exports;   // a JSON object; empty: it exports nothing
  PackageTraits traits;

  friend bool operator==(const Carried&, const Carried&) = default;
};

// Reads a package without unpacking it to disk, in memory that does not depend on it; all of a
// .tar.bz2, since any of its members could be the last, and only info/ of a .conda. An error where
// it is no sound package, or is another one than its name says: name, version and build are
// compared, and nothing that a channel may patch.
//
// Packages without info/paths.json are older than it: info/files and info/has_prefix tell what it
// would. An info/about.json, run_exports.json or recipe that cannot be read says nothing.
Result<Carried> read_carried(const std::filesystem::path& file, const conda::DistName& name);

}  // namespace adder::mirror
