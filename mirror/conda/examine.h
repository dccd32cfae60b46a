#pragma once

#include "base/conda/dist_name.h"
#include "base/core/checksum.h"
#include "base/core/result.h"
#include "mirror/store/store.h"

#include <functional>
#include <span>
#include <stop_token>
#include <string>

namespace adder::mirror {

// A package file that we hold.
struct HeldPackage {
  std::string item;  // conda/conda-forge/noarch/demo-1.0-0.conda
  conda::DistName name;
  Sha256 sum;
};

// Reads what packages carry, on all cores, and remembers it. Of one that is no sound package, or is
// another than its name says, `refuse` is told.
Result<void> examine(const Store& store, std::span<const HeldPackage> packages,
                     const std::function<void(const HeldPackage&, const Error&)>& refuse,
                     const std::stop_token& stop);

}  // namespace adder::mirror
