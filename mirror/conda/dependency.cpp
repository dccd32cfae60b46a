#include "mirror/conda/dependency.h"

#include "base/conda/package_name.h"
#include "base/core/text.h"

#include <utility>

namespace adder::mirror {

namespace {

using Form = Dependency::Form;

Dependency unreadable(std::string_view text) {
  const auto name = conda::PackageName::typed(conda::name_in_spec(text));
  if (!name) return {.form = Form::nameless};
  if (conda::is_virtual(name->text())) return {.form = Form::not_a_thing};
  return {.form = Form::unreadable, .package = name->text()};
}

}  // namespace

Dependency read_dependency(std::string_view text) {
  auto spec = conda::MatchSpec::parse(text);
  if (!spec) return unreadable(text);
  if (spec->is_virtual()) return {.form = Form::not_a_thing};
  const auto* const name = spec->name().name();
  if (name == nullptr) return {.form = Form::nameless};
  auto package = *name;
  return {.form = Form::readable, .package = std::move(package), .spec = *std::move(spec)};
}

}  // namespace adder::mirror
