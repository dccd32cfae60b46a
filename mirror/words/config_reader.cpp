#include "mirror/words/config_reader.h"

#include "base/core/settings_writer.h"
#include "base/core/text.h"
#include "base/io/file.h"
#include "mirror/words/config_agreement.h"
#include "mirror/words/config_fields.h"

#include <unistd.h>

#include <algorithm>
#include <iterator>

namespace adder::mirror {

namespace {

constexpr auto kSystemConfig = "/etc/adder/adder.toml";

bool is_no_setting(const std::string& variable) {
  return variable == "ADDER_CONFIG" || variable == "ADDER_HOOK" ||
         variable.starts_with("ADDER_TEST_");
}

// Somebody who sets a variable wants something; that nothing comes of it must not go unsaid.
void warn_of_unused_variables(const Variables& variables, const SettingsReader::Findings& findings,
                              Problems& problems) {
  const std::vector<std::string> known(findings.settings.begin(), findings.settings.end());
  for (const auto& [variable, value] : variables) {
    if (is_no_setting(variable) || findings.settings.contains(variable)) continue;
    std::string what = "this is not a setting and was ignored";
    const auto meant = nearest(variable, known);
    if (findings.lists.contains(variable)) {
      what = "this is a list, which only the file can set; the variable was ignored";
    } else if (!meant.empty()) {
      what += cat(", did you mean '", meant, "'?");
    }
    problems.warnings.push_back({{}, 0, cat(printable(variable), ": ", what)});
  }
}

// A [pypi] that does not say where its list is means the one that 'adder init' makes.
void apply_default_requests(const Setting& root, Config& config) {
  const auto* const pypi = root.find("pypi");
  if (!config.pypi || pypi == nullptr || pypi->find("requests") != nullptr) return;
  config.pypi->requests = {config.file.parent_path() / "requests/pypi.list"};
}

// A folder as upstream is a path like any other: relative to the file.
void find_folders(const std::filesystem::path& start, ChannelConfig& channel) {
  for (auto& upstream : channel.upstreams) {
    if (upstream.starts_with('.')) upstream = (start / upstream).lexically_normal().native();
  }
}

void without_slashes_at_the_end(std::string& url) {
  while (url.ends_with('/')) url.pop_back();
}

void apply_root(const ConfigSources& sources, const std::filesystem::path& file, Config& config,
                Problems& problems) {
  if (sources.root) config.root = (sources.current / *sources.root).lexically_normal();
  if (!config.root.has_filename()) config.root = config.root.parent_path();
  if (config.root.empty()) {
    problems.errors.push_back({file.string(), 0,
                               "root is missing: the folder that adder keeps "
                               "everything in"});
  }
}

// Nobody sees the environment on the command line: a message says where the name came from.
Result<void> expect_named_file(const ConfigSources& sources, const std::filesystem::path& file) {
  std::error_code missing;
  if (sources.config || std::filesystem::exists(sources.current / file, missing)) return {};
  return Error(Error::Kind::invalid,
               cat("ADDER_CONFIG names '", file.string(), "': No such file or directory"));
}

}  // namespace

Variables adder_variables() {
  Variables variables;
  for (auto* const* entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const auto equals = text.find('=');
    if (equals == text.npos || !text.starts_with("ADDER_")) continue;
    variables.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  return variables;
}

Result<std::filesystem::path> find_config(const ConfigSources& sources) {
  if (sources.config) return *sources.config;
  const auto variable = sources.variables.find("ADDER_CONFIG");
  if (variable != sources.variables.end() && !variable->second.empty()) {
    return std::filesystem::path(variable->second);
  }
  std::error_code missing;
  if (std::filesystem::exists(sources.current / "adder.toml", missing)) {
    return std::filesystem::path("adder.toml");
  }
  if (std::filesystem::exists(kSystemConfig, missing)) return std::filesystem::path(kSystemConfig);
  return Error(Error::Kind::invalid,
               cat("no configuration: neither 'adder.toml' here nor '", kSystemConfig, "' exists"),
               "name one with --config or ADDER_CONFIG, or begin with 'adder init DIR'");
}

ConfigReading parse_config(std::string_view toml, const std::filesystem::path& file,
                           const ConfigSources& sources) {
  ConfigReading reading;
  auto& [config, problems] = reading;
  config.file = (sources.current / file).lexically_normal();

  const auto root = parse_toml(toml, file.string());
  if (!root) {
    problems.errors.push_back({"", 0, root.error().words()});
    return reading;
  }
  const SettingsReader::Source source{.root = &*root,
                                      .file = file.string(),
                                      .folder = config.file.parent_path(),
                                      .current = sources.current,
                                      .variables = &sources.variables};
  SettingsReader::Findings findings;
  SettingsReader reader(source, findings);
  describe(reader, config);
  reader.finish();

  problems.errors = std::move(findings.problems);
  apply_root(sources, file, config, problems);
  apply_default_requests(*root, config);
  for (auto& channel : config.channels) find_folders(config.file.parent_path(), channel);
  without_slashes_at_the_end(config.url);
  check_agreement(config, *root, file.string(), problems);
  std::ranges::stable_sort(problems.errors, {}, &Problem::line);
  warn_of_unused_variables(sources.variables, findings, problems);
  return reading;
}

Result<ConfigReading> read_config(const ConfigSources& sources) {
  TRY_ASSIGN(const auto file, find_config(sources));
  TRY(expect_named_file(sources, file));
  auto toml = io::read_file(sources.current / file, std::uint64_t{1} << 20U);
  if (!toml) return Error(Error::Kind::invalid, std::move(toml).error().words());
  return parse_config(*toml, file, sources);
}

Setting effective_settings(const Config& config) {
  Setting settings;
  SettingsWriter writer(settings);
  // One description serves for reading and for showing; showing changes nothing, in a copy.
  auto shown = config;
  describe(writer, shown);
  return settings;
}

}  // namespace adder::mirror
