#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace adder::mirror {

// A set of small numbers below a fixed size: some files of a project, some of its versions, some
// kinds of machines. Sets that meet have the same size. Up to 64 members fit without an allocation,
// and a closure has hundreds of thousands of such sets.
class Bits {
 public:
  explicit Bits(std::size_t size = 0) : size_(size), rest_(size > 64 ? (size - 1) / 64 : 0) {}

  static Bits all(std::size_t size) {
    Bits bits(size);
    for (std::size_t i = 0; i < size; ++i) bits.add(i);
    return bits;
  }

  std::size_t size() const { return size_; }
  bool has(std::size_t i) const { return ((word(i / 64) >> (i % 64)) & 1U) != 0; }
  void add(std::size_t i) { word(i / 64) |= std::uint64_t{1} << (i % 64); }
  void remove(std::size_t i) { word(i / 64) &= ~(std::uint64_t{1} << (i % 64)); }

  bool any() const {
    return first_ != 0 || std::ranges::any_of(rest_, [](std::uint64_t word) { return word != 0; });
  }
  std::size_t count() const {
    std::size_t count = 0;
    for (std::size_t at = 0; at < words(); ++at) {
      count += static_cast<std::size_t>(std::popcount(word(at)));
    }
    return count;
  }

  // Calls visit with each member, ascending.
  template <class Visit>
  void each(Visit visit) const {
    for (std::size_t at = 0; at < words(); ++at) {
      for (auto left = word(at); left != 0; left &= left - 1) {
        visit(at * 64 + static_cast<std::size_t>(std::countr_zero(left)));
      }
    }
  }

  Bits& operator|=(const Bits& other) {
    for (std::size_t at = 0; at < words(); ++at) word(at) |= other.word(at);
    return *this;
  }
  Bits& operator&=(const Bits& other) {
    for (std::size_t at = 0; at < words(); ++at) word(at) &= other.word(at);
    return *this;
  }
  Bits& operator-=(const Bits& other) {
    for (std::size_t at = 0; at < words(); ++at) word(at) &= ~other.word(at);
    return *this;
  }
  friend Bits operator|(Bits left, const Bits& right) { return left |= right; }
  friend Bits operator&(Bits left, const Bits& right) { return left &= right; }
  friend Bits operator-(Bits left, const Bits& right) { return left -= right; }
  friend bool operator==(const Bits&, const Bits&) = default;

 private:
  std::size_t words() const { return 1 + rest_.size(); }
  std::uint64_t& word(std::size_t at) { return at == 0 ? first_ : rest_[at - 1]; }
  std::uint64_t word(std::size_t at) const { return at == 0 ? first_ : rest_[at - 1]; }

  std::size_t size_;
  std::uint64_t first_ = 0;
  std::vector<std::uint64_t> rest_;
};

}  // namespace adder::mirror
