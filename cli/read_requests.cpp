#include "cli/read_requests.h"

#include "mirror/lists/pypi_list.h"

namespace adder::cli {

std::optional<mirror::Requests> read_requests(Invocation& invocation,
                                              const mirror::Config& config) {
  mirror::Requests requests;
  if (!config.pypi) return requests;
  auto reading = mirror::read_pypi_lists(config.pypi->requests, config.file.parent_path());
  invocation.warn(reading.problems);
  if (!reading.problems.errors.empty()) {
    invocation.refused(reading.problems);
    return std::nullopt;
  }
  requests.pypi = std::move(reading.list);
  return requests;
}

}  // namespace adder::cli
