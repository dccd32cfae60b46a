#include "mirror/lists/pypi_filters.h"

#include "base/core/text.h"
#include "mirror/lists/filter_values.h"

namespace adder::mirror {

namespace {

Result<std::vector<Pattern>> wheels_of(const Filter& filter) {
  std::vector<Pattern> globs;
  for (auto glob : split(filter.value, ',')) {
    // The file name is looked at without it; who writes it means the same.
    if (glob.ends_with(".whl")) glob.remove_suffix(4);
    if (glob.empty()) return bad_value(filter, "globs with commas between them");
    globs.push_back(Pattern::glob(std::string(glob)));
  }
  return globs;
}

Result<Sdists> sdists_of(const Filter& filter) {
  if (filter.value == "yes") return Sdists::yes;
  if (filter.value == "no") return Sdists::no;
  if (filter.value == "fallback") return Sdists::fallback;
  return bad_value(filter, "yes, no or fallback");
}

Result<pypi::SpecifierSet> python_of(const Filter& filter) {
  auto spec = pypi::SpecifierSet::parse(filter.value);
  if (!spec || spec->empty()) return bad_value(filter, "versions of Python such as >=3.10,<3.14");
  return spec;
}

Result<pypi::Prereleases> prereleases_of(const Filter& filter) {
  if (filter.value == "no") return pypi::Prereleases::only_if_named;
  if (filter.value == "yes") return pypi::Prereleases::allowed;
  return bad_value(filter, "yes or no");
}

Error not_for_pypi(const Filter& filter) {
  return {Error::Kind::invalid, cat(filter.key, "= is for lists of conda channels")};
}

}  // namespace

Result<void> apply_pypi_filters(const RequestWords& words, Wish& wish) {
  if (words.with_dependencies) wish.dependencies = Dependencies::yes;
  for (const auto& filter : words.filters) {
    if (filter.key == "wheels") {
      TRY_ASSIGN(wish.wheels, wheels_of(filter));
    } else if (filter.key == "sdist") {
      TRY_ASSIGN(wish.sdists, sdists_of(filter));
    } else if (filter.key == "python") {
      TRY_ASSIGN(wish.python, python_of(filter));
    } else if (filter.key == "pre") {
      TRY_ASSIGN(wish.prereleases, prereleases_of(filter));
    } else if (filter.key == "latest") {
      TRY_ASSIGN(wish.latest, latest_of(filter));
    } else {
      return not_for_pypi(filter);
    }
  }
  return {};
}

Result<void> apply_pypi_filters(const RequestWords& words, Exclusion& exclusion) {
  if (words.with_dependencies) return not_for_exclusions("+deps");
  for (const auto& filter : words.filters) {
    if (filter.key == "wheels") {
      TRY_ASSIGN(exclusion.wheels, wheels_of(filter));
    } else if (filter.key == "sdist") {
      TRY_ASSIGN(exclusion.sdists, sdists_of(filter));
    } else if (filter.key == "python") {
      TRY_ASSIGN(exclusion.python, python_of(filter));
    } else if (filter.key == "latest" || filter.key == "pre") {
      return not_for_exclusions(cat(filter.key, '='));
    } else {
      return not_for_pypi(filter);
    }
  }
  return {};
}

}  // namespace adder::mirror
