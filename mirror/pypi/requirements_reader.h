#pragma once

#include "base/pypi/file_record.h"
#include "base/pypi/project_name.h"
#include "mirror/pypi/closure.h"
#include "mirror/store/fetch.h"
#include "mirror/store/store.h"
#include "mirror/words/artifact.h"

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace adder::mirror {

// Finds out what files require: from what the ledger remembers, from FILE.metadata, or from inside
// the file itself, never from running a build. The bytes that it brings home for that are bytes the
// mirror wants anyway.
class RequirementsReader {
 public:
  using PageOf =
      std::function<Result<std::optional<pypi::ProjectPage>>(const pypi::ProjectName& project)>;

  // What `known` has is not fetched again. The carrier's store takes what is: the same, or for a
  // dry run one that will be thrown away.
  RequirementsReader(const Store& known, Carrier carrier, PageOf page_of);

  // Answers from what the store has, and writes nothing.
  RequirementsReader(const Store& store, PageOf page_of);

  // Gives the closure an answer to each of its needs.
  Result<void> answer(std::span<const MetadataNeed> needs, Closure& closure);

 private:
  // A need with the record of its file, and by what its requirements are remembered.
  struct Question {
    const MetadataNeed* need = nullptr;
    pypi::FileRecord record;
    std::optional<std::vector<std::string>> requires_dist;
    bool is_answered = false;
  };

  // What to fetch for an answer, and how to find METADATA in it once it is here.
  struct Way {
    std::function<std::optional<Artifact>(const Question& question)> artifact;
    std::function<std::optional<std::string>(const Question& question,
                                             const std::filesystem::path& blob)>
        metadata;
  };

  Result<std::vector<Question>> questions(std::span<const MetadataNeed> needs) const;
  Result<void> from_ledger(std::vector<Question>& questions) const;
  Result<void> go(const Way& way, std::vector<Question>& questions);
  Result<std::map<std::string, std::filesystem::path>> bring_home(std::vector<Artifact> artifacts);
  Result<void> remember(Question& question, const std::optional<std::string>& metadata) const;
  static Way by_companion();
  static Way from_inside();

  const Store& known_;
  const Store& store_;
  std::optional<Carrier> carrier_;  // none: nothing is fetched
  PageOf page_of_;
};

}  // namespace adder::mirror
