#include "base/core/text_pool.h"

#include <algorithm>
#include <functional>

namespace adder {

namespace {

constexpr std::size_t kBlock = std::size_t{64} << 10;
constexpr std::size_t kFirstSlots = 64;  // a power of two, like all that follow

}  // namespace

std::pair<std::uint32_t, bool> TextPool::number(std::string_view text) {
  if (2 * (texts_.size() + 1) > slots_.size()) grow();
  auto& found = slots_[slot(text)];
  if (found != 0) return {found - 1, false};
  texts_.push_back(keep(text));
  found = static_cast<std::uint32_t>(texts_.size());
  return {found - 1, true};
}

// Where the text is, or where it would go. At least half of the slots are free, so there is one.
std::size_t TextPool::slot(std::string_view text) const {
  const auto mask = slots_.size() - 1;
  auto at = std::hash<std::string_view>()(text) & mask;
  while (slots_[at] != 0 && texts_[slots_[at] - 1] != text) at = (at + 1) & mask;
  return at;
}

void TextPool::grow() {
  slots_.assign(std::max(kFirstSlots, 2 * slots_.size()), 0);
  for (std::uint32_t i = 0; i < texts_.size(); ++i) slots_[slot(texts_[i])] = i + 1;
}

std::string_view TextPool::keep(std::string_view text) {
  if (blocks_.empty() || text.size() > room_) {
    room_ = std::max(kBlock, text.size());
    blocks_.push_back(std::make_unique<char[]>(room_));
  }
  // Blocks are filled from their end down: what is free is always their beginning.
  room_ -= text.size();
  auto* const kept = blocks_.back().get() + room_;
  std::ranges::copy(text, kept);
  return {kept, text.size()};
}

}  // namespace adder
