#include "mirror/conda/why.h"

#include "base/conda/package_name.h"
#include "base/conda/subdir.h"
#include "base/core/text.h"
#include "mirror/conda/select.h"
#include "mirror/conda/written_record.h"

#include <map>
#include <set>
#include <utility>

namespace adder::mirror {

namespace {

// Looks for a line, from one reason on to those of its dependent.
class ChainSearch {
 public:
  ChainSearch(std::string_view channel, const CondaReasonsOf& reasons_of)
      : channel_(channel), reasons_of_(reasons_of) {}

  // Adds the way from the reason to the chain; says whether there is one.
  Result<bool> follow(const CondaBecause& because, Chain& chain) {
    chain.push_back(because.words);
    if (!because.words.wish.empty()) return true;
    const auto dependent =
        WrittenRecord::of_dependent(because.words.dependent, because.subdir, channel_);
    if (dependent && chain.size() < kLongest) {
      TRY_ASSIGN(const auto found, follow_dependent(*dependent, because.next, chain));
      if (found) return true;
    }
    chain.pop_back();
    return false;
  }

 private:
  static constexpr std::size_t kLongest = 1000;

  // What brought the dependent was noted. Where its reasons have changed since, another one that
  // holds will do; words do not tell everything of a record, so the noted one may hold all the
  // same.
  Result<bool> follow_dependent(const WrittenRecord& dependent, std::size_t noted, Chain& chain) {
    TRY_ASSIGN(const auto* const reasons, reasons_of(dependent.name()));
    const auto count = reasons->size();
    const auto first = noted < count ? noted : 0;
    for (std::size_t i = 0; i < count; ++i) {
      const auto place = (first + i) % count;
      if (!dependent.is_meant_by((*reasons)[place])) continue;
      TRY_ASSIGN(const auto found, try_next(dependent.name(), place, chain));
      if (found) return true;
    }
    return noted < count ? try_next(dependent.name(), noted, chain) : Result<bool>(false);
  }

  Result<bool> try_next(const std::string& package, std::size_t place, Chain& chain) {
    TRY_ASSIGN(const auto* const reasons, reasons_of(package));
    const auto& next = (*reasons)[place];
    const bool is_new = seen_.emplace(package, place).second;
    return is_new && brings_dependencies(next) ? follow(next, chain) : Result<bool>(false);
  }

  // A line without +deps asks for the record alone.
  bool brings_dependencies(const CondaBecause& because) const {
    if (because.words.wish.empty()) return true;
    const auto wish = wish_in(because.words.wish, channel_);
    return wish && wish->dependencies == Dependencies::yes;
  }

  Result<const std::vector<CondaBecause>*> reasons_of(const std::string& package) {
    const auto known = known_.find(package);
    if (known != known_.end()) return &std::as_const(known->second);
    TRY_ASSIGN(auto reasons, reasons_of_(package));
    return &std::as_const(known_.emplace(package, std::move(reasons)).first->second);
  }

  std::string_view channel_;
  const CondaReasonsOf& reasons_of_;
  std::map<std::string, std::vector<CondaBecause>> known_;
  std::set<std::pair<std::string, std::size_t>> seen_;
};

std::string leaves_out(const CondaExclusion& line, std::string_view what) {
  return cat('\'', printable(line.text), "' (", printable(line.place.file), ':', line.place.line,
             ") leaves '", what, "' out");
}

}  // namespace

std::optional<CondaQuestion> read_question(std::string_view question, std::string_view channel) {
  constexpr std::string_view section = "conda/";
  if (question.starts_with(section)) {
    const auto prefix = cat(section, channel, '/');
    if (!question.starts_with(prefix)) return {};
    question.remove_prefix(prefix.size());
  }
  const auto slash = question.find('/');
  const auto subdir = slash == question.npos ? std::string_view() : question.substr(0, slash);
  if (slash != question.npos && !conda::Subdir::parse(subdir)) return {};
  const auto word = slash == question.npos ? question : question.substr(slash + 1);
  if (const auto record = WrittenRecord::of_file(word, subdir, channel)) {
    return CondaQuestion{
        .package = record->name(), .subdir = std::string(subdir), .file = std::string(word)};
  }
  const auto name = conda::PackageName::typed(word);
  if (!name || slash != question.npos) return {};
  return CondaQuestion{.package = name->text()};
}

Result<std::vector<Chain>> chains(std::span<const CondaBecause> reasons, std::string_view channel,
                                  const CondaReasonsOf& reasons_of) {
  std::vector<Chain> chains;
  for (const auto& because : reasons) {
    Chain chain;
    ChainSearch search(channel, reasons_of);
    TRY_ASSIGN(const auto found, search.follow(because, chain));
    if (found) chains.push_back(std::move(chain));
  }
  return chains;
}

std::vector<CondaBecause> reasons_for_file(const CondaQuestion& file, std::string_view channel,
                                           std::span<const CondaBecause> reasons) {
  std::vector<CondaBecause> out;
  const auto record = WrittenRecord::of_file(file.file, file.subdir, channel);
  if (!record) return out;
  for (const auto& because : reasons) {
    if (record->is_meant_by(because)) out.push_back(because);
  }
  return out;
}

std::vector<std::string> lines_against(const CondaQuestion& question, std::string_view channel,
                                       const CondaRequestList& list) {
  std::vector<std::string> words;
  const auto record = WrittenRecord::of_file(question.file, question.subdir, channel);
  for (const auto& line : list.exclusions) {
    if (!line.name.matches(question.package)) continue;
    const bool cuts = record ? record->is_meant_by(line) : takes_out_all(line);
    if (cuts) words.push_back(leaves_out(line, record ? question.file : question.package));
  }
  return words;
}

}  // namespace adder::mirror
