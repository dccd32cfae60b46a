#pragma once

#include "mirror/words/report.h"

#include <ostream>

namespace adder::mirror {

// Tells programs how a run goes: one JSON object a line, as docs/formats/events.md describes them.
// Called from one thread at a time.
class JsonReport final : public Report {
 public:
  explicit JsonReport(std::ostream& out) : out_(out) {}

  void looking(const std::string& /*what*/) override {}
  void planned(const Planned& plan) override;
  void progressed(std::uint64_t /*files*/, std::uint64_t /*bytes*/) override {}
  void fetched(const std::string& item, std::uint64_t bytes, double seconds) override;
  void held(const Held& held) override;
  void warning(const Warning& warning) override;
  void published(int generation, std::uint64_t units) override;
  void retired(const std::string& item) override;
  void error(const Error& error) override;
  void done(const Ending& ending) override;

 private:
  std::ostream& out_;
};

}  // namespace adder::mirror
