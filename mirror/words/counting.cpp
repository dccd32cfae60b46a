#include "mirror/words/counting.h"

namespace adder::mirror {

void Counting::received(std::uint64_t bytes) {
  received_ += bytes;
  listener_.progressed(files_, received_);
}

void Counting::fetched(const std::string& item, std::uint64_t bytes, double seconds) {
  ++files_;
  bytes_ += bytes;
  listener_.fetched(item, bytes, seconds);
  listener_.progressed(files_, received_);
}

}  // namespace adder::mirror
