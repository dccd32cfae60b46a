#pragma once

#include "mirror/words/report.h"

#include <cstdint>
#include <string>
#include <vector>

namespace adder::mirror {

// Passes all it hears on to others, which must outlive it.
class Listeners final : public Report {
 public:
  void add(Report& listener) { all_.push_back(&listener); }

  // Whether the end has been told.
  bool heard_done() const { return done_; }

  // What has been fetched so far.
  std::uint64_t files() const { return files_; }
  std::uint64_t bytes() const { return bytes_; }

  void looking(const std::string& what) override;
  void planned(const Planned& plan) override;
  void progressed(std::uint64_t files, std::uint64_t bytes) override;
  void fetched(const std::string& item, std::uint64_t bytes, double seconds) override;
  void held(const Held& held) override;
  void warning(const Warning& warning) override;
  void published(int generation, std::uint64_t units) override;
  void retired(const std::string& item) override;
  void error(const Error& error) override;
  void done(const Ending& ending) override;

 private:
  std::vector<Report*> all_;
  bool done_ = false;
  std::uint64_t files_ = 0;
  std::uint64_t bytes_ = 0;
};

}  // namespace adder::mirror
