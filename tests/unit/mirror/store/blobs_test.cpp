#include "mirror/store/blobs.h"

#include "tests/unit/mirror/store/store_world.h"

#include <sys/stat.h>

#include <fstream>

namespace adder::testing {

namespace fs = std::filesystem;

namespace {

class Blobs : public StoreWorld {
 protected:
  Blobs() { add_blob(store, kBytes); }

  bool shares_the_blob() const {
    return fs::equivalent(root() / "public" / kPath, store.paths().blob(sum));
  }

  const std::string kBytes = "the bytes";
  const std::string kPath = "pypi/packages/aa/bb/file.whl";
  mirror::Store store = open();
  Sha256 sum = io::sha256_of(kBytes);
};

TEST_F(Blobs, AreFoundBySum) {
  const auto blob = mirror::find_blob(store, sum);
  ASSERT_TRUE(blob && *blob);
  EXPECT_EQ((*blob)->size, kBytes.size());
  EXPECT_EQ((*blob)->blake2b, io::digests_of(kBytes).blake2b);
  EXPECT_FALSE(*mirror::find_blob(store, io::sha256_of(std::string_view("others"))));
}

TEST_F(Blobs, CannotBeWrittenTo) {
  struct stat found {};
  ASSERT_EQ(::stat(store.paths().blob(sum).c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777U, 0444U);
}

TEST_F(Blobs, GetPublicPathsThatShareThem) {
  ASSERT_TRUE(mirror::link_blob(store, sum, kPath));
  EXPECT_TRUE(shares_the_blob());
  ASSERT_TRUE(mirror::link_blob(store, sum, kPath)) << "once more is no trouble";
  EXPECT_TRUE(shares_the_blob());
}

TEST_F(Blobs, TakeAPathFromWhateverABrokenRunLeftThere) {
  for (const std::string leftover : {"", "other by", "a longer text than the bytes"}) {
    fs::remove_all(root() / "public/pypi");
    folder.write("public/" + kPath, leftover);

    const auto linked = mirror::link_blob(store, sum, kPath);

    ASSERT_TRUE(linked) << linked.error().words();
    EXPECT_TRUE(shares_the_blob()) << leftover;
  }
}

TEST_F(Blobs, TakeAPathAlsoBesideTheDraftOfABrokenRun) {
  folder.write("public/" + kPath, "other");
  folder.write("public/pypi/packages/aa/bb/.new", "draft");

  ASSERT_TRUE(mirror::link_blob(store, sum, kPath));

  EXPECT_TRUE(shares_the_blob());
  EXPECT_FALSE(is_there("public/pypi/packages/aa/bb/.new"));
}

TEST_F(Blobs, LeaveACopyWhereItIsTheSame) {
  folder.write("public/" + kPath, kBytes);

  ASSERT_TRUE(mirror::link_blob(store, sum, kPath));

  EXPECT_FALSE(shares_the_blob());
}

TEST_F(Blobs, AreNotLinkedThroughALinkThatSomebodyPlanted) {
  fs::create_directories(root() / "elsewhere");
  fs::create_directories(root() / "public/pypi/packages");
  fs::create_directory_symlink(root() / "elsewhere", root() / "public/pypi/packages/aa");

  EXPECT_FALSE(mirror::link_blob(store, sum, kPath));

  EXPECT_TRUE(fs::is_empty(root() / "elsewhere"));
}

TEST_F(Blobs, AreForgottenOneByOne) {
  add_blob(store, "others");

  ASSERT_TRUE(mirror::forget_blob(store, sum));

  EXPECT_FALSE(*mirror::find_blob(store, sum));
  EXPECT_TRUE(*mirror::find_blob(store, io::sha256_of(std::string_view("others"))));
}

}  // namespace

}  // namespace adder::testing
