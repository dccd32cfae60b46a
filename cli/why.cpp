#include "mirror/pypi/why.h"

#include "base/core/text.h"
#include "cli/commands.h"
#include "mirror/pypi/page_in_force.h"
#include "mirror/pypi/reasons_book.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace adder::cli {

namespace {

// Enough to understand by; --json has them all.
constexpr std::size_t kMostChains = 20;

struct Answer {
  mirror::Subject subject;
  std::vector<mirror::Chain> chains;
};

// Nothing: nobody asks for it.
Result<std::optional<Answer>> find(const mirror::Config& config, const std::string& question) {
  TRY_ASSIGN(const auto store, mirror::Store::look(config.root, Clock()));
  TRY_ASSIGN(const auto all, mirror::known_reasons(store));
  const auto subject = mirror::subject_of(question, all);
  if (!subject || !config.pypi) return std::optional<Answer>();
  auto reasons = all.at(subject->project);
  if (!subject->file.empty()) {
    TRY_ASSIGN(const auto project, pypi::ProjectName::parse(subject->project));
    TRY_ASSIGN(const auto page, mirror::page_in_force(store, *config.pypi, project));
    if (!page) return std::optional<Answer>();
    reasons = mirror::reasons_for_file(*subject, *page, config.pypi->environments, reasons);
  }
  auto chains = mirror::chains(reasons, all);
  if (chains.empty()) return std::optional<Answer>();
  return std::optional(Answer{.subject = *subject, .chains = std::move(chains)});
}

Exit run(Invocation& invocation, const std::string& question) {
  const auto config = invocation.configuration();
  if (!config) return Exit::wrong_usage;
  const auto answer = find(*config, question);
  if (!answer) return invocation.failed(answer.error());
  if (!*answer) {
    if (invocation.flags().json) invocation.out() << mirror::why_nothing_json();
    invocation.say(cat("nothing asks for '", printable(question), "'"));
    return Exit::incomplete;
  }
  const auto& [subject, chains] = **answer;
  invocation.out() << (invocation.flags().json ? mirror::why_json(subject, chains)
                                               : mirror::why_text(subject, chains, kMostChains));
  return Exit::done;
}

}  // namespace

void add_why(CLI::App& app, Commands& commands) {
  auto question = std::make_shared<std::string>();
  auto* const parser = app.add_subcommand(
      "why", "Say which line, or which chain of dependencies, brought something");
  parser->footer("Examples:\n  adder why numpy\n  adder why demo_pkg-1.0-py3-none-any.whl");
  parser->add_option("NAME", *question, "A package or a file")->required();
  commands.push_back({.parser = parser, .run = [question](Invocation& invocation) {
                        return run(invocation, *question);
                      }});
}

}  // namespace adder::cli
