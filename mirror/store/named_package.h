#pragma once

#include "mirror/store/store.h"

#include <functional>
#include <string>
#include <string_view>

namespace adder::mirror {

// What people mean by the name of a package: the project of PyPI, and every channel's conda package
// of that name. As they type it: NumPy is numpy.
class NamedPackage {
 public:
  explicit NamedPackage(std::string_view typed);

  bool is_project(std::string_view unit) const { return unit == project_unit_; }
  bool has_file(std::string_view unit, std::string_view public_path) const;

  // Every time that one of its files was promised, `until` being the generation from which it was
  // no longer.
  struct Promised {
    std::string path;
    int since = 0;
    int until = 0;
  };
  using VisitPromised = std::function<void(const Promised&)>;
  Result<void> each_file(const Store& store, const VisitPromised& visit) const;

  // Its name as the mirror has it; `invalid` where the mirror never had such a package.
  Result<std::string> known_as(const Store& store) const;

 private:
  Result<void> each_row(io::Statement rows, const VisitPromised& visit) const;

  std::string typed_;
  std::string project_unit_;
  std::string conda_name_;  // empty: no conda package can have that name
};

}  // namespace adder::mirror
