#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace adder::mirror {

// A set of small numbers below a fixed size: some files of a project, some of its versions, some
// kinds of machines. Sets that meet have the same size.
class Bits {
 public:
  explicit Bits(std::size_t size = 0) : size_(size), words_((size + 63) / 64) {}

  static Bits all(std::size_t size) {
    Bits bits(size);
    for (std::size_t i = 0; i < size; ++i) bits.add(i);
    return bits;
  }

  std::size_t size() const { return size_; }
  bool has(std::size_t i) const { return ((words_[i / 64] >> (i % 64)) & 1U) != 0; }
  void add(std::size_t i) { words_[i / 64] |= std::uint64_t{1} << (i % 64); }
  void remove(std::size_t i) { words_[i / 64] &= ~(std::uint64_t{1} << (i % 64)); }

  bool any() const {
    return std::ranges::any_of(words_, [](std::uint64_t word) { return word != 0; });
  }
  std::size_t count() const {
    std::size_t count = 0;
    for (const auto word : words_) count += static_cast<std::size_t>(std::popcount(word));
    return count;
  }

  // Calls visit with each member, ascending.
  template <class Visit>
  void each(Visit visit) const {
    for (std::size_t at = 0; at < words_.size(); ++at) {
      for (auto rest = words_[at]; rest != 0; rest &= rest - 1) {
        visit(at * 64 + static_cast<std::size_t>(std::countr_zero(rest)));
      }
    }
  }

  Bits& operator|=(const Bits& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
    return *this;
  }
  Bits& operator&=(const Bits& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
    return *this;
  }
  Bits& operator-=(const Bits& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= ~other.words_[i];
    return *this;
  }
  friend Bits operator|(Bits left, const Bits& right) { return left |= right; }
  friend Bits operator&(Bits left, const Bits& right) { return left &= right; }
  friend Bits operator-(Bits left, const Bits& right) { return left -= right; }
  friend bool operator==(const Bits&, const Bits&) = default;

 private:
  std::size_t size_;
  std::vector<std::uint64_t> words_;
};

}  // namespace adder::mirror
