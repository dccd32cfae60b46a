#pragma once

#include <set>
#include <string>
#include <vector>

namespace adder::mirror {

// What the command line asks of one sync.
struct SyncOptions {
  std::vector<std::string> names = {};  // only these packages; empty: all
  std::string only = {};                // only this section; empty: all
  bool dry_run = false;
  std::set<std::string> allow_shrink = {};    // sections; "*" stands for all
  std::set<std::string> accept_changed = {};  // items, or all:SECTION

  bool allows_shrink(const std::string& section) const {
    return allow_shrink.contains("*") || allow_shrink.contains(section);
  }
  bool accepts(const std::string& section, const std::string& item) const {
    return accept_changed.contains(item) || accept_changed.contains("all:" + section);
  }
};

}  // namespace adder::mirror
