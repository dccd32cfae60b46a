#pragma once

#include <sys/types.h>
#include <sys/user.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace adder::testing {

// What a system call does to the disk, as far as a fault in it is concerned.
enum class Effect {
  opens,
  writes,
  syncs,
  renames,
  links,
  removes,
  makes_folder,
  cuts,
  touches,
  closes
};

// One system call that may change the disk, and where its arguments hold the name it acts on.
struct CallShape {
  long number;
  const char* name;
  Effect effect;
  int folder;  // argument with a folder's descriptor, -1: the working directory
  int path;    // argument with a path; -1: one is a descriptor
  int descriptor = 0;
  int length = -1;  // argument with how much is written, where that can be less
};

// One such call about to run: nothing has happened yet.
struct Call {
  const CallShape* shape = nullptr;
  std::string path;  // the name it acts on; of two, the one that will stand afterwards
  int descriptor = -1;
  std::uint64_t length = 0;  // of a write
};

const std::vector<CallShape>& call_shapes();

// Makes the call write only so much.
void set_length(user_regs_struct& registers, const CallShape& shape, std::uint64_t length);

// Reads the call that `thread` is about to make. None: it does not touch the disk.
std::optional<Call> read_call(pid_t thread, const user_regs_struct& registers);

}  // namespace adder::testing
