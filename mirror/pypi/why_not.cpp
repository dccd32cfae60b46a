#include "mirror/pypi/why_not.h"

#include "base/core/nearest_names.h"
#include "base/core/text.h"
#include "base/pypi/file_name.h"
#include "mirror/pypi/select.h"
#include "mirror/pypi/upstream_book.h"
#include "mirror/pypi/wish_index.h"
#include "mirror/store/hidden.h"

#include <algorithm>
#include <optional>

namespace adder::mirror {

namespace {

// What a question may mean: a project, or a file of one.
struct Meaning {
  pypi::ProjectName project;
  std::string file;  // empty: the project
};

// An sdist's name may hold dashes, so every one of them may be the end of its project.
std::vector<Meaning> meanings(std::string_view question) {
  constexpr std::string_view section = "pypi/";
  if (question.starts_with(section)) question.remove_prefix(section.size());
  std::vector<Meaning> out;
  if (auto name = pypi::ProjectName::parse(question)) out.push_back({*std::move(name), {}});
  for (auto at = question.rfind('-'); at != question.npos && at > 0;
       at = question.rfind('-', at - 1)) {
    auto name = pypi::ProjectName::parse(question.substr(0, at));
    if (!name || pypi::parse_file_name(question, *name).version_text.empty()) continue;
    out.push_back({*std::move(name), std::string(question)});
  }
  return out;
}

std::string line_words(const std::string& text, const Place& place) {
  return cat('\'', printable(text), "' (", printable(place.file), ':', place.line, ')');
}

class Search {
 public:
  Search(const Store& store, const RequestList& requests)
      : store_(store), requests_(requests), index_(requests) {}

  Result<Obstacles> look(const Meaning& meaning) const {
    Obstacles found{.project = meaning.project.text(), .words = {}};
    TRY(look_at_hidden(meaning, found));
    TRY(look_at_exclusions(meaning, found));
    if (found.words.empty() && meaning.file.empty()) TRY(look_upstream(meaning.project, found));
    return found;
  }

 private:
  Result<void> look_at_hidden(const Meaning& meaning, Obstacles& found) const {
    TRY_ASSIGN(const auto items, hidden_items(store_));
    for (const auto& item : items) {
      const bool is_meant = item.name == found.project || item.name == meaning.file;
      if (is_meant && item.section == "pypi") found.words.push_back(words(item));
    }
    if (found.words.empty() || !meaning.file.empty()) return {};
    for (const auto i : index_.wishes(found.project)) {
      const auto& wish = requests_.wishes[i];
      found.wishes.push_back({.wish = cat(wish.place.file, ':', wish.place.line, ": ", wish.text),
                              .dependent = {},
                              .requirement = {}});
    }
    return {};
  }

  Result<void> look_at_exclusions(const Meaning& meaning, Obstacles& found) const {
    const auto lines = index_.exclusions(found.project);
    if (lines.empty()) return {};
    std::optional<pypi::ProjectPage> page;
    if (!meaning.file.empty()) {
      TRY_ASSIGN(page, stored_page(store_, meaning.project));
    }
    for (const auto i : lines) {
      const auto& exclusion = requests_.exclusions[i];
      const bool cuts = excludes_all(exclusion) || (page && cuts_file(*page, meaning, exclusion));
      if (!cuts) continue;
      found.leaves_out_file = !meaning.file.empty();
      found.words.push_back(cat(line_words(exclusion.text, exclusion.place), " leaves '",
                                meaning.file.empty() ? found.project : meaning.file, "' out"));
    }
    return {};
  }

  static bool cuts_file(const pypi::ProjectPage& page, const Meaning& meaning,
                        const Exclusion& exclusion) {
    const Offer offer(meaning.project, page);
    const Exclusion* const one = &exclusion;
    const auto left = not_excluded(offer, {&one, 1});
    for (std::uint32_t i = 0; i < offer.files().size(); ++i) {
      if (offer.name(offer.files()[i]) == meaning.file) return !left.has(i);
    }
    return false;
  }

  // A line asks for it, and yet there is nothing of it.
  Result<void> look_upstream(const pypi::ProjectName& project, Obstacles& found) const {
    const auto wishes = index_.wishes(project.text());
    if (wishes.empty()) return {};
    const auto& wish = requests_.wishes[wishes.front()];
    auto words = line_words(wish.text, wish.place) + " asks for it, but ";
    NearestNames nearest({project.text()});
    TRY_ASSIGN(const auto exists, is_upstream(project, nearest));
    if (exists) {
      words += "matches no file of it";
    } else {
      words += cat("upstream has no project '", project.text(), '\'');
      if (!nearest.nearest(0).empty()) {
        words += cat("; the nearest name is '", nearest.nearest(0), '\'');
      }
    }
    found.words.push_back(std::move(words));
    found.nothing_is_there = true;
    return {};
  }

  Result<bool> is_upstream(const pypi::ProjectName& project, NearestNames& nearest) const {
    TRY_ASSIGN(const auto page, known_page(store_, project));
    if (page && page->body) return true;
    TRY_ASSIGN(const auto list, known_list(store_));
    if (!list) return false;
    bool is_listed = false;
    TRY(each_name(*list, [&](std::string_view name, std::optional<std::uint64_t>) -> Result<void> {
      is_listed = is_listed || name == project.text();
      nearest.consider(name);
      return {};
    }));
    return is_listed;
  }

  const Store& store_;
  const RequestList& requests_;
  WishIndex index_;
};

}  // namespace

Result<Obstacles> obstacles_to(const Store& store, const RequestList& requests,
                               std::string_view question) {
  const Search search(store, requests);
  for (const auto& meaning : meanings(question)) {
    TRY_ASSIGN(auto found, search.look(meaning));
    if (!found.words.empty()) return found;
  }
  return Obstacles{};
}

}  // namespace adder::mirror
