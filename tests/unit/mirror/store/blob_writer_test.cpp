#include "mirror/store/blob_writer.h"

#include "mirror/store/recovery.h"
#include "tests/unit/mirror/store/store_world.h"

namespace adder::testing {

namespace fs = std::filesystem;

namespace {

class BlobWriter : public StoreWorld {
 protected:
  BlobWriter() : StoreWorld(TempFolder::quick_parent()) {}

  fs::path file_of(const std::string& bytes) const {
    return store.paths().blob(io::sha256_of(bytes));
  }
  bool is_known(const std::string& bytes) const {
    return mirror::find_blob(store, io::sha256_of(bytes))->has_value();
  }
  bool is_kept(const std::string& bytes) const {
    return is_known(bytes) && content_of(file_of(bytes)) == bytes;
  }

  mirror::Store store = open();
};

TEST_F(BlobWriter, KeepsManySmallOnes) {
  constexpr int kMany = 1200;
  mirror::BlobWriter writer(store);

  for (int i = 0; i < kMany; ++i) {
    const auto bytes = cat("shard ", i);
    const auto blob = writer.write(bytes);
    ASSERT_TRUE(blob) << blob.error().words();
    EXPECT_EQ(blob->sha256, io::sha256_of(bytes));
    EXPECT_EQ(blob->blake2b, io::digests_of(bytes).blake2b);
    EXPECT_EQ(blob->size, bytes.size());
  }
  ASSERT_TRUE(writer.finish());

  for (int i = 0; i < kMany; ++i) EXPECT_TRUE(is_kept(cat("shard ", i))) << i;
  EXPECT_TRUE(fs::is_empty(store.paths().incoming()));
}

TEST_F(BlobWriter, WritesNothingThatTheLedgerKnows) {
  add_blob(store, "known");
  fs::remove(file_of("known"));
  mirror::BlobWriter writer(store);

  const auto blob = writer.write("known");
  ASSERT_TRUE(blob && writer.finish());

  EXPECT_EQ(blob->blake2b, io::digests_of("known").blake2b);
  EXPECT_EQ(blob->size, 5u);
  EXPECT_FALSE(fs::exists(file_of("known")));
}

TEST_F(BlobWriter, WritesTheSameBytesOnce) {
  mirror::BlobWriter writer(store);

  const auto first = writer.write("same");
  const auto second = writer.write("same");
  ASSERT_TRUE(first && second && writer.finish());

  EXPECT_EQ(second->sha256, first->sha256);
  EXPECT_EQ(second->blake2b, first->blake2b);
  EXPECT_EQ(second->size, first->size);
  EXPECT_TRUE(is_kept("same"));
}

TEST_F(BlobWriter, GoesOnAfterItHasFinished) {
  mirror::BlobWriter writer(store);
  ASSERT_TRUE(writer.finish());
  ASSERT_TRUE(writer.write("one") && writer.finish());
  ASSERT_TRUE(writer.write("two") && writer.finish());

  EXPECT_TRUE(is_kept("one") && is_kept("two"));
}

TEST_F(BlobWriter, TakesPartInAPublication) {
  const auto unit = mirror::subdir_unit("forge", "noarch");
  auto draft = file_draft(store, unit, {{"repodata.json", "{}"}});
  auto publication = mirror::Publication::begin(store, mirror::Cause::sync);
  mirror::BlobWriter writer(store);
  const auto shard = writer.write("shard");
  ASSERT_TRUE(shard && writer.finish());
  draft.promises.push_back({.path = unit + "/shards/aa.msgpack.zst", .sha256 = shard->sha256});
  ASSERT_TRUE(publication->put(std::move(draft)));

  ASSERT_TRUE(std::move(*publication).commit(told));

  EXPECT_TRUE(is_kept("shard"));
  EXPECT_EQ(published(unit + "/shards/aa.msgpack.zst"), "shard");
}

TEST_F(BlobWriter, LeavesBytesForTheNextRunWhereThePublicationIsGivenUp) {
  {
    const auto publication = mirror::Publication::begin(store, mirror::Cause::sync);
    mirror::BlobWriter writer(store);
    ASSERT_TRUE(writer.write("shard") && writer.finish());
    EXPECT_TRUE(is_known("shard"));
  }
  EXPECT_FALSE(is_known("shard"));

  ASSERT_TRUE(mirror::recover(store));

  EXPECT_TRUE(is_kept("shard"));
}

TEST_F(BlobWriter, TellsTheTroubleWithTheDisk) {
  fs::remove(store.paths().incoming());
  mirror::BlobWriter writer(store);

  EXPECT_FALSE(writer.write("bytes"));
}

}  // namespace

}  // namespace adder::testing
