#pragma once

#include "mirror/pypi/offer.h"
#include "mirror/pypi/pythons.h"

#include <optional>
#include <vector>

namespace adder::mirror {

// Answers python=SPEC for the files of one offer: whether Requires-Python and, for a wheel, its
// tags admit one and the same X.Y of SPEC. Files of a kind are looked at once.
class PythonFilter {
 public:
  PythonFilter(const Offer& offer, const pypi::SpecifierSet& specifier);

  bool keeps(const Offer::File& file);

 private:
  const PythonSet& by_requires_python(std::uint32_t number);
  const PythonSet& by_tags(std::uint32_t number);

  const Offer* offer_;
  PythonSet wanted_;
  std::vector<std::optional<PythonSet>> by_requires_python_;
  std::vector<std::optional<PythonSet>> by_tags_;
};

}  // namespace adder::mirror
