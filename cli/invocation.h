#pragma once

#include "base/core/error.h"
#include "base/core/problem.h"
#include "cli/exit.h"
#include "cli/flags.h"
#include "cli/stop_signals.h"
#include "mirror/telling/console_report.h"
#include "mirror/telling/json_report.h"
#include "mirror/telling/listeners.h"
#include "mirror/words/config_reader.h"

#include <chrono>
#include <filesystem>
#include <optional>
#include <ostream>
#include <stop_token>
#include <string_view>

namespace adder::cli {

// What a command says on stdout with --json: one object that answers a question, or a line for each
// event, of which the last is always "done".
enum class Tells { answer, events };

// One run of the program, as a command sees it: what all commands share, and the way to tell.
class Invocation {
 public:
  Invocation(const Flags& flags, Tells tells, const StopSignals& signals);

  const Flags& flags() const { return flags_; }
  std::stop_token stop() const { return signals_.token(); }
  mirror::Report& report() { return listeners_; }
  std::ostream& out() const { return out_; }  // data; everything else goes through report()

  // For people, unless they asked for quiet.
  void say(std::string_view line);

  // adder.toml with all that is wrong with it; nothing has been told yet.
  Result<mirror::ConfigReading> read_configuration() const;

  // adder.toml, read and checked. Nothing: what is wrong with it has been told; the exit is 2.
  std::optional<mirror::Config> configuration();

  // From here on --json means one answer on stdout, no events: for a command whose flags decide.
  void answer_instead();

  // Tells what went wrong and says how the program ends.
  Exit failed(const Error& error);
  Exit refused(const Problems& problems);
  void warn(const Problems& problems);

  // The very last step: an end by signal has its own number, and events their "done".
  Exit ended(Exit exit);

 private:
  mirror::Ending ending(Exit exit) const;

  Flags flags_;
  Tells tells_;
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  std::optional<std::filesystem::path> root_;  // once it is known
  const StopSignals& signals_;
  std::ostream& out_;
  mirror::ConsoleReport console_;
  mirror::JsonReport json_;
  mirror::Listeners listeners_;
};

}  // namespace adder::cli
