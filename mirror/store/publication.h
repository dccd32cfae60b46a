#pragma once

#include "mirror/store/promises.h"
#include "mirror/store/store.h"
#include "mirror/store/unit.h"
#include "mirror/words/report.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace adder::mirror {

struct Page {
  std::string name;  // index.html
  std::string bytes;
};

// What a unit shall be. Pages carry the number of the generation that last changed them, so they
// are drawn for a number.
struct UnitDraft {
  std::string path;
  std::function<std::vector<Page>(int generation)> draw;
  std::vector<Promise> promises;
};

// A page that is a file, as long as it may be.
struct PageFile {
  std::string name;             // repodata.json
  std::filesystem::path draft;  // in store/incoming; empty: an earlier generation has these bytes
  Sha256 sha256;
};

// The same of a unit whose pages do not carry the number.
struct FileUnitDraft {
  std::string path;
  std::vector<PageFile> pages;
  std::vector<Promise> promises;
};

// Who makes a generation, in the words of its manifest.
enum class Cause { sync, rollback, hide, unhide };
std::string_view words(Cause cause);

// A generation in the making. Whatever happens before commit() has it committed to the ledger, the
// published tree stays wholly as it was; whatever happens after, it becomes wholly the new one.
class Publication {
 public:
  static Result<Publication> begin(const Store& store, Cause cause, std::string note = {});

  // The number it will have if anything changes.
  int number() const { return number_; }
  Time made_at() const { return made_at_; }
  std::uint64_t changes() const { return changes_; }

  // Makes the unit what the draft says; nothing happens when it is that already. What it promises
  // gets its public path now: files first.
  Result<void> put(const UnitDraft& draft);

  // The same; nothing happens when the pages and all that is promised are that already. The drafts
  // are gone when this returns well. No page is ever whole in memory.
  Result<void> put(FileUnitDraft draft);

  Result<void> remove(std::string_view unit);

  // Publishes, if anything changed: the number, or nothing.
  Result<std::optional<int>> commit(Report& report) &&;

 private:
  Publication(const Store& store, io::Transaction transaction, int number, Cause cause,
              std::string note);

  Result<std::int64_t> begin_unit(const std::string& unit);
  Result<void> end_unit(std::string_view unit);
  Result<void> write_page(const std::string& unit, const Page& page, std::int64_t mtime);
  Result<void> write_page(const std::string& unit, const PageFile& page, std::int64_t mtime);
  Result<void> enter_page(const std::string& unit, const std::string& name, const Sha256& sum);
  Result<void> enter_generation();

  const Store* store_;
  io::Transaction transaction_;
  int number_;
  Time made_at_;
  Cause cause_;
  std::string note_;
  std::uint64_t changes_ = 0;
};

// Brings the tree to what the ledger says was committed. Safe to repeat; called by commit() and by
// whoever next opens the store after a crash.
Result<void> finish_switch(const Store& store);

}  // namespace adder::mirror
