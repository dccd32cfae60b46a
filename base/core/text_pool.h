#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace adder {

// Keeps many short texts, each once, and numbers them from 0 on in the order in which they come.
class TextPool {
 public:
  // The number of the text, and whether it is new.
  std::pair<std::uint32_t, bool> number(std::string_view text);

  // Stays good as long as the pool does.
  std::string_view text(std::uint32_t number) const { return texts_[number]; }

  std::size_t size() const { return texts_.size(); }

 private:
  std::size_t slot(std::string_view text) const;
  void grow();
  std::string_view keep(std::string_view text);

  std::vector<std::string_view> texts_;
  std::vector<std::uint32_t> slots_;  // a hash table: number + 1, or 0 where a slot is free
  std::vector<std::unique_ptr<char[]>> blocks_;
  std::size_t room_ = 0;  // at the end of the last block
};

}  // namespace adder
