#include "base/documents/catalog.h"

#include "base/core/text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <span>
#include <utility>

namespace adder::documents {

namespace {

using Ordered = nlohmann::ordered_json;

constexpr std::size_t kMostInOne = 5'000;
constexpr std::size_t kInAPart = 500;

Ordered text_or_null(const std::optional<std::string>& text) {
  return text ? Ordered(*text) : Ordered(nullptr);
}

Ordered yank(const CatalogFile& file) {
  if (!file.yanked) return false;
  return file.yank_reason.empty() ? Ordered(true) : Ordered(file.yank_reason);
}

Ordered entry(const CatalogFile& file) {
  Ordered out;
  out["filename"] = file.filename;
  out["size"] = file.size;
  out["sha256"] = file.sha256.hex();
  out["upload_time"] = text_or_null(file.upload_time);
  out["requires_python"] = text_or_null(file.requires_python);
  out["yanked"] = yank(file);
  return out;
}

Ordered entry(const CatalogVersion& version) {
  Ordered out;
  out["version"] = version.version;
  out["yanked"] = version.yanked;
  out["files"] = Ordered::array();
  for (const auto& file : version.files) out["files"].push_back(entry(file));
  return out;
}

std::string line(const Ordered& json) {
  return json.dump(-1, ' ', false, Ordered::error_handler_t::replace);
}

std::string whole(const CatalogProject& project) {
  Ordered out;
  out["name"] = project.name;
  out["status"] = project.status;
  out["versions"] = Ordered::array();
  for (const auto& version : project.versions) out["versions"].push_back(entry(version));
  return line(out);
}

std::string summary(const CatalogProject& project) {
  std::uint64_t size = 0;
  std::string newest_upload;
  for (const auto& version : project.versions) {
    for (const auto& file : version.files) {
      size += file.size;
      newest_upload = std::max(newest_upload, file.upload_time.value_or(""));
    }
  }
  Ordered out;
  out["name"] = project.name;
  out["status"] = project.status;
  out["version"] = project.versions.empty() ? "" : project.versions.front().version;
  out["size"] = size;
  out["time"] = newest_upload.empty() ? Ordered(nullptr) : Ordered(newest_upload);
  return line(out);
}

void append_list(std::string& out, std::span<const std::string> entries) {
  out += "[\n";
  for (const auto& each : entries) {
    out += each;
    out += &each == &entries.back() ? "\n" : ",\n";
  }
  out += ']';
}

std::string part_name(std::size_t number) {
  return cat("catalog/", number < 10 ? "0" : "", number, ".json");
}

}  // namespace

void CatalogWriter::add(const CatalogProject& project) {
  whole_.push_back(whole(project));
  summary_.push_back(summary(project));
}

std::string CatalogWriter::head(bool with_parts) const {
  Ordered out;
  out["schema"] = 1;
  out["generation"] = head_.generation;
  out["published_at"] = head_.published_at;
  out["url"] = head_.url;
  if (with_parts) {
    out["parts"] = Ordered::array();
    for (std::size_t at = 0; at < whole_.size(); at += kInAPart) {
      out["parts"].push_back(part_name(at / kInAPart));
    }
  }
  auto text = line(out);
  text.pop_back();  // the closing brace: the lists come before it
  return text;
}

std::vector<CatalogWriter::Document> CatalogWriter::finish() && {
  const bool in_parts = whole_.size() > kMostInOne;
  auto text = head(in_parts) + ",\n\"pypi\":";
  append_list(text, in_parts ? summary_ : whole_);
  text += ",\n\"conda\":[],\n\"installers\":[]}\n";
  std::vector<Document> documents = {{.name = "catalog.json", .text = std::move(text)}};
  for (std::size_t at = 0; in_parts && at < whole_.size(); at += kInAPart) {
    std::string part = "{\"schema\":1,\"pypi\":";
    append_list(part, std::span(whole_).subspan(at, std::min(kInAPart, whole_.size() - at)));
    documents.push_back({.name = part_name(at / kInAPart), .text = part + "}\n"});
  }
  return documents;
}

}  // namespace adder::documents
