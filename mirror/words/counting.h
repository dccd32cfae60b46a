#pragma once

#include "mirror/words/report.h"

#include <cstdint>
#include <string>

namespace adder::mirror {

// Counts what passes by on its way to the one who listens, and tells how far the work has come.
class Counting final : public Report {
 public:
  explicit Counting(Report& listener) : listener_(listener) {}

  std::uint64_t files() const { return files_; }
  std::uint64_t bytes() const { return bytes_; }  // of those files

  void looking(const std::string& what) override { listener_.looking(what); }
  void planned(const Planned& plan) override { listener_.planned(plan); }
  void received(std::uint64_t bytes) override;
  void progressed(std::uint64_t files, std::uint64_t bytes) override {
    listener_.progressed(files, bytes);
  }
  void fetched(const std::string& item, std::uint64_t bytes, double seconds) override;
  void held(const Held& held) override { listener_.held(held); }
  void warning(const Warning& warning) override { listener_.warning(warning); }
  void published(int generation, std::uint64_t units) override {
    listener_.published(generation, units);
  }
  void retired(const std::string& item) override { listener_.retired(item); }
  void error(const Error& error) override { listener_.error(error); }
  void done(const Ending& ending) override { listener_.done(ending); }

 private:
  Report& listener_;
  std::uint64_t files_ = 0;
  std::uint64_t bytes_ = 0;
  std::uint64_t received_ = 0;  // also of files that are not whole yet, or turned out bad
};

}  // namespace adder::mirror
