#pragma once

#include "mirror/words/artifact.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace adder::mirror {

// Artifacts to be found again among files, by name and size. Only those whose SHA-256 is known can
// be told from others.
class WantedNames {
 public:
  void add(Artifact artifact);

  // Those that a file of this name and size may be.
  std::vector<const Artifact*> find(std::string_view name, std::uint64_t size) const;

  // These bytes are here now, under however many names they were wanted.
  void found(const Sha256& sum) { found_.insert(sum); }

  // How many are wanted still.
  std::uint64_t left() const;

 private:
  std::vector<Artifact> artifacts_;
  std::multimap<std::string, std::size_t, std::less<>> by_name_;
  std::set<Sha256> found_;
};

}  // namespace adder::mirror
