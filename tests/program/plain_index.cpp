#include "tests/program/plain_index.h"

#include "base/io/hasher.h"

#include <nlohmann/json.hpp>

namespace adder::testing {

namespace {

using Json = nlohmann::json;

const Headers kJson = {{"Content-Type", "application/vnd.pypi.simple.v1+json"}};

Json record_of(const Distribution& distribution) {
  const auto wheel = distribution.wheel();
  return {{"filename", distribution.wheel_name()},
          {"url", "../.." + PlainIndex::file(distribution)},
          {"hashes", {{"sha256", io::sha256_of(wheel).hex()}}},
          {"size", wheel.size()},
          {"upload-time", "2025-01-01T00:00:00Z"}};
}

}  // namespace

void PlainIndex::add(const Distribution& distribution) {
  server.offer(file(distribution), distribution.wheel());
  auto& all = projects_[distribution.name];
  all.push_back(distribution);

  Json page = {{"meta", {{"api-version", "1.1"}}},
               {"name", distribution.name},
               {"versions", Json::array()},
               {"files", Json::array()}};
  for (const auto& one : all) {
    page["versions"].push_back(one.version);
    page["files"].push_back(record_of(one));
  }
  server.offer("/simple/" + distribution.name + "/", page.dump(), kJson);

  std::vector<std::string> names;
  for (const auto& [name, releases] : projects_) names.push_back(name);
  list(names);
}

void PlainIndex::list(const std::vector<std::string>& names) {
  Json page = {{"meta", {{"api-version", "1.1"}}}, {"projects", Json::array()}};
  for (const auto& name : names) page["projects"].push_back({{"name", name}});
  server.offer("/simple/", page.dump(), kJson);
}

std::string PlainIndex::simple(const std::string& login) const {
  const std::string scheme = "http://";
  return scheme + login + "@" + simple().substr(scheme.size());
}

}  // namespace adder::testing
