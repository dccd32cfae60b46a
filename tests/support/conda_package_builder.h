#pragma once

#include "tests/support/tar_builder.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace adder::testing {

// What a package brings to a prefix.
struct CondaFile {
  std::string path;
  std::string bytes = "demo\n";
  std::string link = {};         // it is a soft link to there
  std::string placeholder = {};  // the prefix in it that an installer replaces ...
  std::string mode = "text";     // ... as in a text or as in a binary
};

// A conda package that somebody made: its files, as conda-build would write them. The same values
// give the same bytes.
struct CondaPackage {
  std::string name = "demo";
  std::string version = "1.0";
  std::string build = "0";
  std::uint64_t build_number = 0;
  std::string subdir = "noarch";
  std::vector<std::string> depends = {};
  std::vector<std::string> constrains = {};
  std::uint64_t timestamp = 1'700'000'000'000;  // milliseconds; 0: it has none
  std::vector<CondaFile> files = {{.path = "site-packages/demo.py"}};
  std::string run_exports = {};  // JSON; empty: no such file in it
  std::string about = R"({"license":"MIT","summary":"a demo"})";

  std::string more_index = "{}";  // JSON that is merged into info/index.json
  // More files of info/, or other bytes for some that would be there; nothing: it is left out.
  std::map<std::string, std::optional<std::string>> info = {};

  std::string stem() const;
  std::string index_json() const;
  std::string paths_json() const;

  // All members of info/, and all others, as both formats have them.
  std::vector<TarMember> info_members() const;
  std::vector<TarMember> file_members() const;

  std::string conda() const;    // the bytes of STEM.conda
  std::string tar_bz2() const;  // the bytes of STEM.tar.bz2
};

// A .conda file of these two tars, which need not be what they should.
std::string conda_of(const std::string& stem, const std::string& info_tar,
                     const std::string& pkg_tar);

// What an index says of the package: its info/index.json, with the checksums and the size of these
// bytes.
std::string record_of(const CondaPackage& package, const std::string& bytes);

}  // namespace adder::testing
