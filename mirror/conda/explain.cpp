#include "mirror/conda/explain.h"

#include "base/core/text.h"
#include "mirror/conda/channel_units.h"
#include "mirror/conda/reasons_book.h"
#include "mirror/conda/why.h"
#include "mirror/lists/request_lines.h"
#include "mirror/store/hidden.h"

#include <algorithm>
#include <utility>

namespace adder::mirror {

namespace {

// A channel that is asked.
class Witness {
 public:
  Witness(const Store& store, const ChannelConfig& channel, const CondaRequestList& list)
      : store_(store),
        channel_(channel),
        list_(list),
        section_(cat("conda/", channel.name)),
        book_(store, channel.name) {}

  Result<CondaExplanation> answer(const CondaQuestion& question) const {
    CondaExplanation answer;
    TRY_ASSIGN(answer.obstacles, hidden(question));
    const auto against = lines_against(question, channel_.name, list_);
    answer.obstacles.insert(answer.obstacles.end(), against.begin(), against.end());
    TRY_ASSIGN(const auto reasons, book_.of(question.package));
    if (question.file.empty()) {
      TRY(add(question, reasons, answer));
      return answer;
    }
    // Reasons are about packages: that a line leaves one file out is no part of them.
    if (!against.empty()) return answer;
    TRY_ASSIGN(const auto subdirs, subdirs_with(question));
    for (const auto& subdir : subdirs) {
      auto file = question;
      file.subdir = subdir;
      TRY(add(file, reasons_for_file(file, channel_.name, reasons), answer));
    }
    return answer;
  }

 private:
  Result<void> add(const CondaQuestion& question, std::span<const CondaBecause> reasons,
                   CondaExplanation& answer) const {
    const auto reasons_of = [this](std::string_view package) {
      return book_.of(package);
    };
    Explanation explanation{.section = section_, .package = question.package};
    if (!question.file.empty()) explanation.file = cat(question.subdir, '/', question.file);
    TRY_ASSIGN(explanation.chains, chains(reasons, channel_.name, reasons_of));
    if (explanation.chains.empty()) return {};
    for (auto& chain : explanation.chains) chain.back().wish = as_it_stands(chain.back().wish);
    answer.found.push_back(std::move(explanation));
    return {};
  }

  // Where a line has only moved, no sync looks at it anew.
  std::string as_it_stands(const std::string& wish) const {
    for (const auto& line : placed_lines(wish)) {
      const auto now = std::ranges::find(list_.wishes, line.text, &CondaWish::text);
      if (now == list_.wishes.end()) continue;
      return cat(now->place.file, ':', now->place.line, ": ", now->text);
    }
    return wish;
  }

  Result<std::vector<std::string>> hidden(const CondaQuestion& question) const {
    std::vector<std::string> out;
    TRY_ASSIGN(const auto items, hidden_items(store_));
    for (auto item : items) {
      const bool is_meant = item.name == question.package || item.name == question.file;
      if (item.section != section_ || !is_meant) continue;
      item.name = cat(section_, '/', item.name);
      out.push_back(words(item));
    }
    return out;
  }

  // Where a file is published.
  Result<std::vector<std::string>> subdirs_with(const CondaQuestion& question) const {
    std::vector<std::string> subdirs;
    for (auto& subdir : subdirs_of(channel_)) {
      if (!question.subdir.empty() && question.subdir != subdir) continue;
      TRY_ASSIGN(auto rows, store_.ledger().prepare(
                                "SELECT 1 FROM promise WHERE path = ?1 AND until IS NULL"));
      const auto path = cat(section_, '/', subdir, '/', question.file);
      TRY_ASSIGN(const auto is_published, rows.bind(1, path).step());
      if (is_published) subdirs.push_back(std::move(subdir));
    }
    return subdirs;
  }

  const Store& store_;
  const ChannelConfig& channel_;
  const CondaRequestList& list_;
  std::string section_;
  CondaReasonsBook book_;
};

}  // namespace

Result<CondaExplanation> explain(const Store& store, const ChannelConfig& channel,
                                 const CondaRequestList& list, std::string_view question) {
  const auto read = read_question(question, channel.name);
  if (!read) return CondaExplanation();
  return Witness(store, channel, list).answer(*read);
}

}  // namespace adder::mirror
