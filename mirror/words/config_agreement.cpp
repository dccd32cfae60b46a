#include "mirror/words/config_agreement.h"

#include "base/core/text.h"
#include "mirror/words/config_checks.h"

#include <algorithm>
#include <vector>

namespace adder::mirror {

namespace {

// The line of section.key, or of the section, as far as they are there.
int line_of(const Setting& root, std::string_view section, std::string_view key) {
  const auto* const table = root.find(section);
  if (table == nullptr) return 0;
  const auto* const value = table->find(key);
  return value != nullptr ? value->line : table->line;
}

int line_of_item(const Setting& root, std::string_view section, std::size_t at) {
  const auto* const list = root.find(section);
  if (list == nullptr || at >= list->children.size()) return 0;
  const auto* const name = list->children[at].find("name");
  return name != nullptr ? name->line : list->children[at].line;
}

class Agreement {
 public:
  Agreement(const Config& config, const Setting& root, const std::string& file, Problems& problems)
      : config_(config), root_(root), file_(file), problems_(problems) {}

  void pypi_has_an_upstream() {
    if (config_.pypi && config_.pypi->upstreams.empty() && config_.pypi->own.empty()) {
      wrong(line_of(root_, "pypi", "upstream"), "pypi.upstream: the list is empty");
    }
  }

  void channels_keep_apart() {
    for (std::size_t at = 0; at < config_.channels.size(); ++at) {
      const auto& channel = config_.channels[at];
      for (std::size_t before = 0; before < at; ++before) {
        const auto& other = config_.channels[before];
        if (!channel.name.empty() && channel.name == other.name) {
          wrong(line_of_item(root_, "channel", at),
                cat("channel.name: there is a channel \"", channel.name, "\" already"));
        }
      }
      for (const auto& other : config_.channels) {
        if (!lies_in_subdir(channel, other)) continue;
        wrong(line_of_item(root_, "channel", at),
              cat("channel.name: \"", channel.name, "\" would lie in a subdir of channel \"",
                  other.name, '"'));
      }
    }
  }

  void patched_channels_exist() {
    std::vector<std::string> names = {"site"};
    for (const auto& channel : config_.channels) names.push_back(channel.name);
    for (const auto& name : config_.patch.channels) {
      if (std::ranges::find(names, name) != names.end()) continue;
      const auto meant = nearest(name, names);
      wrong(line_of(root_, "patch", "channels"),
            cat("patch.channels: there is no [[channel]] named \"", printable(name), '"',
                meant.empty() ? "" : cat(", did you mean \"", meant, "\"?")));
    }
  }

  void collector_is_fenced() {
    if (!config_.usage.networks.empty()) return;
    for (const auto& listen : config_.usage.listen) {
      if (is_loopback_or_local(listen)) continue;
      wrong(line_of(root_, "usage", "listen"),
            cat("usage.listen: \"", printable(listen),
                "\" can be reached by other machines, so usage.networks must say by which"));
    }
  }

  void keys_come_in_twos() {
    const auto& network = config_.network;
    if (!network.client_key.empty() && network.client_certificate.empty()) {
      wrong(line_of(root_, "network", "client_key"),
            "network.client_key: network.client_certificate is missing");
    }
    if (config_.serve.tls_key.empty() != config_.serve.tls_certificate.empty()) {
      wrong(line_of(root_, "serve", "tls_key"),
            "serve: tls_certificate and tls_key are needed together");
    }
  }

 private:
  void wrong(int line, std::string what) {
    problems_.errors.push_back({file_, line, std::move(what)});
  }

  static bool lies_in_subdir(const ChannelConfig& inner, const ChannelConfig& outer) {
    const auto prefix = outer.name + '/';
    if (outer.name.empty() || !inner.name.starts_with(prefix)) return false;
    const auto rest = std::string_view(inner.name).substr(prefix.size());
    const auto next = std::string(rest.substr(0, rest.find('/')));
    return next == "noarch" || std::ranges::find(outer.subdirs, next) != outer.subdirs.end();
  }

  const Config& config_;
  const Setting& root_;
  const std::string& file_;
  Problems& problems_;
};

}  // namespace

void check_agreement(const Config& config, const Setting& root, const std::string& file,
                     Problems& problems) {
  Agreement agreement(config, root, file, problems);
  agreement.pypi_has_an_upstream();
  agreement.channels_keep_apart();
  agreement.patched_channels_exist();
  agreement.collector_is_fenced();
  agreement.keys_come_in_twos();
}

}  // namespace adder::mirror
