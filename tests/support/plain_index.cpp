#include "tests/support/plain_index.h"

#include "base/core/text.h"
#include "base/io/hasher.h"

#include <algorithm>

namespace adder::testing {

namespace {

const Headers kJson = {{"Content-Type", "application/vnd.pypi.simple.v1+json"}};

std::string meta(PlainIndex::Serial serial) {
  const auto told = serial ? cat(R"("_last-serial":)", *serial, ',') : std::string();
  return cat(R"("meta":{)", told, R"("api-version":"1.1"})");
}

std::string entry(const PlainIndex::File& file) {
  const auto more = file.more.empty() ? std::string() : ", " + file.more;
  return cat(R"({"filename":")", file.name, R"(","url":"../../files/)", file.name,
             R"(","hashes":{"sha256":")", io::sha256_of(file.bytes).hex(), R"("})", more, '}');
}

}  // namespace

Offer& PlainIndex::list(const std::vector<std::pair<std::string, Serial>>& projects) {
  std::vector<std::string> entries;
  Serial newest;
  for (const auto& [name, serial] : projects) {
    const auto told = serial ? cat(R"(,"_last-serial":)", *serial) : std::string();
    entries.push_back(cat(R"({"name":")", name, '"', told, '}'));
    newest = std::max(newest, serial);
  }
  return server.offer("/simple/",
                      cat('{', meta(newest), R"(,"projects":[)", join(entries, ","), "]}"), kJson);
}

Offer& PlainIndex::page(const std::string& project, const std::vector<File>& files, Serial serial) {
  std::vector<std::string> entries;
  for (const auto& file : files) {
    server.offer("/files/" + file.name, file.bytes);
    entries.push_back(entry(file));
  }
  return server.offer(
      cat("/simple/", project, '/'),
      cat('{', meta(serial), R"(,"name":")", project, R"(","files":[)", join(entries, ","), "]}"),
      kJson);
}

std::vector<std::string> PlainIndex::asked() const {
  std::vector<std::string> asked;
  for (const auto& request : server.seen()) {
    const bool conditional =
        !request.if_none_match.empty() || !request.header("If-Modified-Since").empty();
    asked.push_back(
        cat(request.method, ' ', request.path, conditional ? " conditional" : " whole"));
  }
  return asked;
}

std::string wheel_name(std::string_view project, std::string_view version) {
  return cat(project, '-', version, "-py3-none-any.whl");
}

}  // namespace adder::testing
