#pragma once

#include "tests/support/conda_package_builder.h"

#include <cstddef>
#include <initializer_list>
#include <random>
#include <string>
#include <string_view>

namespace adder::testing {

// Makes up packages of a channel: a few names in some subdirs, many versions and builds, all kinds
// of files, and words about them of every shape that occurs. The same ones every time.
class MadeUpPackages {
 public:
  CondaPackage next();

 private:
  std::size_t below(std::size_t end) { return dice_() % end; }
  bool in_hundred(std::size_t percent) { return below(100) < percent; }
  std::string one_of(std::initializer_list<std::string_view> words);
  std::string run_exports_of(const CondaPackage& package);
  void add_files(CondaPackage& package);

  std::mt19937_64 dice_;
  std::size_t made_ = 0;
};

}  // namespace adder::testing
