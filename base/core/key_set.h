#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace adder {

// Remembers which keys an object has had, in eight to thirty-two bytes for each however long they
// are. It keeps 64-bit hashes: who could make two keys collide could as well write one key twice.
class KeySet {
 public:
  // False when the key was there already.
  bool insert(std::string_view key);

  std::size_t size() const noexcept { return size_; }
  void clear();

 private:
  bool insert_into_table(std::uint64_t hash);
  void grow();

  std::vector<std::uint64_t> few_;    // most objects are small: these are simply compared
  std::vector<std::uint64_t> table_;  // open addressing, 0 is an empty place
  std::size_t size_ = 0;
};

}  // namespace adder
