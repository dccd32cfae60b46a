#include "base/core/setting.h"

#include "base/core/text.h"

namespace adder {

const Setting* Setting::find(std::string_view name) const {
  for (const auto& child : children) {
    if (child.key == name) return &child;
  }
  return nullptr;
}

std::string Setting::words() const {
  switch (kind) {
    case Kind::table:
      return "a table";
    case Kind::list:
      return "a list";
    case Kind::text:
      return cat('"', printable(text), '"');
    case Kind::number:
      return cat(number);
    case Kind::flag:
      return flag ? "true" : "false";
    case Kind::other:
      return text;
  }
  return {};
}

}  // namespace adder
