#pragma once

#include "mirror/conda/closure.h"
#include "tests/unit/mirror/conda/channel.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace adder::testing {

// What lines come to where the whole channel is at hand.
inline mirror::CondaChoice decide(const Channel& channel, mirror::CondaRequestList list) {
  mirror::CondaClosure closure(std::move(list), channel.offers);
  closure.run();
  return std::move(closure).finish();
}
inline mirror::CondaChoice decide(const Channel& channel, const Texts& lines) {
  return decide(channel, listed(lines));
}

// The paths of what is wanted, sorted.
inline Texts wanted(const Channel& channel, const mirror::CondaChoice& choice) {
  auto paths = channel.paths(choice.offers());
  std::ranges::sort(paths);
  return paths;
}
inline Texts wanted(const Channel& channel, const Texts& lines) {
  return wanted(channel, decide(channel, lines));
}

inline Texts warnings(const Channel& channel, const mirror::CondaChoice& choice) {
  Texts out;
  for (const auto& warning : choice.warnings(channel.offers.packages())) {
    const auto place = warning.line > 0 ? cat(warning.file, ':', warning.line, ": ") : "";
    out.push_back(place + warning.text);
  }
  return out;
}
inline Texts warnings(const Channel& channel, const Texts& lines) {
  return warnings(channel, decide(channel, lines));
}

using Reasons = std::map<std::string, std::vector<mirror::CondaBecause>>;

inline Reasons reasons(const mirror::CondaChoice& choice) {
  Reasons out;
  const auto told = choice.reasons().each(
      [&](std::string_view package, std::span<const mirror::CondaBecause> all) -> Result<void> {
        out[std::string(package)].assign(all.begin(), all.end());
        return {};
      });
  EXPECT_TRUE(told);
  return out;
}

}  // namespace adder::testing
