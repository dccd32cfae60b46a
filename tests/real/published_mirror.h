#pragma once

#include "tests/support/demo_upstream.h"
#include "tests/support/process.h"
#include "tests/support/temp_folder.h"

#include <filesystem>
#include <string>
#include <vector>

namespace adder::testing {

// A mirror of the demo upstream, made by the program itself: adder init, a request list, adder
// sync.
class PublishedMirror {
 public:
  explicit PublishedMirror(const std::vector<std::string>& wishes = {"*"});

  const Ended& last_sync() const { return last_sync_; }
  std::filesystem::path served() const { return folder_ / "mirror/public"; }

  DemoUpstream& upstream() { return upstream_; }
  void sync();

 private:
  Ended adder(std::vector<std::string> words) const;

  DemoUpstream upstream_;
  TempFolder folder_;
  Ended last_sync_;
};

}  // namespace adder::testing
