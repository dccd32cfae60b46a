#pragma once

#include "base/core/text.h"
#include "cli/invocation.h"

#include <filesystem>
#include <system_error>
#include <utility>

namespace adder::cli {

// Notices that a command made a mirror where there was none: perhaps not where it was meant to be.
class NewMirror {
 public:
  explicit NewMirror(std::filesystem::path root) : root_(std::move(root)), was_there_(is_there()) {}

  void tell(Invocation& invocation) const {
    if (was_there_ || !is_there()) return;
    invocation.say(cat("made a new mirror in '", root_.native(), "'"));
  }

 private:
  bool is_there() const {
    std::error_code unknown;
    return std::filesystem::exists(root_ / "ledger.db", unknown);
  }

  std::filesystem::path root_;
  bool was_there_;
};

}  // namespace adder::cli
