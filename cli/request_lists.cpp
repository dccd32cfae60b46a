#include "cli/request_lists.h"

#include "base/core/text.h"
#include "mirror/lists/conda_list.h"
#include "mirror/lists/pypi_list.h"

namespace adder::cli {

namespace {

constexpr auto kPypi = "pypi";
constexpr std::string_view kConda = "conda/";

void append(std::vector<Problem>& all, std::vector<Problem> more) {
  for (auto& problem : more) all.push_back(std::move(problem));
}

// The lists of a section, of whatever kind.
void add(const std::string& section, auto read, AllRequests& all) {
  for (auto& wish : read.list.wishes) {
    all.wishes.push_back({section, std::move(wish.place), std::move(wish.text)});
  }
  for (auto& exclusion : read.list.exclusions) {
    all.exclusions.push_back({section, std::move(exclusion.place), std::move(exclusion.text)});
  }
  all.files.insert(all.files.end(), read.files.begin(), read.files.end());
  append(all.problems.errors, std::move(read.problems.errors));
  append(all.problems.warnings, std::move(read.problems.warnings));
}

std::string section_of(const std::string& channel) {
  return cat(kConda, channel);
}

// Reads one line as those of a section are read.
void add_line(const mirror::RequestLine& line, std::string_view section, Problems& problems) {
  if (section == kPypi) {
    mirror::RequestList list;
    mirror::add_pypi_line(line, list, problems);
  } else {
    mirror::CondaRequestList list;
    mirror::add_conda_line(line, section.substr(kConda.size()), list, problems);
  }
}

}  // namespace

AllRequests read_all_requests(const mirror::Config& config) {
  AllRequests all;
  const auto folder = config.file.parent_path();
  if (config.pypi) add(kPypi, mirror::read_pypi_lists(config.pypi->requests, folder), all);
  for (const auto& channel : config.channels) {
    add(section_of(channel.name), mirror::read_conda_lists(channel.requests, folder, channel.name),
        all);
  }
  return all;
}

std::vector<ConfiguredList> configured_lists(const mirror::Config& config) {
  std::vector<ConfiguredList> lists;
  if (config.pypi) {
    for (const auto& file : config.pypi->requests) lists.push_back({kPypi, file});
  }
  for (const auto& channel : config.channels) {
    for (const auto& file : channel.requests) {
      lists.push_back({section_of(channel.name), file});
    }
  }
  return lists;
}

Problems problems_of_wish(const std::string& wish, const std::string& section) {
  Problems problems;
  const auto lines = mirror::request_lines(wish, {}, problems);
  if (!problems.errors.empty()) return problems;
  if (lines.size() != 1 || wish.find('\n') != wish.npos || lines[0].text.starts_with('-')) {
    problems.errors.push_back({{}, 0, cat("'", printable(wish), "' is not a wish")});
  } else {
    add_line(lines[0], section, problems);
  }
  return problems;
}

}  // namespace adder::cli
