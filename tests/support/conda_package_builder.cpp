#include "tests/support/conda_package_builder.h"

#include "base/io/file.h"
#include "base/io/hasher.h"
#include "tests/support/zip_builder.h"

#include <nlohmann/json.hpp>

#include <utility>

namespace adder::testing {

namespace {

using Json = nlohmann::json;

Json index_of(const CondaPackage& package) {
  Json index = {{"arch", nullptr},
                {"build", package.build},
                {"build_number", package.build_number},
                {"depends", package.depends},
                {"license", "MIT"},
                {"name", package.name},
                {"platform", nullptr},
                {"subdir", package.subdir},
                {"version", package.version}};
  if (!package.constrains.empty()) index["constrains"] = package.constrains;
  if (package.timestamp != 0) index["timestamp"] = package.timestamp;
  if (package.subdir == "noarch") index["noarch"] = "generic";
  index.merge_patch(Json::parse(package.more_index));
  return index;
}

Json path_of(const CondaFile& file) {
  Json path = {{"_path", file.path},
               {"path_type", file.link.empty() ? "hardlink" : "softlink"},
               {"sha256", io::sha256_of(file.bytes).hex()},
               {"size_in_bytes", file.bytes.size()}};
  if (!file.placeholder.empty()) {
    path["prefix_placeholder"] = file.placeholder;
    path["file_mode"] = file.mode;
  }
  return path;
}

std::string files_of(const CondaPackage& package) {
  std::string files;
  for (const auto& file : package.files) files += file.path + '\n';
  return files;
}

std::string has_prefix_of(const CondaPackage& package) {
  std::string lines;
  for (const auto& file : package.files) {
    if (file.placeholder.empty()) continue;
    const std::string quote = file.placeholder.find(' ') == std::string::npos ? "" : "\"";
    lines += quote + file.placeholder + quote + ' ' + file.mode + ' ' + file.path + '\n';
  }
  return lines;
}

}  // namespace

std::string CondaPackage::stem() const {
  return name + '-' + version + '-' + build;
}

std::string CondaPackage::index_json() const {
  return index_of(*this).dump(2);
}

std::string CondaPackage::paths_json() const {
  Json paths = Json::array();
  for (const auto& file : files) paths.push_back(path_of(file));
  return Json({{"paths", paths}, {"paths_version", 1}}).dump(2);
}

std::vector<TarMember> CondaPackage::info_members() const {
  std::map<std::string, std::string> members = {{"info/about.json", about},
                                                {"info/files", files_of(*this)},
                                                {"info/index.json", index_json()},
                                                {"info/paths.json", paths_json()}};
  if (const auto lines = has_prefix_of(*this); !lines.empty()) members["info/has_prefix"] = lines;
  if (!run_exports.empty()) members["info/run_exports.json"] = run_exports;
  for (const auto& [member, bytes] : info) {
    members.erase("info/" + member);
    if (bytes) members["info/" + member] = *bytes;
  }
  std::vector<TarMember> out;
  for (auto& [member, bytes] : members) out.push_back({.name = member, .bytes = std::move(bytes)});
  return out;
}

std::vector<TarMember> CondaPackage::file_members() const {
  std::vector<TarMember> out;
  for (const auto& file : files) {
    if (file.link.empty()) {
      out.push_back({.name = file.path, .bytes = file.bytes});
    } else {
      out.push_back({.name = file.path, .type = '2', .link = file.link});
    }
  }
  return out;
}

std::string CondaPackage::conda() const {
  return conda_of(stem(), tar_of(info_members()), tar_of(file_members()));
}

std::string CondaPackage::tar_bz2() const {
  auto members = info_members();
  for (auto& member : file_members()) members.push_back(std::move(member));
  return packed(tar_of(members), "bzip2");
}

std::string conda_of(const std::string& stem, const std::string& info_tar,
                     const std::string& pkg_tar) {
  return ZipFile{.members = {stored("metadata.json", R"({"conda_pkg_format_version": 2})"),
                             stored("pkg-" + stem + ".tar.zst", packed(pkg_tar, "zstd")),
                             stored("info-" + stem + ".tar.zst", packed(info_tar, "zstd"))}}
      .bytes();
}

std::string record_of(const CondaPackage& package, const std::string& bytes) {
  auto record = index_of(package);
  io::Hasher hasher(io::Hasher::Kinds::md5_too);
  hasher.add(io::bytes_of(bytes));
  const auto digests = std::move(hasher).finish();
  record["md5"] = digests.md5->hex();
  record["sha256"] = digests.sha256.hex();
  record["size"] = bytes.size();
  return record.dump();
}

}  // namespace adder::testing
