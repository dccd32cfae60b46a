#pragma once

#include <chrono>
#include <stop_token>

namespace adder::mirror {

// Returns early when somebody asks us to stop.
void wait(std::chrono::milliseconds pause, const std::stop_token& stop);

// How long to wait before asking again for news that have not come through yet; after that twice
// as long each time.
std::chrono::milliseconds first_pause_for_news();

}  // namespace adder::mirror
