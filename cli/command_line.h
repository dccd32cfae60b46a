#pragma once

#include "cli/command.h"
#include "cli/command_tree.h"
#include "cli/flags.h"

#include <memory>
#include <optional>
#include <variant>

namespace adder::cli {

// The whole grammar of the program: flags, commands, their flags and words.
class CommandLine {
 public:
  CommandLine();
  ~CommandLine();

  // The command that was asked for; or how the program ends at once, after --help, --version or a
  // mistake, which has been told.
  std::variant<const Command*, Exit> parse(int argc, const char* const* argv);

  const Flags& flags() const { return flags_; }

 private:
  Exit mistake(std::string_view words) const;
  Exit unexpected(const CLI::App& deepest, const std::string& word) const;
  const CLI::App& deepest() const;  // the command whose words were understood last
  CommandPage page() const;         // and what there is to say about it

  Flags flags_;
  std::unique_ptr<CLI::App> app_;
  Commands commands_;
};

}  // namespace adder::cli
