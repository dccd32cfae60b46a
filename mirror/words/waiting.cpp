#include "mirror/words/waiting.h"

#include <condition_variable>
#include <cstdlib>
#include <mutex>

namespace adder::mirror {

void wait(std::chrono::milliseconds pause, const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any never;
  std::unique_lock lock(mutex);
  never.wait_for(lock, stop, pause, [] { return false; });
}

std::chrono::milliseconds first_pause_for_news() {
  const char* asked = std::getenv("ADDER_TEST_RETRY_PAUSE_MS");
  return std::chrono::milliseconds(asked == nullptr ? 1000 : std::atoi(asked));
}

}  // namespace adder::mirror
