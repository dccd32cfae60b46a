#include "mirror/telling/console_report.h"

#include "base/core/problem.h"
#include "base/core/text.h"
#include "base/core/units.h"
#include "mirror/words/plan.h"

#include <utility>

namespace adder::mirror {

namespace {

constexpr std::chrono::milliseconds kBetweenFrames{100};
constexpr std::chrono::seconds kBetweenLines{5};

constexpr std::string_view kWipe = "\r\x1b[K";

std::chrono::seconds whole(double seconds) {
  return std::chrono::seconds(static_cast<std::int64_t>(seconds + 0.5));
}

constexpr int kNothingPublished = 3;  // as docs/exit-codes.md has it

std::string nothing_published(const Ending& ending) {
  const auto what = ending.generation == 0 ? std::string("nothing was published yet")
                                           : cat("nothing was published; generation ",
                                                 ending.generation, " still stands");
  return cat(what, " (", human_count(ending.files, "file"), " fetched in ",
             human_duration(whole(ending.seconds)), ')');
}

}  // namespace

ConsoleReport::ConsoleReport(std::ostream& out, const Style& style, Now now)
    : out_(out), style_(style), now_(std::move(now)) {}

ConsoleReport::~ConsoleReport() {
  wipe();
}

void ConsoleReport::wipe() {
  if (showing_) out_ << kWipe << std::flush;
  showing_ = false;
}

void ConsoleReport::line(std::string_view label, Tone tone, std::string_view text) {
  wipe();
  const std::string_view colour = tone == Tone::bad ? "\x1b[31m" : "\x1b[33m";
  if (style_.colour && tone != Tone::plain) {
    out_ << colour << label << "\x1b[0m " << printable_lines(text) << '\n';
  } else {
    out_ << label << ' ' << printable_lines(text) << '\n';
  }
  out_.flush();
}

void ConsoleReport::line(std::string_view text) {
  wipe();
  out_ << printable_lines(text) << '\n' << std::flush;
}

void ConsoleReport::show_for_now(const std::string& text) {
  out_ << kWipe << text << std::flush;
  showing_ = true;
}

void ConsoleReport::looking(const std::string& what) {
  if (at_least(Loudness::loud)) {
    line(what);
  } else if (at_least(Loudness::normal) && style_.terminal && style_.progress) {
    const auto room = static_cast<std::size_t>(style_.columns > 1 ? style_.columns - 1 : 1);
    show_for_now(printable(what).substr(0, room));
  }
}

void ConsoleReport::planned(const Planned& plan) {
  progress_.plan(plan.add + plan.change, plan.bytes);
  last_shown_ = now_();
  if (!at_least(Loudness::normal)) return;
  line(words(plan));
}

void ConsoleReport::progressed(std::uint64_t files, std::uint64_t bytes) {
  const auto now = now_();
  progress_.reach(files, bytes, now);
  if (!style_.progress || !at_least(Loudness::normal) || !progress_.planned()) return;
  const auto pause = style_.terminal ? kBetweenFrames : std::chrono::milliseconds(kBetweenLines);
  if (now - last_shown_ < pause) return;
  last_shown_ = now;
  if (style_.terminal) {
    show_for_now(progress_.bar(style_.columns - 1));
  } else {
    line(progress_.words());
  }
}

void ConsoleReport::fetched(const std::string& item, std::uint64_t bytes, double /*seconds*/) {
  if (at_least(Loudness::loud))
    line("fetched", Tone::plain, cat(printable(item), ", ", human_size(bytes)));
}

void ConsoleReport::held(const Held& held) {
  const auto item = printable(held.item);
  auto text = cat(item, ": ", held.detail.empty() ? words(held.reason) : held.detail);
  if (!held.expected.empty()) text += cat("\n  expected ", printable(held.expected));
  if (!held.received.empty()) text += cat("\n  received ", printable(held.received));
  if (!held.url.empty()) text += cat("\n  from ", printable(held.url));
  if (held.reason == HeldReason::changed) {
    text += cat("\nhint: if the new bytes are right, run 'adder sync --accept-changed ", item, "'");
  }
  line("held:", Tone::odd, text);
}

void ConsoleReport::warning(const Warning& warning) {
  if (!at_least(Loudness::normal)) return;
  line("warning:", Tone::odd, Problem{warning.file, warning.line, warning.text}.words());
}

void ConsoleReport::published(int generation, std::uint64_t units) {
  published_ = true;
  if (!at_least(Loudness::normal)) return;
  line(cat("published generation ", generation, ", ", human_count(units, "change"), " in it"));
}

void ConsoleReport::retired(const std::string& item) {
  if (at_least(Loudness::loud)) line("retired", Tone::plain, printable(item));
}

void ConsoleReport::error(const Error& error) {
  // Whoever asked us to stop knows why: that is no error to him.
  if (error.kind() == Error::Kind::cancelled) {
    line(error.words());
  } else {
    line("error:", Tone::bad, error.words());
  }
  if (!error.hint().empty()) line("hint:", Tone::plain, error.hint());
}

void ConsoleReport::done(const Ending& ending) {
  if (!at_least(Loudness::normal)) return wipe();
  const bool nothing_new = ending.exit == kNothingPublished && !published_;
  if (nothing_new) return line(nothing_published(ending));
  auto text = cat(human_count(ending.files, "file"), ", ", human_size(ending.bytes), " in ",
                  human_duration(whole(ending.seconds)));
  if (ending.held > 0) text += cat(", ", ending.held, " held back");
  line("done:", Tone::plain, text);
}

}  // namespace adder::mirror
