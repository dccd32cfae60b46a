#include "cli/invocation.h"

#include "base/core/text.h"
#include "mirror/store/generations.h"
#include "mirror/store/held_items.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>

namespace adder::cli {

namespace {

using mirror::ConsoleReport;

std::string_view variable(const char* name) {
  const char* const value = std::getenv(name);
  return value != nullptr ? value : "";
}

int columns_of_terminal() {
  winsize size{};
  const bool known = ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? size.ws_col : 80;
}

ConsoleReport::Style style_of(const Flags& flags) {
  const bool terminal = ::isatty(STDERR_FILENO) == 1 && variable("TERM") != "dumb";
  const auto loudness = flags.quiet     ? ConsoleReport::Loudness::quiet
                        : flags.verbose ? ConsoleReport::Loudness::loud
                                        : ConsoleReport::Loudness::normal;
  // A bar between the lines of JSON on the same screen would help nobody.
  const bool mixed = flags.json && ::isatty(STDOUT_FILENO) == 1;
  return {.loudness = loudness,
          .terminal = terminal,
          .colour = terminal && variable("NO_COLOR").empty(),
          .progress = !flags.no_progress && !mixed,
          .columns = columns_of_terminal()};
}

mirror::ConfigSources sources_of(const Flags& flags) {
  mirror::ConfigSources sources;
  if (!flags.config.empty()) sources.config = flags.config;
  if (!flags.root.empty()) sources.root = flags.root;
  sources.variables = mirror::adder_variables();
  std::error_code gone;
  sources.current = std::filesystem::current_path(gone);
  return sources;
}

}  // namespace

Invocation::Invocation(const Flags& flags, Tells tells, const StopSignals& signals)
    : flags_(flags),
      tells_(tells),
      signals_(signals),
      out_(std::cout),
      console_(std::cerr, style_of(flags)),
      json_(std::cout) {
  if (flags.json && tells == Tells::events) listeners_.add(json_);
  listeners_.add(console_);
}

void Invocation::say(std::string_view line) {
  if (!flags_.quiet) std::cerr << printable_lines(line) << '\n';
}

Result<mirror::ConfigReading> Invocation::read_configuration() const {
  return mirror::read_config(sources_of(flags_));
}

std::optional<mirror::Config> Invocation::configuration() {
  auto reading = read_configuration();
  if (!reading) {
    failed(reading.error());
    return {};
  }
  warn(reading->problems);
  if (reading->problems.errors.empty()) {
    root_ = reading->config.root;
    return std::move(reading->config);
  }
  refused(reading->problems);
  return {};
}

void Invocation::answer_instead() {
  tells_ = Tells::answer;
  listeners_ = {};
  listeners_.add(console_);
}

Exit Invocation::failed(const Error& error) {
  listeners_.error(error);
  return exit_for(error);
}

Exit Invocation::refused(const Problems& problems) {
  for (const auto& problem : problems.errors) {
    listeners_.error({Error::Kind::invalid, problem.words()});
  }
  return Exit::wrong_usage;
}

void Invocation::warn(const Problems& problems) {
  for (const auto& problem : problems.warnings) {
    listeners_.warning({.text = problem.text, .file = problem.file, .line = problem.line});
  }
}

// For commands that do not tell their end themselves.
mirror::Ending Invocation::ending(Exit exit) const {
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began_;
  mirror::Ending ending{.exit = static_cast<int>(exit),
                        .files = listeners_.files(),
                        .bytes = listeners_.bytes(),
                        .seconds = took.count()};
  if (!root_) return ending;
  const auto store = mirror::Store::look(*root_, Clock());
  if (!store) return ending;
  if (const auto generation = current_generation(*store)) ending.generation = *generation;
  if (const auto held = held_items(*store)) ending.held = held->size();
  return ending;
}

Exit Invocation::ended(Exit exit) {
  if (signals_.received() != 0 && exit != Exit::done) {
    exit = signals_.received() == SIGTERM ? Exit::terminated : Exit::interrupted;
  }
  if (flags_.json && tells_ == Tells::events && !listeners_.heard_done()) {
    json_.done(ending(exit));
  }
  out_.flush();
  return exit;
}

}  // namespace adder::cli
