#include "base/conda/channeldata_writer.h"

#include "base/core/json_text.h"
#include "base/core/text.h"

#include <string_view>
#include <utility>

namespace adder::conda {

namespace {

std::string names_json(std::span<const std::string> names) {
  std::string out = "[";
  for (const auto& name : names) {
    if (&name != &names.front()) out += ',';
    append_json_string(out, name);
  }
  return out += ']';
}

std::string members_json(const std::map<std::string, std::string>& members) {
  std::string out = "{";
  for (const auto& [key, json] : members) {
    if (out.size() > 1) out += ',';
    append_json_string(out, key);
    out += ':';
    out += json;
  }
  return out += '}';
}

std::string flag(bool is_set) {
  return is_set ? "true" : "false";
}

// All of its members; they come in the order of the alphabet, as conda-index has them.
std::map<std::string, std::string> members_of(const ChannelPackage& package) {
  auto members = package.about;
  members["activate.d"] = flag(package.activate_d);
  members["deactivate.d"] = flag(package.deactivate_d);
  members["binary_prefix"] = flag(package.binary_prefix);
  members["text_prefix"] = flag(package.text_prefix);
  members["pre_link"] = flag(package.pre_link);
  members["post_link"] = flag(package.post_link);
  members["pre_unlink"] = flag(package.pre_unlink);
  members["run_exports"] = members_json(package.run_exports);
  members["subdirs"] = names_json(package.subdirs);
  members["version"] = json_string(package.version);
  if (package.timestamp) members["timestamp"] = cat(*package.timestamp);
  return members;
}

}  // namespace

ChanneldataWriter::ChanneldataWriter(Put put, std::span<const std::string> subdirs)
    : writer_(std::move(put)) {
  // What fails here fails in the next call too.
  static_cast<void>(writer_.member("channeldata_version", "1"));
  static_cast<void>(writer_.member("subdirs", names_json(subdirs)));
  writer_.begin("packages", '{');
}

Result<void> ChanneldataWriter::package(const ChannelPackage& package) {
  TRY(writer_.line(package.name, members_json(members_of(package))));
  return {};
}

Result<void> ChanneldataWriter::finish() {
  writer_.end('{');
  return writer_.finish();
}

}  // namespace adder::conda
