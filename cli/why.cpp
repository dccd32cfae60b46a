#include "mirror/pypi/why.h"

#include "base/core/text.h"
#include "cli/commands.h"
#include "mirror/conda/explain.h"
#include "mirror/lists/conda_list.h"
#include "mirror/lists/pypi_list.h"
#include "mirror/pypi/page_in_force.h"
#include "mirror/pypi/reasons_book.h"
#include "mirror/pypi/why_not.h"
#include "mirror/words/explanation.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iterator>
#include <memory>

namespace adder::cli {

namespace {

// Enough to understand by; --json has them all.
constexpr std::size_t kMostChains = 20;

struct Answer {
  std::vector<mirror::Explanation> found;  // none: nobody asks for it
  std::vector<std::string> obstacles;
};

// The reasons that led to a line when the lists were last applied.
Result<mirror::Explanation> explain_by_book(const mirror::Store& store,
                                            const mirror::PypiConfig& pypi,
                                            const std::string& question) {
  mirror::Explanation found{.section = "pypi"};
  TRY_ASSIGN(const auto all, mirror::known_reasons(store));
  auto subject = mirror::subject_of(question, all);
  if (!subject) return found;
  auto reasons = all.at(subject->project);
  if (!subject->file.empty()) {
    TRY_ASSIGN(const auto project, pypi::ProjectName::parse(subject->project));
    TRY_ASSIGN(const auto page, mirror::page_in_force(store, pypi, project));
    if (!page) return found;
    reasons = mirror::reasons_for_file(*subject, *page, pypi.environments, reasons);
  }
  found.package = std::move(subject->project);
  found.file = std::move(subject->file);
  found.chains = mirror::chains(reasons, all);
  return found;
}

Result<void> ask_pypi(const mirror::Store& store, const mirror::Config& config,
                      const std::string& question, Answer& answer) {
  TRY_ASSIGN(auto found, explain_by_book(store, *config.pypi, question));
  const auto read = mirror::read_pypi_lists(config.pypi->requests, config.file.parent_path());
  TRY_ASSIGN(auto obstacles, mirror::obstacles_to(store, read.list, question));
  // Reasons are about projects: that a line leaves one file out is no part of them.
  if (obstacles.leaves_out_file) found.chains.clear();
  if (!found.chains.empty() && obstacles.nothing_is_there) obstacles = {};
  if (found.chains.empty()) {
    // Of what is hidden upstream may show no file, so that the last sync found none to want.
    found = {.section = "pypi", .package = obstacles.project};
    for (const auto& because : obstacles.wishes) found.chains.push_back({because});
  }
  if (!found.chains.empty()) answer.found.push_back(std::move(found));
  answer.obstacles = std::move(obstacles.words);
  return {};
}

Result<void> ask_channel(const mirror::Store& store, const mirror::Config& config,
                         const mirror::ChannelConfig& channel, const std::string& question,
                         Answer& answer) {
  const auto read =
      mirror::read_conda_lists(channel.requests, config.file.parent_path(), channel.name);
  TRY_ASSIGN(auto said, mirror::explain(store, channel, read.list, question));
  std::ranges::move(said.found, std::back_inserter(answer.found));
  std::ranges::move(said.obstacles, std::back_inserter(answer.obstacles));
  return {};
}

Result<Answer> find(const mirror::Config& config, const std::string& question) {
  Answer answer;
  TRY_ASSIGN(const auto store, mirror::Store::look(config.root, Clock()));
  if (config.pypi) TRY(ask_pypi(store, config, question, answer));
  for (const auto& channel : config.channels) {
    TRY(ask_channel(store, config, channel, question, answer));
  }
  return answer;
}

Exit run(Invocation& invocation, const std::string& question) {
  const auto config = invocation.configuration();
  if (!config) return Exit::wrong_usage;
  const auto answer = find(*config, question);
  if (!answer) return invocation.failed(answer.error());
  for (const auto& words : answer->obstacles) invocation.say(words);
  if (answer->found.empty() && answer->obstacles.empty()) {
    invocation.say(cat("nothing asks for '", printable(question), "'"));
  }
  if (invocation.flags().json) {
    invocation.out() << mirror::why_json(answer->found, answer->obstacles);
  } else {
    for (const auto& found : answer->found) invocation.out() << why_text(found, kMostChains);
  }
  return answer->found.empty() ? Exit::incomplete : Exit::done;
}

}  // namespace

void add_why(CLI::App& app, Commands& commands) {
  auto question = std::make_shared<std::string>();
  auto* const parser =
      app.add_subcommand("why", "Show which line or dependency brought a package or file");
  parser->footer(
      "Examples:\n  adder why numpy\n  adder why demo_pkg-1.0-py3-none-any.whl\n"
      "  adder why conda/conda-forge/numpy");
  parser->add_option("NAME", *question, "A package or a file")->required();
  commands.push_back({.parser = parser, .run = [question](Invocation& invocation) {
                        return run(invocation, *question);
                      }});
}

}  // namespace adder::cli
