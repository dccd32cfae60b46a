#include "base/net/test_settings.h"

#include "base/net/http_fields.h"

#include <cstdlib>
#include <optional>
#include <string_view>

namespace adder::net {

namespace {

std::optional<std::uint64_t> number_from_environment(const char* variable) {
  const char* const text = std::getenv(variable);
  if (text == nullptr) return {};
  const auto number = parse_whole_number(text);
  return number ? std::optional(*number) : std::nullopt;
}

}  // namespace

void heed_tests(NetworkSettings& settings) {
  const auto pause = number_from_environment("ADDER_TEST_RETRY_PAUSE_MS");
  if (pause) settings.retry.first_pause = std::chrono::milliseconds(*pause);
  const auto stall = number_from_environment("ADDER_TEST_STALL_SECONDS");
  if (stall) settings.stall_timeout = std::chrono::seconds(*stall);
}

bool serial_is_wanted() {
  const char* const text = std::getenv("ADDER_TEST_SERIAL");
  return text != nullptr && std::string_view(text) == "1";
}

}  // namespace adder::net
