#include "cli/problems_json.h"

#include <nlohmann/json.hpp>

namespace adder::cli {

namespace {

using Json = nlohmann::ordered_json;

Json list_of(const std::vector<Problem>& problems) {
  auto list = Json::array();
  for (const auto& problem : problems) {
    list.push_back({{"file", problem.file}, {"line", problem.line}, {"text", problem.text}});
  }
  return list;
}

}  // namespace

std::string problems_json(std::string_view name, std::string_view value, const Problems& problems) {
  const Json answer = {{"schema", 1},
                       {std::string(name), value},
                       {"ok", problems.errors.empty()},
                       {"errors", list_of(problems.errors)},
                       {"warnings", list_of(problems.warnings)}};
  return answer.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace adder::cli
