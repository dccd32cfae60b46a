#include "tests/support/process.h"

#include "base/core/text.h"
#include "tests/support/temp_folder.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <sstream>
#include <thread>

namespace adder::testing {

namespace {

namespace fs = std::filesystem;

// A program that ignores SIGTERM for longer than this is killed.
constexpr std::chrono::seconds kPatience(5);

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> list;
  list.reserve(words.size() + 1);
  for (auto& word : words) list.push_back(word.data());
  list.push_back(nullptr);
  return list;
}

std::string search_path() {
  const auto* path = std::getenv("PATH");
  return path != nullptr ? path : "/usr/bin:/bin";
}

std::vector<std::string> settings_of(const Command& command) {
  auto environment = command.environment;
  environment.try_emplace("PATH", search_path());
  std::vector<std::string> settings;
  settings.reserve(environment.size());
  for (const auto& [name, value] : environment) settings.push_back(cat(name, "=", value));
  return settings;
}

void write_to(const fs::path& file, int descriptor) {
  const int opened = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  ::dup2(opened, descriptor);
}

// The child's half. Everything it needs was made before the fork.
[[noreturn]] void become(const Command& command, char** words, char** settings, const fs::path& out,
                         const fs::path& err) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::dup2(::open("/dev/null", O_RDONLY), STDIN_FILENO);
  write_to(out, STDOUT_FILENO);
  write_to(err, STDERR_FILENO);
  if (!command.folder.empty() && ::chdir(command.folder.c_str()) != 0) ::_exit(127);
  ::execvpe(words[0], words, settings);
  ::_exit(127);
}

pid_t start(const Command& command, const fs::path& out, const fs::path& err) {
  auto words = command.words;
  auto settings = settings_of(command);
  auto word_list = pointers(words);
  auto setting_list = pointers(settings);
  const auto child = ::fork();
  if (child != 0) return child;
  become(command, word_list.data(), setting_list.data(), out, err);
}

int exit_of(int status) {
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

Ended run(const Command& command) {
  const TempFolder said;
  const auto child = start(command, said / "out", said / "err");
  int status = 0;
  rusage used = {};
  ::wait4(child, &status, 0, &used);
  return {.exit = exit_of(status),
          .out = content_of(said / "out"),
          .err = content_of(said / "err"),
          .peak_bytes = static_cast<std::uint64_t>(used.ru_maxrss) * 1024};
}

Background::Background(const Command& command, const fs::path& log)
    : pid_(start(command, log, log)) {}

bool Background::running() {
  if (!ended_) ended_ = ::waitpid(pid_, nullptr, WNOHANG) == pid_;
  return !ended_;
}

Background::~Background() {
  if (running()) ::kill(pid_, SIGTERM);
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (running() && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  if (!running()) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

fs::path find_program(const std::string& name) {
  std::istringstream folders(search_path());
  for (std::string folder; std::getline(folders, folder, ':');) {
    if (::access((fs::path(folder) / name).c_str(), X_OK) == 0) return fs::path(folder) / name;
  }
  return {};
}

}  // namespace adder::testing
