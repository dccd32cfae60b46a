#pragma once

#include "mirror/conda/reasons.h"
#include "mirror/store/store.h"

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace adder::mirror {

// Why the packages of a channel are wanted, as the last sync found it.
class CondaReasonsBook {
 public:
  // The store must outlive the book. `channel` is its name: conda-forge.
  CondaReasonsBook(const Store& store, std::string channel)
      : store_(store), channel_(std::move(channel)) {}

  // None: nothing asks for the package.
  Result<std::vector<CondaBecause>> of(std::string_view package) const;

  // Replaces the reasons of these packages; where `all`, also of every other one. Only what has
  // changed is written.
  enum class Replace { these, all };
  Result<void> remember(const CondaReasons& reasons, Replace replace) const;

 private:
  Result<std::vector<std::string>> packages() const;
  Result<void> rewrite(std::string_view package, std::span<const CondaBecause> now) const;
  Result<void> forget(std::string_view package) const;
  Result<void> enter(std::string_view package, std::int64_t place,
                     const CondaBecause& because) const;

  const Store& store_;
  std::string channel_;
};

}  // namespace adder::mirror
