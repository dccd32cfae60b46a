#include "mirror/pypi/why.h"

#include "base/core/text.h"
#include "cli/commands.h"
#include "mirror/lists/pypi_list.h"
#include "mirror/pypi/page_in_force.h"
#include "mirror/pypi/reasons_book.h"
#include "mirror/pypi/why_not.h"
#include "mirror/words/explanation.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace adder::cli {

namespace {

// Enough to understand by; --json has them all.
constexpr std::size_t kMostChains = 20;

struct Answer {
  mirror::Explanation pypi;  // no chains: nobody asks for it
  mirror::Obstacles obstacles;
};

// The reasons that led to a line when the lists were last applied.
Result<void> find_chains(const mirror::Store& store, const mirror::PypiConfig& pypi,
                         const std::string& question, Answer& answer) {
  TRY_ASSIGN(const auto all, mirror::known_reasons(store));
  auto subject = mirror::subject_of(question, all);
  if (!subject) return {};
  auto reasons = all.at(subject->project);
  if (!subject->file.empty()) {
    TRY_ASSIGN(const auto project, pypi::ProjectName::parse(subject->project));
    TRY_ASSIGN(const auto page, mirror::page_in_force(store, pypi, project));
    if (!page) return {};
    reasons = mirror::reasons_for_file(*subject, *page, pypi.environments, reasons);
  }
  answer.pypi = {.section = "pypi",
                 .package = subject->project,
                 .file = subject->file,
                 .chains = mirror::chains(reasons, all)};
  return {};
}

Result<Answer> find(const mirror::Config& config, const std::string& question) {
  Answer answer;
  TRY_ASSIGN(const auto store, mirror::Store::look(config.root, Clock()));
  if (!config.pypi) return answer;
  TRY(find_chains(store, *config.pypi, question, answer));
  const auto read = mirror::read_pypi_lists(config.pypi->requests, config.file.parent_path());
  TRY_ASSIGN(answer.obstacles, mirror::obstacles_to(store, read.list, question));
  // Reasons are about projects: that a line leaves one file out is no part of them.
  if (answer.obstacles.leaves_out_file) answer.pypi.chains.clear();
  if (!answer.pypi.chains.empty()) {
    if (answer.obstacles.nothing_is_there) answer.obstacles = {};
    return answer;
  }
  // Of what is hidden upstream may show no file, so that the last sync found none to want.
  answer.pypi = {.section = "pypi", .package = answer.obstacles.project};
  for (const auto& because : answer.obstacles.wishes) answer.pypi.chains.push_back({because});
  return answer;
}

Exit run(Invocation& invocation, const std::string& question) {
  const auto config = invocation.configuration();
  if (!config) return Exit::wrong_usage;
  const auto answer = find(*config, question);
  if (!answer) return invocation.failed(answer.error());
  const auto& [pypi, obstacles] = *answer;
  for (const auto& words : obstacles.words) invocation.say(words);
  if (pypi.chains.empty()) {
    if (invocation.flags().json) invocation.out() << mirror::why_json({}, obstacles.words);
    if (obstacles.words.empty()) {
      invocation.say(cat("nothing asks for '", printable(question), "'"));
    }
    return Exit::incomplete;
  }
  invocation.out() << (invocation.flags().json ? mirror::why_json({&pypi, 1}, obstacles.words)
                                               : mirror::why_text(pypi, kMostChains));
  return Exit::done;
}

}  // namespace

void add_why(CLI::App& app, Commands& commands) {
  auto question = std::make_shared<std::string>();
  auto* const parser =
      app.add_subcommand("why", "Show which line or dependency brought a package or file");
  parser->footer("Examples:\n  adder why numpy\n  adder why demo_pkg-1.0-py3-none-any.whl");
  parser->add_option("NAME", *question, "A package or a file")->required();
  commands.push_back({.parser = parser, .run = [question](Invocation& invocation) {
                        return run(invocation, *question);
                      }});
}

}  // namespace adder::cli
