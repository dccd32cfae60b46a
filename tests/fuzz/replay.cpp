#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

// Stands in for libFuzzer where there is none: feeds a target its corpus, what can be made of that
// by cutting and flipping, and inputs that have broken parsers before. The same inputs every time.

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

namespace fs = std::filesystem;

constexpr int kFlipsOfEach = 50;
constexpr int kRandomInputs = 500;
constexpr std::size_t kDepth = 5000;

const std::string* under_test = nullptr;
std::string left_behind;  // the file for it, beside the program

// Leaves the input behind for the one who has to look into it.
void leave_input(int signal) {
  const int file = ::open(left_behind.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  const auto written = ::write(file, under_test->data(), under_test->size());
  ::signal(signal, SIG_DFL);
  ::raise(written < 0 ? SIGABRT : signal);
}

void feed(const std::string& input) {
  // In memory of its own size, so that a sanitizer sees one byte too many.
  const std::vector<std::uint8_t> bytes(input.begin(), input.end());
  under_test = &input;
  LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

std::vector<std::string> built_in() {
  std::vector<std::string> inputs = {"", "\n", "\r\n", "\xEF\xBB\xBF", "\xFF\xFE", "null", "{}"};
  for (int byte = 0; byte < 256; ++byte) inputs.emplace_back(1, static_cast<char>(byte));
  for (const char opening : {'(', '[', '{', '"', '\\', '!', '-', '.', '0', '9', '<'}) {
    inputs.emplace_back(kDepth, opening);
  }
  return inputs;
}

std::vector<std::string> corpus(const fs::path& folder) {
  std::vector<std::string> inputs;
  std::error_code absent;
  for (const auto& entry : fs::directory_iterator(folder, absent)) {
    std::ifstream in(entry.path(), std::ios::binary);
    inputs.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  std::ranges::sort(inputs);  // a folder has no order of its own
  return inputs;
}

void feed_variants(const std::string& input, std::mt19937& dice) {
  if (input.empty()) return;
  for (int flip = 0; flip < kFlipsOfEach; ++flip) {
    auto changed = input;
    changed[dice() % changed.size()] = static_cast<char>(dice());
    feed(changed);
    feed(input.substr(0, dice() % input.size()));
  }
}

void feed_noise(std::mt19937& dice) {
  for (int round = 0; round < kRandomInputs; ++round) {
    std::string noise(dice() % 64, '\0');
    std::ranges::generate(noise, [&dice] { return static_cast<char>(dice()); });
    feed(noise);
  }
}

}  // namespace

int main(int count, char** words) {
  left_behind = std::string(words[0]) + ".crash";
  for (const int signal : {SIGABRT, SIGSEGV, SIGFPE}) ::signal(signal, leave_input);
  std::mt19937 dice(1);  // NOLINT: the same throw every time is what we want
  std::size_t fed = 0;
  for (const auto& input : built_in()) feed(input), ++fed;
  for (int word = 1; word < count; ++word) {
    for (const auto& input : corpus(words[word])) {
      feed(input), ++fed;
      feed_variants(input, dice);
    }
  }
  feed_noise(dice);
  std::printf("%zu inputs, and variants of them\n", fed);
}
