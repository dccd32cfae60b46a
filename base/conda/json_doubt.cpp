#include "base/conda/json_doubt.h"

#include "base/core/json_scanner.h"

#include <utility>

namespace adder::conda {

namespace {

class Check final : public JsonHandler {
 public:
  Result<void> begin_object() override { return {}; }
  Result<void> key(std::string_view /*key*/) override { return {}; }
  Result<void> end_object() override { return {}; }
  Result<void> begin_array() override { return {}; }
  Result<void> end_array() override { return {}; }
  Result<void> string(std::string_view /*text*/) override { return {}; }
  Result<void> number(JsonNumber /*number*/) override { return {}; }
  Result<void> boolean(bool /*truth*/) override { return {}; }
  Result<void> null() override { return {}; }
  Result<void> flaw(Error error) override {
    if (!doubt) doubt = std::move(error);
    return {};
  }

  std::optional<Error> doubt;
};

}  // namespace

Result<std::optional<Error>> find_doubt(std::string_view json) {
  Check check;
  JsonScanner scanner(check);
  TRY(scanner.add(json));
  TRY(scanner.finish());
  return std::move(check.doubt);
}

}  // namespace adder::conda
