#include "base/net/client.h"

#include "base/net/engine.h"

#include <algorithm>
#include <utility>

namespace adder::net {

Result<void> TextReceiver::begin(const Head& head, std::uint64_t /*offset*/) {
  constexpr std::uint64_t most_reserved = std::uint64_t{16} << 20;
  text.clear();
  // A stranger's word is good for a hint, not for all our memory.
  text.reserve(std::min(head.total_size.value_or(0), most_reserved));
  return {};
}

Result<void> TextReceiver::write(std::span<const std::byte> bytes) {
  text.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  return {};
}

Result<Client> Client::open(NetworkSettings settings, std::stop_token stop) {
  TRY_ASSIGN(auto engine, Engine::open(std::move(settings), std::move(stop)));
  return Client(std::move(engine));
}

Client::Client(std::unique_ptr<Engine> engine) : engine_(std::move(engine)) {}
Client::Client(Client&&) noexcept = default;
Client& Client::operator=(Client&&) noexcept = default;
Client::~Client() = default;

void Client::start(Request request, Done done) {
  engine_->start(std::move(request), std::move(done));
}

std::size_t Client::under_way() const {
  return engine_->under_way();
}

Result<void> Client::run() {
  return engine_->run({});
}

Result<void> Client::run_for(std::chrono::milliseconds most) {
  return engine_->run(std::chrono::steady_clock::now() + most);
}

}  // namespace adder::net
