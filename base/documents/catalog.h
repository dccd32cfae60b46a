#pragma once

#include "base/core/checksum.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace adder::documents {

// catalog.json: what the mirror has, for the pages and for scripts. docs/formats/catalog.json.md.
struct CatalogFile {
  std::string filename;
  std::uint64_t size = 0;
  Sha256 sha256;
  std::optional<std::string> upload_time;
  std::optional<std::string> requires_python;
  bool yanked = false;
  std::string yank_reason;
};

struct CatalogVersion {
  std::string version;
  bool yanked = false;  // all of its files are
  std::vector<CatalogFile> files;
};

struct CatalogProject {
  std::string name;
  std::string status;
  std::vector<CatalogVersion> versions;  // the newest first
};

// Writes the catalog while projects come in, in the order of their names. Above 5,000 of them the
// catalog holds a line for each, and what it would hold otherwise stands in parts.
class CatalogWriter {
 public:
  struct Head {
    int generation = 0;
    std::string published_at;
    std::string url;
  };
  explicit CatalogWriter(Head head) : head_(std::move(head)) {}

  void add(const CatalogProject& project);

  struct Document {
    std::string name;  // catalog.json, catalog/00.json
    std::string text;
  };
  std::vector<Document> finish() &&;

 private:
  std::string head(bool with_parts) const;

  Head head_;
  std::vector<std::string> whole_;    // a project each, as JSON
  std::vector<std::string> summary_;  // the same, as one line each
};

}  // namespace adder::documents
