#include "mirror/conda/shard_files.h"

#include "base/conda/shard.h"
#include "base/conda/shard_index.h"
#include "base/core/clock.h"
#include "base/core/text.h"
#include "base/io/zstd.h"
#include "mirror/conda/index_document.h"
#include "mirror/conda/record_key.h"
#include "mirror/store/blob_writer.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <numeric>
#include <utility>

namespace adder::mirror {

namespace {

constexpr int kZstdLevel = 9;

class ShardWriting {
 public:
  ShardWriting(const Store& store, const std::string& folder, RecordSpool& records)
      : folder_(folder), records_(records), blobs_(store) {}

  // Some clients go on reading a shard for as long as they have the index that names it, so it is
  // entered before that index is.
  Result<ShardFiles> write(const Store& store, const std::string& info, const IndexMatter& matter,
                           std::uint64_t newest) && {
    for (const auto& name : matter.removed) {
      removed_[std::string(name_in_key(conda::Section::packages, name))].push_back(name);
    }
    std::vector<std::size_t> order(records_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [this](std::size_t at) { return records_.name(at); });
    for (auto first = order.begin(); first != order.end();) {
      const auto name = records_.name(*first);
      const auto last = std::find_if(first, order.end(),
                                     [&](std::size_t at) { return records_.name(at) != name; });
      TRY(write_one(name, {first, last}));
      first = last;
    }
    TRY(blobs_.finish());
    index_.subdir = matter.subdir;
    index_.shards_base_url = "./shards/";
    // Of the newest record: the same records give the same index.
    index_.created_at = rfc3339(Time(std::chrono::seconds(newest / 1000)));
    index_.info = info;
    TRY_ASSIGN(const auto text, conda::write_shard_index(index_));
    TRY_ASSIGN(files_.index,
               draft_page(store, "repodata_shards.msgpack.zst", io::zstd(text, kZstdLevel)));
    return std::move(files_);
  }

 private:
  Result<void> write_one(std::string_view name, std::span<const std::size_t> places) {
    std::vector<std::string> texts;
    texts.reserve(places.size());
    std::vector<conda::ShardRecord> group;
    for (const auto at : places) {
      TRY_ASSIGN(const auto json, records_.json(at));
      texts.emplace_back(json);
      group.push_back(
          {.section = records_.section(at), .key = records_.key(at), .json = texts.back()});
    }
    const auto gone = removed_.find(std::string(name));
    const std::vector<std::string> none;
    TRY_ASSIGN(const auto shard,
               conda::write_shard(group, gone == removed_.end() ? none : gone->second));
    TRY_ASSIGN(const auto blob, blobs_.write(io::zstd(shard, kZstdLevel)));
    const auto& sum = blob.sha256;
    index_.shards.push_back({.name = std::string(name), .sha256 = sum});
    files_.promises.push_back(
        {.path = cat(folder_, "/shards/", sum.hex(), ".msgpack.zst"), .sha256 = sum});
    return {};
  }

  const std::string& folder_;
  RecordSpool& records_;
  BlobWriter blobs_;
  std::map<std::string, std::vector<std::string>> removed_;  // by package
  conda::ShardIndex index_;
  ShardFiles files_;
};

}  // namespace

Result<ShardFiles> write_shards(const Store& store, const std::string& folder,
                                const std::string& info, const IndexMatter& matter,
                                std::uint64_t newest, RecordSpool& records) {
  return ShardWriting(store, folder, records).write(store, info, matter, newest);
}

}  // namespace adder::mirror
