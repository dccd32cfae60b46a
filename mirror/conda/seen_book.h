#pragma once

#include "base/core/clock.h"
#include "base/core/result.h"
#include "mirror/store/store.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace adder::mirror {

// Since when the files of a subdir upstream are known to us, so that each of them has one
// indexed_timestamp for ever, also where upstream gives none: a first sync must not make a whole
// channel look new. Files are known by a hash of their names: there are hundreds of thousands.
class SeenBook {
 public:
  static Result<SeenBook> open(const Store& store, const std::string& channel,
                               const std::string& subdir);

  // What a look finds: every file of the subdir, or every file of some packages. `key` is that of
  // its record.
  void found(std::string_view key, std::string_view package);
  void found_package(std::string_view package);  // one of which all files are told
  enum class Look { whole, some_packages };
  void end_look(Look look);

  // The indexed_timestamp of a record, in milliseconds. To be called for what is published only:
  // what was told once stays.
  struct File {
    std::string_view key;
    std::string_view package;
    std::optional<std::uint64_t> timestamp;          // as upstream's record has them
    std::optional<std::uint64_t> indexed_timestamp;  // milliseconds
  };
  std::uint64_t time_of(const File& file);

  // Takes what is new into the ledger; inside a transaction.
  Result<void> remember(const Store& store);

 private:
  // When one file came, or one package was first looked at.
  struct Row {
    std::uint64_t key = 0;
    std::int64_t at = 0;  // milliseconds
    enum class Kind { came, told } kind = Kind::came;
    bool is_new = false;
  };
  SeenBook(std::string channel, std::string subdir, std::int64_t now)
      : channel_(std::move(channel)), subdir_(std::move(subdir)), now_(now) {}
  Row* find(std::uint64_t key);
  void enter(std::vector<Row> rows);

  std::string channel_;
  std::string subdir_;
  std::int64_t now_;  // milliseconds
  std::optional<std::int64_t> whole_since_;
  std::vector<std::uint64_t> known_;  // files, sorted
  std::vector<Row> rows_;             // sorted by key
  std::vector<Row> told_;             // more of them, by time_of()
  struct Found {
    std::uint64_t key = 0;
    std::uint64_t package = 0;
  };
  std::vector<Found> found_;
  std::vector<std::uint64_t> packages_;
  bool has_changed_ = false;
};

}  // namespace adder::mirror
