#include "mirror/pypi/python_filter.h"

namespace adder::mirror {

PythonFilter::PythonFilter(const Offer& offer, const pypi::SpecifierSet& specifier)
    : offer_(&offer),
      wanted_(pythons_of(specifier)),
      by_requires_python_(offer.requires_python().size()),
      by_tags_(offer.tag_count()) {}

bool PythonFilter::keeps(const Offer::File& file) {
  auto pythons = wanted_ & by_requires_python(file.requires_python);
  if (file.tags != Offer::kNoTags) pythons &= by_tags(file.tags);
  return pythons.any();
}

const PythonSet& PythonFilter::by_requires_python(std::uint32_t number) {
  auto& pythons = by_requires_python_[number];
  if (!pythons) pythons = pythons_admitted(offer_->requires_python()[number]);
  return *pythons;
}

const PythonSet& PythonFilter::by_tags(std::uint32_t number) {
  auto& pythons = by_tags_[number];
  if (!pythons) pythons = pythons_admitted(offer_->tags(number));
  return *pythons;
}

}  // namespace adder::mirror
