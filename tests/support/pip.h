#pragma once

#include "tests/support/process.h"
#include "tests/support/temp_folder.h"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace adder::testing {

// The version of a Python's pip: 23, 2. Both are 0 where there is none.
std::pair<int, int> pip_version_of(const std::filesystem::path& python);

// The pip of one Python, in a virtual environment of its own: with an empty home, an empty cache,
// and no setting of this machine.
class Pip {
 public:
  explicit Pip(std::filesystem::path python);

  std::pair<int, int> version() const { return version_; }

  // pip install --index-url URL WORDS...
  Ended install(const std::string& index, const std::vector<std::string>& words) const;
  // pip download, into here(). Same arguments.
  Ended download(const std::string& index, const std::vector<std::string>& words) const;

  // Runs a command that an installation has brought.
  Ended installed_command(const std::string& name) const;
  // "demo-pkg 2.0", one for each installed distribution, sorted.
  std::vector<std::string> installed() const;
  void uninstall_everything() const;

  const TempFolder& here() const { return folder_; }

 private:
  Ended run_pip(std::vector<std::string> words) const;
  std::vector<std::string> from(const std::string& verb, const std::string& index,
                                const std::vector<std::string>& words) const;

  std::filesystem::path python_;
  TempFolder folder_;
  std::pair<int, int> version_;
};

}  // namespace adder::testing
