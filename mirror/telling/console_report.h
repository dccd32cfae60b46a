#pragma once

#include "mirror/telling/progress.h"
#include "mirror/words/report.h"

#include <chrono>
#include <functional>
#include <ostream>
#include <string>

namespace adder::mirror {

// Tells people how a run goes: on a terminal with a bar that moves, elsewhere with a plain line
// every few seconds. What matters is a line of its own in both. What strangers wrote does not reach
// the terminal as it came. Called from one thread at a time.
class ConsoleReport final : public Report {
 public:
  enum class Loudness {
    quiet,   // errors, and what is held back
    normal,  // also warnings, what is planned, published and how it ended
    loud,    // also every file
  };
  struct Style {
    Loudness loudness = Loudness::normal;
    bool terminal = false;  // lines may be overwritten
    bool colour = false;    // the first word of a trouble may be coloured
    bool progress = true;
    int columns = 80;
  };
  using Now = std::function<Progress::Moment()>;

  ConsoleReport(std::ostream& out, const Style& style, Now now = std::chrono::steady_clock::now);
  ~ConsoleReport() override;

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
  enum class Tone { bad, odd, plain };

  bool at_least(Loudness loudness) const { return style_.loudness >= loudness; }
  void line(std::string_view label, Tone tone, std::string_view text);
  void line(std::string_view text);
  void show_for_now(const std::string& text);  // until the next line takes its place
  void wipe();

  std::ostream& out_;
  Style style_;
  Now now_;
  Progress progress_;
  Progress::Moment last_shown_{};
  bool showing_ = false;
  bool published_ = false;
};

}  // namespace adder::mirror
