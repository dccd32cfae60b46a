#pragma once

#include "tests/support/loopback_server.h"

#include <string>
#include <vector>

namespace adder::testing {

// One file as an index on loopback has it.
struct IndexFile {
  std::string name;
  std::string bytes;
  std::string hashes = "sha256";  // the name of a checksum it has, or a JSON object; empty: none
  std::string more = {};          // further members, each with a comma before it
};

// A package index on loopback that says whatever a test wants it to say.
class LoopbackIndex {
 public:
  // The list names all projects that were put.
  enum class List { yes, no };
  explicit LoopbackIndex(List list = List::yes, std::string path = "/simple/");

  std::string url() const { return server.url(path_); }

  // Page and files of the project as they are from now on. The files' URLs are percent-encoded.
  void put(const std::string& project, const std::vector<IndexFile>& files,
           const std::string& more = {});
  void remove(const std::string& project);
  Offer& offer_page(const std::string& project, const std::string& json);

  LoopbackServer server;

 private:
  void offer_list();

  List list_;
  std::string path_;
  std::vector<std::string> projects_;
};

// {"sha256":"..."}
std::string sha256_json(const std::string& bytes);

}  // namespace adder::testing
