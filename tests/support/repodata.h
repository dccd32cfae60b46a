#pragma once

#include "base/conda/repodata_reader.h"
#include "base/core/text.h"

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace adder::testing {

// Writes down all it hears of an index, a line each.
class HeardRepodata final : public conda::RepodataHandler {
 public:
  std::function<bool(std::string_view)> wanted = [](std::string_view) {
    return true;
  };
  std::vector<std::string> lines;

  bool wants(conda::Section, std::string_view key) override { return wanted(key); }
  Result<void> record(conda::Section section, std::string_view key,
                      std::string_view json) override {
    return hear(cat(place_of(section), ' ', key, ' ', json));
  }
  Result<void> malformed(conda::Section section, std::string_view key, Error why) override {
    return hear(cat("malformed ", place_of(section), ' ', key, ": ", why.words()));
  }
  Result<void> info(std::string_view json) override { return hear(cat("info ", json)); }
  Result<void> removed(std::string_view name) override { return hear(cat("removed ", name)); }
  bool wants_signatures(std::string_view key) override { return wanted(key); }
  Result<void> signatures(std::string_view key, std::string_view json) override {
    return hear(cat("signatures ", key, ' ', json));
  }
  Result<void> unknown(Place place, std::string_view key, std::string_view json) override {
    return hear(cat(place == Place::v3 ? "v3 unknown " : "unknown ", key, ' ', json));
  }

 private:
  static std::string place_of(conda::Section section) {
    return cat(is_v3(section) ? "v3 " : "", name_of(section));
  }
  Result<void> hear(std::string line) {
    lines.push_back(std::move(line));
    return {};
  }
};

inline Result<void> read_in_pieces(conda::RepodataReader& reader, std::string_view text,
                                   std::size_t piece) {
  for (; !text.empty(); text.remove_prefix(std::min(piece, text.size()))) {
    TRY(reader.add(text.substr(0, piece)));
  }
  return reader.finish();
}

// What was heard; an error is the last line.
inline std::vector<std::string> hear_repodata(std::string_view text,
                                              std::size_t piece = std::string_view::npos,
                                              conda::RepodataLimits limits = {}) {
  HeardRepodata heard;
  conda::RepodataReader reader(heard, limits);
  if (const auto read = read_in_pieces(reader, text, piece); !read) {
    heard.lines.push_back(cat("error ", read.error().words()));
  }
  return std::move(heard.lines);
}

}  // namespace adder::testing
