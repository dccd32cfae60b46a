#pragma once

#include "base/core/result.h"
#include "mirror/store/store.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace adder::mirror {

// Where what is asked for stays until it is accepted: in store/incoming, or, where nothing may be
// changed below root, in a folder for temporary files. What nobody has taken from there goes with
// this object.
class Drafts {
 public:
  // `owner` keeps its drafts apart from those of others in the same run.
  Drafts(const Store& store, std::string_view owner);
  Drafts(const Drafts&) = delete;
  Drafts& operator=(const Drafts&) = delete;
  ~Drafts();

  // A name that nothing has yet.
  Result<std::filesystem::path> next();

 private:
  Result<void> make_folder();
  std::filesystem::path name(int number) const;

  const Store& store_;
  std::string prefix_;
  std::filesystem::path folder_;
  bool is_temporary_ = false;
  int count_ = 0;
};

}  // namespace adder::mirror
