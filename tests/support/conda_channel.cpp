#include "tests/support/conda_channel.h"

#include "base/io/hasher.h"
#include "tests/support/loopback_server.h"
#include "tests/support/temp_folder.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <set>
#include <utility>
#include <vector>

namespace adder::testing {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr std::string_view kConda = ".conda";

std::string section_of(std::string_view file_name) {
  return file_name.ends_with(kConda) ? "packages.conda" : "packages";
}

std::pair<std::string, std::string> cut(std::string_view path) {
  const auto slash = path.find('/');
  return {std::string(path.substr(0, slash)), std::string(path.substr(slash + 1))};
}

std::string msgpack(const Json& json) {
  std::string out;
  Json::to_msgpack(json, out);
  return out;
}

// A checksum as bytes; whatever else stands there stays.
void make_binary(Json& record, const char* key) {
  const auto found = record.find(key);
  if (found == record.end() || !found->is_string()) return;
  const auto hex = found->get<std::string>();
  if (hex.size() != (std::string_view(key) == "md5" ? 32u : 64u)) return;
  std::vector<std::uint8_t> bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    bytes.push_back(static_cast<std::uint8_t>(std::stoi(hex.substr(i, 2), nullptr, 16)));
  }
  *found = Json::binary(bytes);
}

Json binary(const Sha256& sum) {
  const auto* const begin = reinterpret_cast<const std::uint8_t*>(sum.bytes.data());
  return Json::binary(std::vector<std::uint8_t>(begin, begin + sum.bytes.size()));
}

}  // namespace

struct CondaChannel::Subdir {
  Json records = {{"packages", Json::object()}, {"packages.conda", Json::object()}};
  Json run_exports = Json::object();  // by file name
  std::set<std::string> removed;
  // One after the other: of two patches merged, a null would be lost.
  std::vector<Json> repodata_changes;
  std::vector<Json> shard_info_changes;
};

CondaChannel::CondaChannel(fs::path folder) : folder_(std::move(folder)) {
  at("noarch");
}

CondaChannel::~CondaChannel() = default;

CondaChannel::Subdir& CondaChannel::at(std::string_view subdir) {
  auto& found = subdirs_[std::string(subdir)];
  if (found == nullptr) found = std::make_unique<Subdir>();
  return *found;
}

std::string CondaChannel::put(const CondaPackage& package, As as) {
  const auto file_name = package.stem() + (as == As::conda ? ".conda" : ".tar.bz2");
  const auto bytes = as == As::conda ? package.conda() : package.tar_bz2();
  write_file(package.subdir + '/' + file_name, bytes);
  return put_record(package.subdir, file_name, record_of(package, bytes), package.run_exports);
}

std::string CondaChannel::put_record(std::string_view subdir, std::string_view file_name,
                                     std::string_view record, std::string_view run_exports) {
  const std::string key(file_name);
  auto& there = at(subdir);
  there.records[section_of(key)][key] = Json::parse(record);
  there.run_exports[key] = run_exports.empty() ? Json::object() : Json::parse(run_exports);
  there.removed.erase(key);
  return std::string(subdir) + '/' + key;
}

void CondaChannel::set(std::string_view path, std::string_view members) {
  const auto [subdir, file_name] = cut(path);
  at(subdir).records[section_of(file_name)].at(file_name).update(Json::parse(members));
}

void CondaChannel::drop(std::string_view path, std::string_view member) {
  const auto [subdir, file_name] = cut(path);
  at(subdir).records[section_of(file_name)].at(file_name).erase(std::string(member));
}

void CondaChannel::remove(std::string_view path) {
  const auto [subdir, file_name] = cut(path);
  auto& there = at(subdir);
  there.records[section_of(file_name)].erase(file_name);
  there.run_exports.erase(file_name);
  there.removed.insert(file_name);
  fs::remove(folder_ / path);
}

void CondaChannel::set_repodata(std::string_view subdir, std::string_view changes) {
  at(subdir).repodata_changes.push_back(Json::parse(changes));
}

void CondaChannel::set_shard_info(std::string_view subdir, std::string_view changes) {
  at(subdir).shard_info_changes.push_back(Json::parse(changes));
}

void CondaChannel::write(const CondaForms& forms) const {
  for (const auto& [name, subdir] : subdirs_) write_subdir(name, *subdir, forms);
}

void CondaChannel::write_subdir(const std::string& name, const Subdir& subdir,
                                const CondaForms& forms) const {
  auto repodata = subdir.records;
  repodata["info"] = {{"subdir", name}};
  repodata["removed"] = subdir.removed;
  repodata["repodata_version"] = 1;
  for (const auto& change : subdir.repodata_changes) repodata.merge_patch(change);
  write_packed(name + "/repodata.json", repodata.dump(), forms);
  if (forms.shards) write_shards(name, subdir);
  if (!forms.run_exports) return;
  Json exports = {{"info", {{"subdir", name}, {"version", 1}}},
                  {"packages", Json::object()},
                  {"packages.conda", Json::object()}};
  for (const auto& [file_name, json] : subdir.run_exports.items()) {
    exports[section_of(file_name)][file_name] = {{"run_exports", json}};
  }
  write_packed(name + "/run_exports.json", exports.dump(), forms);
}

void CondaChannel::write_packed(const std::string& path, const std::string& text,
                                const CondaForms& forms) const {
  write_file(path, text);
  if (forms.zst) write_file(path + ".zst", packed(text, "zstd"));
  if (forms.bz2) write_file(path + ".bz2", packed(text, "bzip2"));
}

void CondaChannel::write_shards(const std::string& name, const Subdir& subdir) const {
  std::map<std::string, Json> shards;
  for (const auto& [section, records] : subdir.records.items()) {
    for (auto [file_name, record] : records.items()) {
      auto& shard = shards[record.at("name")];
      if (shard.empty()) shard = {{"packages", Json::object()}, {"packages.conda", Json::object()}};
      auto& there = shard[section][file_name] = record;
      there["run_exports"] = subdir.run_exports.at(file_name);
      make_binary(there, "md5");
      make_binary(there, "sha256");
    }
  }
  for (const auto& file_name : subdir.removed) {
    const auto version = file_name.rfind('-', file_name.rfind('-') - 1);
    const auto shard = shards.find(file_name.substr(0, version));
    if (shard != shards.end()) shard->second["removed"].push_back(file_name);
  }
  Json index = {{"version", 1},
                {"info",
                 {{"base_url", ""},
                  {"shards_base_url", "./shards/"},
                  {"created_at", "2026-01-01T00:00:00Z"},
                  {"subdir", name}}},
                {"shards", Json::object()}};
  for (const auto& change : subdir.shard_info_changes) index["info"].merge_patch(change);
  for (const auto& [package, shard] : shards) {
    const auto bytes = packed(msgpack(shard), "zstd");
    const auto sum = io::sha256_of(bytes);
    write_file(name + "/shards/" + sum.hex() + ".msgpack.zst", bytes);
    index["shards"][package] = binary(sum);
  }
  write_file(name + "/repodata_shards.msgpack.zst", packed(msgpack(index), "zstd"));
}

void CondaChannel::write_file(const std::string& path, std::string_view bytes) const {
  fs::create_directories((folder_ / path).parent_path());
  std::ofstream(folder_ / path, std::ios::binary) << bytes;
}

void CondaChannel::offer_to(LoopbackServer& server, const std::string& prefix) const {
  for (const auto& entry : fs::recursive_directory_iterator(folder_)) {
    if (!entry.is_regular_file()) continue;
    const auto path = fs::relative(entry.path(), folder_).generic_string();
    server.offer(prefix + '/' + path, content_of(entry.path()));
  }
}

}  // namespace adder::testing
