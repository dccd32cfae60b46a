#include "mirror/pypi/provenance.h"

#include "base/core/json_value.h"

namespace adder::mirror {

bool is_provenance(std::string_view text) {
  const auto document = parse_json_value(text);
  return document && document->is(JsonValue::Kind::object);
}

}  // namespace adder::mirror
