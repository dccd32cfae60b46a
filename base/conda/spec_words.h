#pragma once

#include "base/conda/spec_keys.h"
#include "base/core/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace adder::conda {

// A match spec cut into its words: channel/subdir::name version build[key=value]. What is not there
// is empty. Nothing is understood so far but where one word ends, and what = means between them.
struct SpecWords {
  std::string channel;
  std::string subdir;
  std::string name;
  std::string version;
  std::string build;
  std::vector<SpecKey> keys;  // as they came between the brackets
  std::string condition;      // what follows " if ", which conda leaves out

  static Result<SpecWords> cut(std::string_view text);

  // All but the name, each key once: what stands between the brackets beats what stands in front of
  // them, and a subdir of its own the one behind a channel.
  std::vector<SpecKey> all_keys() const;
};

// conda-forge/linux-64 and https://host/conda-forge/linux-64 are a channel and a subdir. Without
// conda's own host in front of it, conda-forge is the channel's name.
struct ChannelAndSubdir {
  std::string channel;
  std::string subdir;
};
ChannelAndSubdir split_channel(std::string_view text);

}  // namespace adder::conda
