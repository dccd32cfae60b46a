#include "cli/read_requests.h"

#include "base/core/text.h"
#include "mirror/lists/pypi_list.h"
#include "mirror/words/config_surroundings.h"

namespace adder::cli {

namespace {

// A list that cannot be read at all stands in no list: adder.toml names it.
void tell(Invocation& invocation, const mirror::Config& config, const Problem& problem) {
  std::string hint;
  if (problem.file.empty()) {
    const auto line = line_of_pypi_requests(config);
    hint = cat('\'', config.file.native(), "' asks for it", line > 0 ? cat(" in line ", line) : "");
  }
  invocation.failed({Error::Kind::invalid, problem.words(), std::move(hint)});
}

}  // namespace

std::optional<mirror::Requests> read_requests(Invocation& invocation,
                                              const mirror::Config& config) {
  mirror::Requests requests;
  if (!config.pypi) return requests;
  auto reading = mirror::read_pypi_lists(config.pypi->requests, config.file.parent_path());
  invocation.warn(reading.problems);
  if (!reading.problems.errors.empty()) {
    for (const auto& problem : reading.problems.errors) tell(invocation, config, problem);
    return std::nullopt;
  }
  requests.pypi = std::move(reading.list);
  return requests;
}

}  // namespace adder::cli
