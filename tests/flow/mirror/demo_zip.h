#pragma once

#include "base/core/text.h"
#include "base/io/file.h"
#include "base/io/hasher.h"
#include "tests/support/loopback_index.h"
#include "tests/support/pypi_mirror.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>

namespace adder::testing {

// A project of two files upstream, and what is said of the checksums of the first.
class DemoZip : public ::testing::Test {
 protected:
  static constexpr std::string_view kZip = "demo-1.0.zip";

  // `hashes` as in IndexFile.
  void offer(const std::string& bytes, const std::string& hashes, const std::string& more = {}) {
    index.put("demo", {{.name = std::string(kZip), .bytes = bytes, .hashes = hashes, .more = more},
                       {.name = "demo-2.0.zip", .bytes = "of the second"}});
  }
  void offer_metadata(const std::string& bytes, const std::string& hashes) {
    offer("one", "sha256", cat(R"(, "core-metadata": )", hashes));
    index.server.offer(cat("/files/", kZip, ".metadata"), bytes);
  }

  int sync(const mirror::SyncOptions& options = {}) {
    if (mirror.requests.pypi.wishes.empty()) mirror.want("demo");
    return mirror.exit_of_sync(options);
  }
  int accept(std::string_view file) { return sync({.accept_changed = {cat("pypi/", file)}}); }

  void expect_held(std::string_view file, mirror::HeldReason reason) const {
    ASSERT_EQ(mirror.told.holds.size(), 1u);
    EXPECT_EQ(mirror.told.holds[0].item, cat("pypi/", file));
    EXPECT_EQ(mirror.told.holds[0].reason, reason);
  }
  std::string published(std::string_view file) const {
    return mirror.published(mirror.path_of(file));
  }
  bool page_has(std::string_view words) const {
    return mirror.page("demo").find(words) != std::string::npos;
  }

  // {"md5":"..."}
  static std::string md5_json(const std::string& bytes) {
    io::Hasher hasher(io::Hasher::Kinds::md5_too);
    hasher.add(io::bytes_of(bytes));
    return cat(R"({"md5":")", std::move(hasher).finish().md5->hex(), "\"}");
  }

  LoopbackIndex index;
  PypiMirror mirror{index.url()};
};

}  // namespace adder::testing
