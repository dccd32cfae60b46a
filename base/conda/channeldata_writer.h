#pragma once

#include "base/conda/section_writer.h"
#include "base/core/result.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace adder::conda {

// What channeldata.json (CEP 38) says of all packages of one name.
struct ChannelPackage {
  std::string name;
  std::string version = {};               // the newest
  std::vector<std::string> subdirs = {};  // that have it
  std::map<std::string, std::string> about =
      {};  // JSON by key: summary, license, home, dev_url, ...
  std::map<std::string, std::string> run_exports = {};  // JSON by version
  std::optional<std::uint64_t> timestamp = {};          // the latest of any file, in seconds

  // What any of its files has.
  bool activate_d = false;
  bool deactivate_d = false;
  bool binary_prefix = false;
  bool text_prefix = false;
  bool pre_link = false;
  bool post_link = false;
  bool pre_unlink = false;
};

// Writes channeldata.json while its packages come, in the order they have.
class ChanneldataWriter {
 public:
  ChanneldataWriter(Put put, std::span<const std::string> subdirs);

  Result<void> package(const ChannelPackage& package);
  Result<void> finish();

 private:
  SectionWriter writer_;
};

}  // namespace adder::conda
