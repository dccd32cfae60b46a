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

std::string answer(std::string_view name, Json value, const Problems& problems) {
  const Json answer = {{"schema", 1},
                       {std::string(name), std::move(value)},
                       {"ok", problems.errors.empty()},
                       {"errors", list_of(problems.errors)},
                       {"warnings", list_of(problems.warnings)}};
  return answer.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace

std::string problems_json(std::string_view name, std::string_view value, const Problems& problems) {
  return answer(name, value, problems);
}

std::string problems_json(std::string_view name, std::span<const std::string> values,
                          const Problems& problems) {
  return answer(name, Json(std::vector<std::string>(values.begin(), values.end())), problems);
}

}  // namespace adder::cli
