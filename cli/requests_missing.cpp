#include "cli/requests_missing.h"

#include "base/core/text.h"
#include "cli/read_requests.h"
#include "mirror/conda/gaps.h"
#include "mirror/pypi/gaps.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace adder::cli {

namespace {

using Json = nlohmann::ordered_json;
using mirror::Gap;

std::string text_of(const std::vector<Gap>& gaps) {
  std::map<std::pair<std::string, Gap::Why>, std::string> dependents;
  for (const auto& gap : gaps) {
    dependents[{gap.project, gap.why}] +=
        cat("  ", gap.dependent, ' ', gap.version, " requires ", printable(gap.requirement), '\n');
  }
  std::string out;
  for (const auto& [project, lines] : dependents) {
    out += cat(project.first, ": ", words(project.second), '\n', lines);
  }
  return out;
}

std::string json_of(const std::vector<Gap>& gaps) {
  Json out = {{"schema", 1}, {"missing", Json::array()}};
  for (const auto& gap : gaps) {
    out["missing"].push_back({{"package", gap.dependent},
                              {"version", gap.version},
                              {"requirement", gap.requirement},
                              {"project", gap.project},
                              {"why", std::string(words(gap.why))}});
  }
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

Result<std::vector<Gap>> find(const mirror::Config& config, const mirror::Requests& requests) {
  std::vector<Gap> gaps;
  if (!config.pypi && config.channels.empty()) return gaps;
  TRY_ASSIGN(const auto store, mirror::Store::look(config.root, Clock()));
  if (config.pypi) {
    TRY_ASSIGN(gaps, mirror::find_gaps(store, requests.pypi, *config.pypi));
  }
  for (const auto& channel : config.channels) {
    const auto list = requests.channels.find(channel.name);
    if (list == requests.channels.end()) continue;
    TRY_ASSIGN(auto more, mirror::find_channel_gaps(store, channel, list->second));
    std::ranges::move(more, std::back_inserter(gaps));
  }
  return gaps;
}

Exit run(Invocation& invocation) {
  const auto config = invocation.configuration();
  if (!config) return Exit::wrong_usage;
  const auto requests = read_requests(invocation, *config);
  if (!requests) return Exit::wrong_usage;
  const auto gaps = find(*config, *requests);
  if (!gaps) return invocation.failed(gaps.error());
  invocation.out() << (invocation.flags().json ? json_of(*gaps) : text_of(*gaps));
  invocation.say(gaps->empty() ? "nothing is missing"
                               : "hint: 'adder requests add NAME' asks for one of them, '+deps' "
                                 "behind a wish for all that it requires");
  return gaps->empty() ? Exit::done : Exit::incomplete;
}

}  // namespace

void add_requests_missing(CLI::App& requests, Commands& commands) {
  auto* const parser =
      requests.add_subcommand("missing", "Show dependencies that no request list asks for");
  parser->footer("Example:\n  adder requests missing");
  commands.push_back({.parser = parser, .run = run});
}

}  // namespace adder::cli
