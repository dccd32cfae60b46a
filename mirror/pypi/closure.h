#pragma once

#include "base/core/checksum.h"
#include "base/pypi/file_name.h"
#include "base/pypi/file_record.h"
#include "base/pypi/project_name.h"
#include "mirror/lists/wish.h"
#include "mirror/pypi/choice.h"
#include "mirror/words/config.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace adder::mirror {

// The metadata of one file, for the requirements in it.
struct MetadataNeed {
  std::uint64_t number = 0;  // for the closure, to know whose answer it gets
  pypi::ProjectName project;
  std::string file;
  pypi::FileKind kind = pypi::FileKind::wheel;
  bool is_offered = false;            // FILE.metadata can be fetched; else look inside the file
  std::optional<Sha256> sha256 = {};  // of FILE.metadata, where upstream says it
};

// Finds out what request lists come to, dependencies and all, in steps between which somebody else
// reads pages and metadata:
//
//     Closure closure(list, environments);
//     for (... every name that upstream has ...) closure.found(name);
//     while (!closure.is_finished()) {
//       const auto needs = closure.needs();
//       ... fetch them all, in any order, and give each its answer ...
//     }
//     const auto choice = std::move(closure).finish();
//
// Answers may come one by one, with needs() in between. The choice depends on the answers, never on
// their order, nor on the order of the lines. No answer touches a disk, a network or a clock.
//
// What cannot be had today has not ceased to exist: whoever feeds a closure answers with what was
// known of the page or the metadata yesterday, if anything was.
class Closure {
 public:
  // Whose requirements are read: those of +deps, or of everything wanted (requests missing).
  enum class Reads { dependencies, everything };

  Closure(RequestList list, std::span<const Environment> environments,
          Reads reads = Reads::dependencies);
  Closure(Closure&&) noexcept;
  Closure& operator=(Closure&&) noexcept;
  ~Closure();

  // A name that upstream has, normalised. Says whether a line asks for it and its page is needed.
  bool found(std::string_view name);

  struct Needs {
    std::vector<pypi::ProjectName> pages;
    std::vector<MetadataNeed> metadata;
  };
  // What has come to be needed since the last call, each once, by name; some thousands at a time.
  Needs needs();

  void page(const pypi::ProjectName& project, const pypi::ProjectPage& page);
  // Upstream has no such project; or it has, but nobody could ever read its page.
  enum class NoPage { absent, unreadable };
  void no_page(const pypi::ProjectName& project, NoPage why = NoPage::absent);

  void requirements(const MetadataNeed& need, std::span<const std::string> requires_dist);
  void no_requirements(const MetadataNeed& need);  // only building the file would tell

  // Whether every need has had its answer, and none of them raised another.
  bool is_finished();

  // Once finished: a word for each line whose name matches no project, to look for the nearest
  // name to (see NearestNames), and the names that were found for them.
  std::vector<std::string> unmatched_words() const;
  void set_nearest(std::vector<std::string> names);

  Choice finish() &&;

 private:
  struct Work;
  std::unique_ptr<ClosureState> state_;
  std::unique_ptr<Work> work_;
};

}  // namespace adder::mirror
