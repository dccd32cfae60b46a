#include "tests/campaign/disk_fault/tracer.h"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

namespace adder::testing {
namespace {

constexpr int kAfterCall = SIGTRAP | 0x80;

// What a disk without room refuses; removing and renaming still work there.
bool needs_room(Effect effect) {
  return effect == Effect::opens || effect == Effect::writes || effect == Effect::links ||
         effect == Effect::makes_folder || effect == Effect::syncs;
}

void set_registers(pid_t thread, user_regs_struct registers) {
  ptrace(PTRACE_SETREGS, thread, nullptr, &registers);
}

// The call does not run; the program sees `result` in its place.
void answer(pid_t thread, user_regs_struct registers, long result) {
  registers.orig_rax = static_cast<unsigned long long>(-1);
  registers.rax = static_cast<unsigned long long>(result);
  set_registers(thread, registers);
}

bool lies_below(const std::filesystem::path& folder, const std::string& path) {
  const auto clean = std::filesystem::path(path).lexically_normal().string();
  const auto& top = folder.native();
  return clean.starts_with(top) && (clean.size() == top.size() || clean[top.size()] == '/');
}

}  // namespace

Tracer::Tracer(pid_t child, std::filesystem::path below, Fault fault, std::FILE* log)
    : child_(child), below_(std::move(below)), fault_(std::move(fault)), log_(log) {}

int Tracer::follow() {
  int status = 0;
  waitpid(child_, &status, 0);
  threads_[child_] = 0;
  ptrace(PTRACE_SETOPTIONS, child_, nullptr,
         PTRACE_O_EXITKILL | PTRACE_O_TRACESECCOMP | PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACECLONE |
             PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACEEXEC);
  let_go(child_);

  int ending = 0;
  for (pid_t thread = 0; (thread = waitpid(-1, &status, __WALL)) > 0;) {
    if (WIFSTOPPED(status)) {
      stopped(thread, status);
    } else if (thread == child_) {
      ending = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
  }
  return ending;
}

void Tracer::stopped(pid_t thread, int status) {
  const bool is_new = threads_.emplace(thread, static_cast<int>(threads_.size())).second;
  const int event = status >> 16;
  const int signal = WSTOPSIG(status);
  if (event == PTRACE_EVENT_SECCOMP) {
    before_call(thread);
  } else if (event != 0 || (is_new && signal == SIGSTOP)) {
    let_go(thread);
  } else if (signal == kAfterCall) {
    // A close that fails has closed all the same: only its answer is changed, after it ran.
    user_regs_struct registers{};
    ptrace(PTRACE_GETREGS, thread, nullptr, &registers);
    registers.rax = static_cast<unsigned long long>(-static_cast<long long>(fault_.error));
    set_registers(thread, registers);
    let_go(thread);
  } else {
    let_go(thread, signal);
  }
}

void Tracer::let_go(pid_t thread, int signal) {
  ptrace(PTRACE_CONT, thread, nullptr, static_cast<long>(signal));
}

// True for a call of the kind we count; remembers what was written, to know its close.
bool Tracer::counts(const Call& call) {
  if (call.shape->effect == Effect::closes && written_.erase(call.descriptor) == 0) return false;
  if (!lies_below(below_, call.path)) return false;
  if (call.shape->effect == Effect::writes) written_.insert(call.descriptor);
  return true;
}

void Tracer::before_call(pid_t thread) {
  user_regs_struct registers{};
  ptrace(PTRACE_GETREGS, thread, nullptr, &registers);
  const auto call = read_call(thread, registers);
  if (!call || !counts(*call)) return let_go(thread);

  const auto point = counter_.next(threads_[thread], call->shape->name);
  std::fprintf(log_, "call %s %llu %s\n", words(point).c_str(),
               static_cast<unsigned long long>(call->length), call->path.c_str());
  const bool everywhere = fault_.mishap == Mishap::skip && fault_.word == call->shape->name;
  const bool still_full = full_ && needs_room(call->shape->effect);
  if (everywhere || still_full || (fault_.mishap != Mishap::none && point == fault_.at)) {
    strike(thread, *call, point);
  } else {
    let_go(thread);
  }
}

void Tracer::strike(pid_t thread, const Call& call, const Point& point) {
  std::fprintf(log_, "fired %s %s\n", words(point).c_str(), call.path.c_str());
  std::fflush(log_);
  user_regs_struct registers{};
  ptrace(PTRACE_GETREGS, thread, nullptr, &registers);
  switch (fault_.mishap) {
    case Mishap::none:
      break;
    case Mishap::run:
      if (std::system(fault_.word.c_str()) != 0) std::fputs("failed\n", log_);
      [[fallthrough]];
    case Mishap::kill:
      kill(child_, SIGKILL);
      return;
    case Mishap::stay:
      full_ = true;
      [[fallthrough]];
    case Mishap::fail:
      if (call.shape->effect == Effect::closes) {
        ptrace(PTRACE_SYSCALL, thread, nullptr, nullptr);
        return;
      }
      answer(thread, registers, -fault_.error);
      break;
    case Mishap::skip:
      answer(thread, registers, 0);
      break;
    case Mishap::cut_short:
      set_length(registers, *call.shape, call.length > 1 ? call.length / 2 : call.length);
      set_registers(thread, registers);
      break;
  }
  let_go(thread);
}

bool ask_to_be_traced() {
  if (ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) != 0 || raise(SIGSTOP) != 0) return false;
  std::vector<sock_filter> filter = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
  };
  for (const auto& shape : call_shapes()) {
    filter.push_back(
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<unsigned>(shape.number), 0, 1));
    filter.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE));
  }
  filter.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
  const sock_fprog program{static_cast<unsigned short>(filter.size()), filter.data()};
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

}  // namespace adder::testing
