#include "mirror/words/guard.h"

#include "base/core/text.h"
#include "base/core/units.h"

#include <algorithm>
#include <limits>

namespace adder::mirror {

namespace {

constexpr std::uint64_t kTooFewToTell = 50;

// Rounded down, so that a tripped guard never claims to have lost as little as it allows and more.
std::uint64_t percent_of(std::uint64_t part, std::uint64_t whole) {
  constexpr auto most = std::numeric_limits<std::uint64_t>::max() / 100;
  if (part > most) return part / (whole / 100);
  return part * 100 / whole;
}

std::uint64_t least_of(std::uint64_t before, std::uint64_t percent) {
  return before - (before / 100 * percent + before % 100 * percent / 100);
}

}  // namespace

Result<void> guard_shrink(const Census& census, int percent) {
  if (percent <= 0 || census.before < kTooFewToTell) return {};
  const auto allowed = static_cast<std::uint64_t>(std::min(percent, 100));
  const auto least = least_of(census.before, allowed);
  if (census.now >= least) return {};
  const auto lost = percent_of(census.before - census.now, census.before);
  return Error(
      Error::Kind::refused,
      lines({
          cat(census.section, ": ", lost, " % of the ", census.what, " are gone"),
          cat("  expected at least ", least, " of ", census.before, " (shrink = ", percent, ")"),
          cat("  found ", census.now),
          "  the section stays as it was published",
      }),
      cat("if this is right, run 'adder sync --allow-shrink ", census.section, "'"));
}

Result<void> guard_download(std::uint64_t bytes, std::uint64_t most) {
  if (most == 0 || bytes <= most) return {};
  return Error(Error::Kind::refused,
               lines({
                   "the plan would download more than 'max_bytes' allows",
                   cat("  allowed ", human_size(most), " (", most, " B)"),
                   cat("  planned ", human_size(bytes), " (", bytes, " B)"),
               }),
               "look at 'adder sync --dry-run', then raise max_bytes in [limits], or for one run "
               "set ADDER_LIMITS_MAX_BYTES");
}

Result<void> guard_free(std::uint64_t free, std::uint64_t least) {
  if (free >= least) return {};
  return Error(Error::Kind::refused,
               lines({
                   "the disk is as full as 'min_free' allows: what arrived is kept, the rest waits",
                   cat("  to stay free ", human_size(least), " (", least, " B)"),
                   cat("  free now ", human_size(free), " (", free, " B)"),
               }),
               "make room and sync again, or lower min_free in [limits]");
}

Result<void> guard_room(const Room& room, std::uint64_t least) {
  if (room.needed == 0) return {};  // what only removes or hides never makes the disk fuller
  const auto left = room.free > room.needed ? room.free - room.needed : 0;
  const bool fits = room.free >= room.needed && left >= least;
  if (least == 0 || fits) return {};
  return Error(Error::Kind::refused,
               lines({
                   "the disk would be fuller than 'min_free' allows",
                   cat("  to stay free ", human_size(least), " (", least, " B)"),
                   cat("  free now ", human_size(room.free), " (", room.free, " B)"),
                   cat("  planned ", human_size(room.needed), " (", room.needed, " B)"),
               }),
               "make room, ask for less, or lower min_free in [limits]");
}

}  // namespace adder::mirror
