#include "tests/real/published_mirror.h"

namespace adder::testing {

PublishedMirror::PublishedMirror(const std::vector<std::string>& wishes) {
  last_sync_ = adder({"init", folder_ / "mirror", "--pypi", upstream_.simple()});
  if (last_sync_.exit != 0) return;
  std::string list;
  for (const auto& wish : wishes) list += wish + '\n';
  folder_.write("mirror/requests/pypi.list", list);
  sync();
}

void PublishedMirror::sync() {
  last_sync_ = adder({"--config", folder_ / "mirror/adder.toml", "sync"});
}

Ended PublishedMirror::adder(std::vector<std::string> words) const {
  words.insert(words.begin(), ADDER_PROGRAM);
  return run({.words = words,
              .environment = {{"HOME", folder_.path()}, {"ADDER_LIMITS_MIN_FREE", "10MiB"}}});
}

}  // namespace adder::testing
