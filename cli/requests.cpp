#include "base/core/text.h"
#include "cli/commands.h"
#include "cli/problems_json.h"
#include "cli/request_lists.h"
#include "cli/requests_edit.h"
#include "cli/requests_missing.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <span>

namespace adder::cli {

namespace {

using Json = nlohmann::ordered_json;

std::string count(std::size_t number, std::string_view noun) {
  const auto plural = noun == "wish" ? "es" : "s";
  return cat(number, ' ', noun, number == 1 ? "" : plural);
}

std::vector<std::string> names_of(std::span<const std::filesystem::path> files) {
  std::vector<std::string> names;
  for (const auto& file : files) names.push_back(file.string());
  return names;
}

Exit check(Invocation& invocation) {
  const auto config = invocation.configuration();
  if (!config) return Exit::wrong_usage;
  const auto all = read_all_requests(*config);
  if (invocation.flags().json) {
    invocation.out() << problems_json("lists", names_of(all.files), all.problems);
  }
  invocation.warn(all.problems);
  if (!all.problems.errors.empty()) return invocation.refused(all.problems);
  invocation.say(cat(count(all.wishes.size(), "wish"), " and ",
                     count(all.exclusions.size(), "exclusion"), " in ",
                     count(all.files.size(), "list"), ", all in order"));
  return Exit::done;
}

Json json_of(std::span<const ListedWish> wishes) {
  auto list = Json::array();
  for (const auto& wish : wishes) {
    list.push_back({{"section", wish.section},
                    {"file", wish.place.file},
                    {"line", wish.place.line},
                    {"text", wish.text}});
  }
  return list;
}

Exit list(Invocation& invocation) {
  const auto config = invocation.configuration();
  if (!config) return Exit::wrong_usage;
  const auto all = read_all_requests(*config);
  invocation.warn(all.problems);
  if (!all.problems.errors.empty()) return invocation.refused(all.problems);
  if (invocation.flags().json) {
    const Json answer = {
        {"schema", 1}, {"wishes", json_of(all.wishes)}, {"exclusions", json_of(all.exclusions)}};
    invocation.out() << answer.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
    return Exit::done;
  }
  for (const auto* const lines : {&all.wishes, &all.exclusions}) {
    for (const auto& wish : *lines) {
      invocation.out() << wish.place.file << ':' << wish.place.line << ": " << printable(wish.text)
                       << '\n';
    }
  }
  return Exit::done;
}

}  // namespace

void add_requests(CLI::App& app, Commands& commands) {
  auto* const requests = app.add_subcommand("requests", "Check, print or change the request lists");
  requests->footer("Example:\n  adder requests check");

  auto* const checker =
      requests->add_subcommand("check", "Report every mistake in the request lists");
  checker->footer("Example:\n  adder requests check");
  commands.push_back({.parser = checker, .run = check});

  auto* const lister =
      requests->add_subcommand("list", "Print every line of the lists with its place");
  lister->footer("Example:\n  adder requests list --json");
  commands.push_back({.parser = lister, .run = list});

  add_requests_missing(*requests, commands);
  add_requests_edit(*requests, commands);
}

}  // namespace adder::cli
