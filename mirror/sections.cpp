#include "mirror/sections.h"

#include "base/core/text.h"
#include "mirror/conda/section.h"
#include "mirror/pypi/section.h"
#include "mirror/store/unit.h"

#include <algorithm>
#include <set>
#include <utility>

namespace adder::mirror {

namespace {

constexpr std::string_view kPypi = "pypi";
constexpr std::string_view kInstallers = "installers";
constexpr std::string_view kAll = "all:";

// As people call them: a channel by its own name.
std::vector<std::string> section_names(const Config& config) {
  std::vector<std::string> names;
  if (config.pypi) names.emplace_back(kPypi);
  if (!config.installers.empty()) names.emplace_back(kInstallers);
  for (const auto& channel : config.channels) names.push_back(channel.name);
  return names;
}

std::string sections_there_are(const std::vector<std::string>& names) {
  if (names.empty()) return "adder.toml has no section to mirror";
  if (names.size() == 1) return cat("the only section is '", names.front(), "'");
  return cat("the sections are ", join(names, ", "));
}

// The full name of the section that somebody calls so.
Result<std::string> section_called(const Config& config, const std::string& name) {
  const auto names = section_names(config);
  const bool is_channel = std::ranges::any_of(config.channels, [&](const auto& channel) {
    return name == channel.name || name == cat(kConda, channel.name);
  });
  const bool is_known = std::ranges::find(names, name) != names.end();
  if (is_known && (name == kPypi || name == kInstallers)) return name;
  if (is_channel) return name.starts_with(kConda) ? name : cat(kConda, name);
  const auto near = nearest(name, names);
  auto words = cat("there is no section '", printable(name), "'");
  if (!near.empty()) words += cat(", did you mean '", near, "'?");
  return Error(Error::Kind::invalid, std::move(words),
               near.empty() ? sections_there_are(names) : std::string());
}

Result<std::string> item_called(const Config& config, const std::string& item) {
  if (item.starts_with(kAll)) {
    TRY_ASSIGN(const auto section, section_called(config, item.substr(kAll.size())));
    return cat(kAll, section);
  }
  if (item.starts_with("pypi/") || item.starts_with(kConda)) return item;
  return Error(Error::Kind::invalid, cat("--accept-changed: '", printable(item), "' is no item"),
               "items are pypi/<file>, conda/<channel>/<subdir>/<file> and all:SECTION");
}

}  // namespace

Result<SyncOptions> understood(const Config& config, SyncOptions options) {
  if (!options.only.empty()) {
    TRY_ASSIGN(options.only, section_called(config, options.only));
  }
  for (const auto& item : std::exchange(options.accept_changed, {})) {
    TRY_ASSIGN(auto name, item_called(config, item));
    options.accept_changed.insert(std::move(name));
  }
  for (const auto& section : std::exchange(options.allow_shrink, {})) {
    if (section == "*") {
      options.allow_shrink.insert(section);
      continue;
    }
    TRY_ASSIGN(auto name, section_called(config, section));
    options.allow_shrink.insert(std::move(name));
  }
  return options;
}

std::vector<std::unique_ptr<Section>> open_sections(const SectionContext& context,
                                                    const Requests& requests) {
  const auto takes_part = [&](std::string_view section) {
    return context.options.only.empty() || context.options.only == section;
  };
  std::vector<std::unique_ptr<Section>> sections;
  if (context.config.pypi && takes_part(kPypi)) {
    sections.push_back(std::make_unique<PypiSection>(context, requests.pypi));
  }
  static const CondaRequestList kNothing;
  for (const auto& channel : context.config.channels) {
    if (!takes_part(cat(kConda, channel.name))) continue;
    const auto list = requests.channels.find(channel.name);
    const auto& wanted = list == requests.channels.end() ? kNothing : list->second;
    sections.push_back(std::make_unique<CondaSection>(context, channel, wanted));
  }
  return sections;
}

Result<void> leave_those_asked_for(std::vector<std::unique_ptr<Section>>& sections,
                                   const SyncOptions& options) {
  for (const auto& section : sections) TRY(section->check_accepted());
  if (options.names.empty()) return {};
  std::set<const Section*> asked;
  for (const auto& name : options.names) {
    bool is_known = false;
    for (const auto& section : sections) {
      TRY_ASSIGN(const auto knows, section->knows(name));
      if (knows) asked.insert(section.get());
      is_known = is_known || knows;
    }
    if (is_known) continue;
    return Error(Error::Kind::invalid,
                 cat("'", printable(name), "' is not asked for by any request list"),
                 cat("'adder requests add ", printable(name), "' asks for it"));
  }
  std::erase_if(sections, [&](const auto& section) { return !asked.contains(section.get()); });
  return {};
}

}  // namespace adder::mirror
