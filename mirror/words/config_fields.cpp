#include "mirror/words/config_fields.h"

#include "mirror/words/config_checks.h"

namespace adder::mirror {

namespace {

constexpr std::array<std::string_view, 2> kVanished = {"retire", "keep"};
constexpr std::array<std::string_view, 3> kCondarcModes = {"dropin", "replace", "if-absent"};
constexpr std::array<std::string_view, 2> kHookModes = {"sitecustomize", "pth"};
constexpr std::array<std::string_view, 4> kPropagate = {"auto", "wrapper", "plugin", "none"};

constexpr auto kRequired = TextRule::Presence::required;
constexpr auto kMasked = TextRule::Shown::without_secrets;
constexpr auto kLone = TextRule::Lone::taken;

void describe_limits(Fields& fields, Config& config) {
  auto& limits = config.limits;
  fields.number("connections", config.network.connections, {.least = 1, .most = 1'000});
  fields.number("per_host", config.network.per_host, {.least = 1, .most = 1'000});
  fields.rate("rate", config.network.rate);
  fields.size("min_free", limits.min_free);
  fields.size("max_bytes", limits.max_bytes);
  fields.number("shrink", limits.shrink, {.least = 0, .most = 100});
  fields.duration("grace", limits.grace);
  fields.number("generations", limits.generations, {.least = 1});
  fields.number("keep_daily", limits.keep_daily, {.least = 0});
}

void describe_network(Fields& fields, net::NetworkSettings& network) {
  fields.text("proxy", network.proxy, {.shown = kMasked, .check = check_proxy});
  fields.path("ca_file", network.ca_file);
  fields.path("client_certificate", network.client_certificate);
  fields.path("client_key", network.client_key);
  fields.text("contact", network.contact, {.check = check_one_line});
  fields.flag("netrc", network.netrc);
}

void describe_environment(Fields& fields, Environment& environment) {
  fields.texts("python", environment.pythons,
               {.presence = kRequired, .lone = kLone, .check = check_python});
  fields.text("platform", environment.platform, {.check = check_platform});
  fields.text("machine", environment.machine, {.check = check_one_word});
  fields.text("libc", environment.libc, {.check = check_libc});
}

void describe_pypi(Fields& fields, PypiConfig& pypi) {
  fields.texts("upstream", pypi.upstreams,
               {.shown = kMasked, .lone = kLone, .check = check_http_url});
  fields.paths("requests", pypi.requests);
  fields.paths("own", pypi.own);
  fields.sections("environments", pypi.environments, describe_environment);
  fields.text("token_env", pypi.token_env, {.check = check_variable_name});
  fields.texts("hosts", pypi.hosts, {.check = check_host});
  fields.choice("vanished", pypi.vanished, kVanished);
  fields.flag("require_sha256", pypi.require_sha256);
}

void describe_channel(Fields& fields, ChannelConfig& channel) {
  fields.text("name", channel.name, {.presence = kRequired, .check = check_channel_name});
  fields.texts(
      "upstream", channel.upstreams,
      {.presence = kRequired, .shown = kMasked, .lone = kLone, .check = check_channel_upstream});
  fields.paths("requests", channel.requests, {.presence = kRequired});
  fields.texts("subdirs", channel.subdirs, {.check = check_subdir});
  fields.flag("bz2", channel.bz2);
  fields.flag("hook_dependency", channel.hook_dependency);
  fields.text("token_env", channel.token_env, {.check = check_variable_name});
  fields.texts("hosts", channel.hosts, {.check = check_host});
  fields.choice("vanished", channel.vanished, kVanished);
  fields.flag("require_sha256", channel.require_sha256);
}

void describe_installers(Fields& fields, InstallersConfig& installers) {
  fields.text("upstream", installers.upstream,
              {.presence = kRequired, .shown = kMasked, .check = check_installer_source});
  fields.texts("match", installers.match, {.presence = kRequired, .lone = kLone});
  fields.number("keep", installers.keep, {.least = 1});
  fields.pairs("sha256", installers.sha256, check_sha256);
  fields.flag("remap", installers.remap);
  fields.text("name_suffix", installers.name_suffix, {.check = check_name_suffix});
}

void describe_patch(Fields& fields, PatchConfig& patch) {
  fields.texts("channels", patch.channels);
  fields.flag_or_path("hook", patch.hook, patch.hook_file);
  fields.texts("collector", patch.collectors, {.lone = kLone, .check = check_collector});
  fields.path("condarc", patch.condarc);
  fields.choice("condarc_mode", patch.condarc_mode, kCondarcModes);
  fields.path("pip_conf", patch.pip_conf);
  fields.choice("mode", patch.mode, kHookModes);
  fields.choice("propagate", patch.propagate, kPropagate);
  fields.texts("remap", patch.remap, {.check = check_pair});
  fields.texts("add", patch.add, {.check = check_pair});
}

void describe_serve(Fields& fields, ServeConfig& serve) {
  fields.text("listen", serve.listen, {.check = check_listen});
  fields.path("tls_certificate", serve.tls_certificate);
  fields.path("tls_key", serve.tls_key);
  fields.path("access_log", serve.access_log);
}

void describe_site(Fields& fields, SiteConfig& site) {
  fields.text("name", site.name);
  fields.path("logo", site.logo);
  fields.text("contact", site.contact);
  fields.text("text", site.text);
}

void describe_usage(Fields& fields, UsageConfig& usage) {
  fields.texts("listen", usage.listen, {.lone = kLone, .check = check_collector});
  fields.texts("networks", usage.networks, {.check = check_network});
  fields.text("store", usage.store, {.shown = kMasked, .check = check_store});
  fields.duration("keep", usage.keep);
  fields.flag("pseudonyms", usage.pseudonyms);
  fields.number("min_users", usage.min_users, {.least = 1});
  fields.texts("centre_roots", usage.centre_roots);
  fields.pairs("contexts", usage.contexts, check_context);
  fields.path("fields", usage.fields);
  fields.path("packages", usage.packages);
}

}  // namespace

void describe(Fields& fields, Config& config) {
  fields.path("root", config.root);
  fields.text("url", config.url, {.shown = kMasked, .check = check_public_url});
  fields.section("limits", config, describe_limits);
  fields.section("network", config.network, describe_network);
  fields.section("pypi", config.pypi, describe_pypi);
  fields.sections("channel", config.channels, describe_channel);
  fields.sections("installers", config.installers, describe_installers);
  fields.section("patch", config.patch, describe_patch);
  fields.section("serve", config.serve, describe_serve);
  fields.section("site", config.site, describe_site);
  fields.section("usage", config.usage, describe_usage);
}

}  // namespace adder::mirror
