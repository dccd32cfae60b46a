#include "tests/support/loopback_index.h"

#include "base/core/json_text.h"
#include "base/core/text.h"
#include "base/core/uri.h"
#include "base/io/hasher.h"

#include <algorithm>
#include <utility>

namespace adder::testing {

namespace {

const Headers kJson = {{"Content-Type", "application/vnd.pypi.simple.v1+json"}};

std::string json_string(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

std::string hashes_of(const IndexFile& file) {
  if (file.hashes == "sha256") return sha256_json(file.bytes);
  return file.hashes.empty() ? "{}" : file.hashes;
}

}  // namespace

std::string sha256_json(const std::string& bytes) {
  return cat(R"({"sha256":")", io::sha256_of(bytes).hex(), "\"}");
}

LoopbackIndex::LoopbackIndex(List list, std::string path) : list_(list), path_(std::move(path)) {
  offer_list();
}

void LoopbackIndex::offer_list() {
  if (list_ == List::no) return;
  std::vector<std::string> entries;
  for (const auto& project : projects_)
    entries.push_back(cat(R"({"name":)", json_string(project), '}'));
  server.offer(
      path_, cat(R"({"meta":{"api-version":"1.1"},"projects":[)", join(entries, ","), "]}"), kJson);
}

void LoopbackIndex::put(const std::string& project, const std::vector<IndexFile>& files,
                        const std::string& more) {
  std::vector<std::string> entries;
  for (const auto& file : files) {
    server.offer(cat("/files/", percent_encode(file.name)), file.bytes,
                 {{"Content-Type", "application/octet-stream"}});
    entries.push_back(cat(R"({"filename":)", json_string(file.name), R"(,"url":)",
                          json_string(cat("/files/", percent_encode(file.name))), R"(,"hashes":)",
                          hashes_of(file), R"(,"size":)", file.bytes.size(), file.more, '}'));
  }
  offer_page(project, cat(R"({"meta":{"api-version":"1.1"},"name":)", json_string(project),
                          R"(,"versions":[],"files":[)", join(entries, ","), ']', more, '}'));
}

Offer& LoopbackIndex::offer_page(const std::string& project, const std::string& json) {
  if (std::ranges::find(projects_, project) == projects_.end()) projects_.push_back(project);
  offer_list();
  return server.offer(cat(path_, project, '/'), json, kJson);
}

void LoopbackIndex::remove(const std::string& project) {
  std::erase(projects_, project);
  offer_list();
  server.withdraw(cat(path_, project, '/'));
}

}  // namespace adder::testing
