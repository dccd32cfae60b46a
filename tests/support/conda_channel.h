#pragma once

#include "tests/support/conda_package_builder.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace adder::testing {

class LoopbackServer;

// Which index files a channel has besides repodata.json.
struct CondaForms {
  bool zst = true;
  bool bz2 = true;
  bool shards = true;
  bool run_exports = true;
};

// A channel in a folder, as an upstream serves it: package files, and indexes of all kinds that
// say the same. Written without our own readers and writers.
//
//   CondaChannel channel(folder.path());
//   channel.put({.name = "demo", .depends = {"dep"}});
//   channel.write();
//   channel.offer_to(server, "/demo-channel");
class CondaChannel {
 public:
  enum class As { conda, tar_bz2 };

  explicit CondaChannel(std::filesystem::path folder);
  CondaChannel(const CondaChannel&) = delete;
  CondaChannel& operator=(const CondaChannel&) = delete;
  ~CondaChannel();

  // Puts the package's file into its subdir, and its record into the next index. Returns its path:
  // noarch/demo-1.0-0.conda.
  std::string put(const CondaPackage& package, As as = As::conda);

  // The record alone, which says what it likes. The file's ending decides where in the index.
  // Returns its path likewise; there is no such file unless a test writes one.
  std::string put_record(std::string_view subdir, std::string_view file_name,
                         std::string_view record, std::string_view run_exports = "");

  // Sets members of the record; what is null there is null. Or leaves one out.
  void set(std::string_view path, std::string_view members);
  void drop(std::string_view path, std::string_view member);

  // Takes the file and its record away; the next index has it under `removed`.
  void remove(std::string_view path);

  // Members of the subdir's repodata.json, of its `info`, and of the info of its shard index: each
  // a JSON merge patch of what would be there.
  void set_repodata(std::string_view subdir, std::string_view changes);
  void set_shard_info(std::string_view subdir, std::string_view changes);

  // Writes the indexes of all subdirs. Old shards stay, as they should.
  void write(const CondaForms& forms = {}) const;

  // Serves every file that is there now, below the prefix.
  void offer_to(LoopbackServer& server, const std::string& prefix) const;

  const std::filesystem::path& folder() const { return folder_; }

 private:
  struct Subdir;
  Subdir& at(std::string_view subdir);
  void write_subdir(const std::string& name, const Subdir& subdir, const CondaForms& forms) const;
  void write_packed(const std::string& path, const std::string& text,
                    const CondaForms& forms) const;
  void write_shards(const std::string& name, const Subdir& subdir) const;
  void write_file(const std::string& path, std::string_view bytes) const;

  std::filesystem::path folder_;
  std::map<std::string, std::unique_ptr<Subdir>, std::less<>> subdirs_;
};

}  // namespace adder::testing
