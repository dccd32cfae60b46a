#include "mirror/telling/progress.h"

#include "base/core/text.h"
#include "base/core/units.h"

#include <algorithm>

namespace adder::mirror {

namespace {

constexpr std::chrono::seconds kWindow{10};
constexpr std::chrono::milliseconds kBetweenMarks{200};

// Before this much is known, a rate is a guess.
constexpr std::chrono::milliseconds kSoonest{500};

constexpr int kMostBar = 24;
constexpr int kLeastBar = 8;

}  // namespace

void Progress::plan(std::uint64_t files, std::uint64_t bytes) {
  files_planned_ += files;
  bytes_planned_ += bytes;
}

void Progress::reach(std::uint64_t files, std::uint64_t bytes, Moment now) {
  files_ = files;
  bytes_ = bytes;
  const bool soon = marks_.size() > 1 && now - marks_[marks_.size() - 2].when < kBetweenMarks;
  if (soon) marks_.pop_back();
  marks_.push_back({now, bytes});
  while (marks_.size() > 2 && now - marks_.front().when > kWindow) marks_.pop_front();
}

double Progress::bytes_per_second() const {
  if (marks_.size() < 2) return 0;
  const auto& first = marks_.front();
  const auto& last = marks_.back();
  if (last.when - first.when < kSoonest || last.bytes <= first.bytes) return 0;
  const std::chrono::duration<double> took = last.when - first.when;
  return static_cast<double>(last.bytes - first.bytes) / took.count();
}

std::string Progress::words() const {
  auto words = cat(files_, '/', files_planned_, " files, ", human_size(bytes_));
  if (bytes_planned_ > 0) words += cat(" of ", human_size(bytes_planned_));
  const auto rate = bytes_per_second();
  if (rate <= 0) return words;
  words += cat(", ", human_size(static_cast<std::uint64_t>(rate)), "/s");
  if (bytes_planned_ <= bytes_) return words;
  const auto left = static_cast<double>(bytes_planned_ - bytes_) / rate;
  constexpr double kForEver = 1e9;
  if (left >= kForEver) return words;
  return words + cat(", ",
                     human_duration(std::chrono::seconds(static_cast<std::int64_t>(left + 0.5))),
                     " left");
}

std::string Progress::bar(int columns) const {
  auto text = words();
  const auto room = columns - static_cast<int>(text.size()) - 3;
  if (room < kLeastBar) {
    text.resize(std::min(text.size(), static_cast<std::size_t>(std::max(columns, 0))));
    return text;
  }
  const auto width = static_cast<std::size_t>(std::min(room, kMostBar));
  const auto whole =
      bytes_planned_ > 0 ? bytes_planned_ : std::max<std::uint64_t>(files_planned_, 1);
  const auto done = bytes_planned_ > 0 ? bytes_ : files_;
  const auto share = std::min(1.0, static_cast<double>(done) / static_cast<double>(whole));
  const auto filled = static_cast<std::size_t>(share * static_cast<double>(width));
  std::string line(filled, '=');
  if (filled < width) line += '>';
  line.resize(width, ' ');
  return cat('[', line, "] ", text);
}

}  // namespace adder::mirror
