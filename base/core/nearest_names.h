#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace adder {

// Finds, for words that name nothing, the nearest of very many names: "did you mean". The names
// pass by one at a time and are not kept, so the list may be as long as PyPI's.
class NearestNames {
 public:
  // Looks for the first fifty words only: whoever has more of them named the wrong upstream.
  explicit NearestNames(std::vector<std::string> words);

  void consider(std::string_view name);

  // The name with the fewest typing mistakes, of several the first in the alphabet; empty: none is
  // near. The same measure as nearest() in base/core/text.h.
  const std::string& nearest(std::size_t word) const { return seekers_[word].best; }

 private:
  struct Seeker {
    std::size_t length = 0;
    std::size_t fewest = 0;  // mistakes of the best, or one more than we forgive
    std::string best;
    std::array<std::uint64_t, 256> places{};  // per character: where it stands in the word
  };
  static Seeker seeker(std::string_view word);
  static std::size_t mistakes(const Seeker& seeker, std::string_view name);

  std::vector<Seeker> seekers_;
};

}  // namespace adder
