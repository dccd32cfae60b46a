#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <string>

namespace adder::mirror {

// How far a long piece of work has come, in words for people.
class Progress {
 public:
  using Moment = std::chrono::steady_clock::time_point;

  // May be called once for each section; the work adds up.
  void plan(std::uint64_t files, std::uint64_t bytes);
  void reach(std::uint64_t files, std::uint64_t bytes, Moment now);

  bool planned() const { return files_planned_ > 0; }

  // 412/2400 files, 38 MB of 105 MB, 12 MB/s, 5s left
  std::string words() const;

  // [=====>    ] and the words, as far as they fit into so many columns.
  std::string bar(int columns) const;

 private:
  struct Mark {
    Moment when;
    std::uint64_t bytes;
  };
  double bytes_per_second() const;

  std::uint64_t files_planned_ = 0;
  std::uint64_t bytes_planned_ = 0;
  std::uint64_t files_ = 0;
  std::uint64_t bytes_ = 0;
  std::deque<Mark> marks_;  // of the last seconds: the rate is that of now, not of the whole run
};

}  // namespace adder::mirror
