#pragma once

#include "mirror/conda/index_book.h"
#include "mirror/conda/look_context.h"

#include <optional>
#include <string>

namespace adder::mirror {

// Asks a channel for notices.json, what it tells its users. Nobody needs it: where it cannot be
// had, what was known stays.
class NoticesQuest {
 public:
  // The context must outlive it.
  explicit NoticesQuest(LookContext& context) : context_(context) {}
  NoticesQuest(const NoticesQuest&) = delete;
  NoticesQuest& operator=(const NoticesQuest&) = delete;

  // ask(), run the client, judge().
  Result<void> ask();
  void judge();

  std::string json() const;  // empty: nothing is told
  bool is_unchanged() const { return is_unchanged_; }
  bool has_news() const { return seen_ && seen_ != known_; }
  Result<void> accept();

 private:
  void take(const net::Head& head);
  void take_absence();

  LookContext& context_;
  std::optional<KnownNotices> known_;
  std::optional<KnownNotices> seen_;
  bool is_unchanged_ = true;
  net::TextReceiver body_;
  std::optional<Result<net::Response>> answer_;
};

// An object with a list of notices.
Result<void> check_notices(std::string_view json);

}  // namespace adder::mirror
