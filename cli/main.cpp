#include "cli/command_line.h"
#include "cli/invocation.h"
#include "cli/stop_signals.h"

#include <cstdio>
#include <exception>

int main(int argc, char** argv) try {
  using adder::cli::Command;
  using adder::cli::Exit;

  adder::cli::CommandLine line;
  const auto parsed = line.parse(argc, argv);
  if (const auto* const exit = std::get_if<Exit>(&parsed)) return static_cast<int>(*exit);
  const auto& command = *std::get<const Command*>(parsed);

  const adder::cli::StopSignals signals;
  adder::cli::Invocation invocation(line.flags(), command.tells, signals);
  return static_cast<int>(invocation.ended(command.run(invocation)));
} catch (const std::exception& surprise) {
  // Nothing of ours throws: this is memory that ran out, or a library's bug.
  std::fprintf(stderr, "error: %s\n", surprise.what());
  return static_cast<int>(adder::cli::Exit::nothing_published);
}
