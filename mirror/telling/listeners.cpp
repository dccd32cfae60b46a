#include "mirror/telling/listeners.h"

namespace adder::mirror {

void Listeners::looking(const std::string& what) {
  for (auto* one : all_) one->looking(what);
}

void Listeners::planned(const Planned& plan) {
  for (auto* one : all_) one->planned(plan);
}

void Listeners::progressed(std::uint64_t files, std::uint64_t bytes) {
  for (auto* one : all_) one->progressed(files, bytes);
}

void Listeners::fetched(const std::string& item, std::uint64_t bytes, double seconds) {
  ++files_;
  bytes_ += bytes;
  for (auto* one : all_) one->fetched(item, bytes, seconds);
}

void Listeners::held(const Held& held) {
  for (auto* one : all_) one->held(held);
}

void Listeners::warning(const Warning& warning) {
  for (auto* one : all_) one->warning(warning);
}

void Listeners::published(int generation, std::uint64_t units) {
  for (auto* one : all_) one->published(generation, units);
}

void Listeners::retired(const std::string& item) {
  for (auto* one : all_) one->retired(item);
}

void Listeners::error(const Error& error) {
  for (auto* one : all_) one->error(error);
}

void Listeners::done(const Ending& ending) {
  done_ = true;
  for (auto* one : all_) one->done(ending);
}

}  // namespace adder::mirror
