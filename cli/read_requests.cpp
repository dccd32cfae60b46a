#include "cli/read_requests.h"

#include "base/core/text.h"
#include "mirror/lists/conda_list.h"
#include "mirror/lists/pypi_list.h"
#include "mirror/words/config_surroundings.h"

namespace adder::cli {

namespace {

// A list that cannot be read at all stands in no list: adder.toml names it.
void tell(Invocation& invocation, const mirror::Config& config, const std::string& section,
          const Problem& problem) {
  std::string hint;
  if (problem.file.empty()) {
    const auto line = mirror::line_of_requests(config, section);
    hint = cat('\'', config.file.native(), "' asks for it", line > 0 ? cat(" in line ", line) : "");
  }
  invocation.failed({Error::Kind::invalid, problem.words(), std::move(hint)});
}

// The list of a section, or nothing: what is wrong with it has been told.
template <class List>
std::optional<List> take(Invocation& invocation, const mirror::Config& config,
                         const std::string& section, mirror::ReadLists<List> reading) {
  invocation.warn(reading.problems);
  for (const auto& problem : reading.problems.errors) tell(invocation, config, section, problem);
  if (!reading.problems.errors.empty()) return std::nullopt;
  return std::move(reading.list);
}

}  // namespace

std::optional<mirror::Requests> read_requests(Invocation& invocation,
                                              const mirror::Config& config) {
  mirror::Requests requests;
  const auto folder = config.file.parent_path();
  bool is_whole = true;
  if (config.pypi) {
    auto list =
        take(invocation, config, "pypi", mirror::read_pypi_lists(config.pypi->requests, folder));
    is_whole = list.has_value();
    if (list) requests.pypi = *std::move(list);
  }
  for (const auto& channel : config.channels) {
    auto list = take(invocation, config, channel.name,
                     mirror::read_conda_lists(channel.requests, folder, channel.name));
    is_whole = is_whole && list;
    if (list) requests.channels.emplace(channel.name, *std::move(list));
  }
  return is_whole ? std::optional(std::move(requests)) : std::nullopt;
}

}  // namespace adder::cli
