#include "cli/request_lists.h"

#include "base/core/text.h"
#include "mirror/lists/pypi_list.h"
#include "mirror/lists/request_words.h"

namespace adder::cli {

namespace {

constexpr auto kPypi = "pypi";

void append(std::vector<Problem>& all, std::vector<Problem> more) {
  for (auto& problem : more) all.push_back(std::move(problem));
}

void read_pypi(const mirror::Config& config, AllRequests& all) {
  if (!config.pypi) return;
  auto read = mirror::read_pypi_lists(config.pypi->requests, config.file.parent_path());
  for (const auto& wish : read.list.wishes) {
    all.wishes.push_back({kPypi, wish.place, wish.text});
  }
  for (const auto& exclusion : read.list.exclusions) {
    all.exclusions.push_back({kPypi, exclusion.place, exclusion.text});
  }
  all.pypi = std::move(read.list);
  all.files.insert(all.files.end(), read.files.begin(), read.files.end());
  append(all.problems.errors, std::move(read.problems.errors));
  append(all.problems.warnings, std::move(read.problems.warnings));
}

void read_channel(const mirror::Config& config, const mirror::ChannelConfig& channel,
                  AllRequests& all) {
  const auto section = cat("conda/", channel.name);
  const auto read =
      mirror::read_request_lines(channel.requests, config.file.parent_path(), all.problems);
  for (const auto& line : read.lines) {
    auto words = mirror::parse_request_words(line.text);
    if (!words) {
      all.problems.errors.push_back({line.place.file, line.place.line, words.error().words()});
      continue;
    }
    auto& list = words->excludes ? all.exclusions : all.wishes;
    list.push_back({section, line.place, std::move(words->text)});
  }
  all.files.insert(all.files.end(), read.files.begin(), read.files.end());
}

}  // namespace

AllRequests read_all_requests(const mirror::Config& config) {
  AllRequests all;
  read_pypi(config, all);
  for (const auto& channel : config.channels) read_channel(config, channel, all);
  return all;
}

std::vector<ConfiguredList> configured_lists(const mirror::Config& config) {
  std::vector<ConfiguredList> lists;
  if (config.pypi) {
    for (const auto& file : config.pypi->requests) lists.push_back({kPypi, file});
  }
  for (const auto& channel : config.channels) {
    for (const auto& file : channel.requests) {
      lists.push_back({cat("conda/", channel.name), file});
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
  } else if (section == kPypi) {
    mirror::RequestList list;
    mirror::add_pypi_line(lines[0], list, problems);
  } else if (const auto words = mirror::parse_request_words(lines[0].text); !words) {
    problems.errors.push_back({{}, 0, words.error().words()});
  }
  return problems;
}

}  // namespace adder::cli
