#include "mirror/words/config_surroundings.h"

#include "base/core/setting.h"
#include "base/core/text.h"
#include "base/io/file.h"
#include "mirror/words/channel_upstream.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <system_error>

namespace adder::mirror {

namespace fs = std::filesystem;

namespace {

Result<Setting> settings_in(const fs::path& file) {
  TRY_ASSIGN(const auto text, io::read_file(file, std::uint64_t{1} << 20U));
  return parse_toml(text, file.native());
}

// Of the key, or of the one item in its list; of the section, where the key is not written.
int line_in(const Setting* section, std::string_view key, std::size_t item = 0) {
  if (section == nullptr) return 0;
  const auto* const value = section->find(key);
  if (value == nullptr) return section->line;
  const bool has_item = value->kind == Setting::Kind::list && item < value->children.size();
  return has_item ? value->children[item].line : value->line;
}

// What adder.toml writes of a channel of the configuration.
const Setting* section_of_channel(const Setting& root, std::size_t channel) {
  const auto* const channels = root.find("channel");
  const bool is_written = channels != nullptr && channel < channels->children.size();
  return is_written ? &channels->children[channel] : nullptr;
}

class Surroundings {
 public:
  Surroundings(const Config& config, const Setting& root, const std::string& file)
      : config_(config), root_(root), file_(file) {}

  std::vector<Problem> missing() && {
    look_at_network();
    if (config_.pypi) look_at_pypi(*config_.pypi);
    for (std::size_t at = 0; at < config_.channels.size(); ++at) {
      look_at_channel(config_.channels[at], section_of_channel(root_, at));
    }
    if (!config_.installers.empty()) {
      const auto* const installers = root_.find("installers");
      warn(installers == nullptr ? 0 : installers->line, std::string(kInstallersLeftAlone));
    }
    return std::move(missing_);
  }

 private:
  void look_at_network() {
    const auto* const network = root_.find("network");
    expect(config_.network.ca_file, network, "network", "ca_file");
    expect(config_.network.client_certificate, network, "network", "client_certificate");
    expect(config_.network.client_key, network, "network", "client_key");
  }

  void look_at_pypi(const PypiConfig& pypi) {
    const auto* const section = root_.find("pypi");
    expect(pypi.requests, section, "pypi", "requests");
    expect(pypi.own, section, "pypi", "own");
    expect_variable(pypi.token_env, section, "pypi");
  }

  void look_at_channel(const ChannelConfig& channel, const Setting* section) {
    expect(channel.requests, section, "channel", "requests");
    for (std::size_t at = 0; at < channel.upstreams.size(); ++at) {
      const auto folder = upstream_folder(channel.upstreams[at]);
      if (folder) expect(*folder, section, "channel", "upstream", at);
    }
    expect_variable(channel.token_env, section, "channel");
  }

  void expect(const std::vector<fs::path>& paths, const Setting* section, std::string_view name,
              std::string_view key) {
    for (std::size_t at = 0; at < paths.size(); ++at) expect(paths[at], section, name, key, at);
  }

  void expect(const fs::path& path, const Setting* section, std::string_view name,
              std::string_view key, std::size_t item = 0) {
    if (path.empty() || ::access(path.c_str(), R_OK) == 0) return;
    const auto why = std::generic_category().message(errno);
    warn(line_in(section, key, item),
         cat(name, '.', key, ": cannot read '", printable(path.native()), "': ", why));
  }

  void expect_variable(const std::string& variable, const Setting* section, std::string_view name) {
    if (variable.empty() || std::getenv(variable.c_str()) != nullptr) return;
    warn(line_in(section, "token_env"),
         cat(name, ".token_env: the variable ", variable, " is not set"));
  }

  void warn(int line, std::string text) { missing_.push_back({file_, line, std::move(text)}); }

  const Config& config_;
  const Setting& root_;
  const std::string& file_;
  std::vector<Problem> missing_;
};

}  // namespace

Result<std::vector<Problem>> missing_surroundings(const Config& config, const std::string& file) {
  TRY_ASSIGN(const auto root, settings_in(config.file));
  return Surroundings(config, root, file).missing();
}

int line_of_requests(const Config& config, const std::string& section) {
  const auto root = settings_in(config.file);
  if (!root) return 0;
  if (section == "pypi") return line_in(root->find("pypi"), "requests");
  const auto channel = std::ranges::find(config.channels, section, &ChannelConfig::name);
  const auto at = static_cast<std::size_t>(channel - config.channels.begin());
  return line_in(section_of_channel(*root, at), "requests");
}

}  // namespace adder::mirror
