#pragma once

#include "base/conda/repodata_handler.h"
#include "base/conda/subdir.h"
#include "base/core/checksum.h"
#include "base/core/result.h"
#include "mirror/conda/index_form.h"
#include "mirror/conda/shard_shelf.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace adder::mirror {

// Where an index lies on this disk, and what it belongs to.
struct IndexSource {
  IndexForm form = IndexForm::absent;
  std::filesystem::path body = {};
  Sha256 sha256 = {};
  std::filesystem::path shards = {};        // the folder of those that were accepted
  std::string packages_url = {};            // where the packages are, with a slash at its end
  std::string shards_url = {};              // where the shards are, likewise
  std::vector<std::string> elsewhere = {};  // the subdir at the other upstreams, likewise
  bool is_second_hand = false;
  bool is_unchanged = false;
  bool may_be_removed = false;  // the body and the shards, should they turn out damaged
};

// The index of one subdir of a channel, as it is in force now.
class SubdirIndex {
 public:
  explicit SubdirIndex(conda::Subdir subdir) : subdir_(std::move(subdir)) {}

  const conda::Subdir& subdir() const { return subdir_; }
  bool is_absent() const { return source_.form == IndexForm::absent; }  // upstream has none
  bool is_sharded() const { return source_.form == IndexForm::shards; }

  // It is the one last accepted.
  bool is_unchanged() const { return source_.is_unchanged; }

  // The first upstream could not answer, and another one did: what that one lacks is not gone.
  bool is_second_hand() const { return source_.is_second_hand; }

  // Where a file may be fetched from: at the upstream whose index this is, or where its record says
  // so itself, then at the others.
  std::vector<std::string> package_urls(std::string_view file_name,
                                        std::optional<std::string_view> record_url = {}) const;

  // Tells all that the index says; of a sharded one, what the shards at hand say. `corrupt`: the
  // file on our disk is not what was accepted; the next look brings a new one.
  Result<void> read(conda::RepodataHandler& handler) const;

  // The packages that a sharded index names; nothing when it is whole.
  Result<std::optional<std::vector<std::string>>> names() const;

  // Those of them that read() told of, with all that the index has of them; none when it is whole.
  std::vector<std::string> packages_told() const;

  // For the look that makes it.
  const IndexSource& source() const { return source_; }
  void become(IndexSource source);
  void settled(std::filesystem::path body);  // it and the shards at hand stand in the store now
  Result<ShardShelf*> shelf() const;         // of a sharded index only
  const ShardShelf* open_shelf() const { return shelf_.get(); }  // null: nobody asked for it

 private:
  Result<void> read_whole(conda::RepodataHandler& handler) const;
  Result<void> read_shards(conda::RepodataHandler& handler) const;
  Error find_damage(const std::filesystem::path& file, const Sha256& sum, Error why) const;

  conda::Subdir subdir_;
  IndexSource source_;
  // Read when somebody asks: an index that did not change is not even opened.
  mutable std::unique_ptr<ShardShelf> shelf_;
};

}  // namespace adder::mirror
