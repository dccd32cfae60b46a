#pragma once

#include "base/core/problem.h"
#include "base/core/result.h"
#include "base/core/settings_reader.h"
#include "mirror/words/config.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace adder::mirror {

// Where settings come from: the file, then the environment, then the command line, and the last one
// to speak wins.
struct ConfigSources {
  std::optional<std::filesystem::path> config = {};  // --config
  std::optional<std::filesystem::path> root = {};    // --root
  Variables variables = {};            // of the environment: all that start with ADDER_
  std::filesystem::path current = {};  // where relative paths of those two start
};

// A configuration with errors must not be used.
struct ConfigReading {
  Config config;
  Problems problems;
};

// The file --config names, else ADDER_CONFIG, else adder.toml here, else /etc/adder/adder.toml.
Result<std::filesystem::path> find_config(const ConfigSources& sources);

// An error when there is no file to read; whatever is wrong inside it is among the problems.
Result<ConfigReading> read_config(const ConfigSources& sources);

// The same for text that is already at hand; `file` is what messages call it.
ConfigReading parse_config(std::string_view toml, const std::filesystem::path& file,
                           const ConfigSources& sources);

Variables adder_variables();

// What is in force, as tables of the same names as the file's; passwords masked.
Setting effective_settings(const Config& config);

}  // namespace adder::mirror
