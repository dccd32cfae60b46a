#include "mirror/pypi/why.h"

#include "base/core/text.h"
#include "base/pypi/file_name.h"
#include "base/pypi/requirement.h"
#include "mirror/lists/pypi_list.h"
#include "mirror/pypi/installable.h"
#include "mirror/pypi/requirement_text.h"
#include "mirror/pypi/select.h"

#include <algorithm>
#include <set>
#include <utility>

namespace adder::mirror {

namespace {

// The line of "requests/pypi.list:3: scipy +deps"; nothing if it means nothing any more.
std::optional<Wish> wish_of(std::string_view words) {
  for (const auto& line : placed_lines(words)) {
    RequestList list;
    Problems problems;
    add_pypi_line(line, list, problems);
    if (list.wishes.size() == 1) return list.wishes.front();
  }
  return std::nullopt;
}

// The project and the version of "scipy 1.11.0".
using Release = std::pair<std::string, std::string>;

Release dependent_of(const Because& because) {
  const auto& words = because.dependent;
  const auto space = std::min(words.find(' '), words.size());
  return {words.substr(0, space), words.substr(std::min(space + 1, words.size()))};
}

bool holds(const pypi::SpecifierSet& specifier, const std::string& version) {
  const auto number = pypi::Version::parse(version);
  return number ? specifier.contains(*number) : specifier.contains_text(version);
}

// Whether a dependent asks for this version.
bool requires_version(const Because& because, const std::string& version) {
  const auto text = read_requirement(because.requirement);
  return !text || holds(text->requirement.specifier, version);
}

// Whether this is why somebody's dependencies in that version are wanted: a line without +deps asks
// for the version alone.
bool brings_dependencies(const Because& because, const std::string& version) {
  if (because.wish.empty()) return requires_version(because, version);
  const auto wish = wish_of(because.wish);
  return !wish || (wish->dependencies == Dependencies::yes && holds(wish->spec, version));
}

// Looks for a line, from one reason on to those of its dependent. The first that will do is the
// nearest to a line, and so in turn: there is hardly ever a way back.
class Search {
 public:
  explicit Search(const ReasonsByProject& all) : all_(all) {}

  // Adds the way from the reason to the chain; says whether there is one.
  bool follow(const Because& because, Chain& chain) {
    chain.push_back(because);
    if (!because.wish.empty()) return true;
    const auto [project, version] = dependent_of(because);
    const auto found = all_.find(project);
    const bool is_new = seen_.emplace(project, version).second;
    if (found != all_.end() && is_new && chain.size() < kLongest) {
      for (const auto& next : found->second) {
        if (brings_dependencies(next, version) && follow(next, chain)) return true;
      }
    }
    chain.pop_back();
    return false;
  }

 private:
  static constexpr std::size_t kLongest = 1000;

  const ReasonsByProject& all_;
  std::set<Release> seen_;
};

// The project of a file name: an sdist's may hold dashes, so every one of them may be its end.
std::optional<std::string> project_of(std::string_view file, const ReasonsByProject& reasons) {
  for (auto at = file.rfind('-'); at != file.npos && at > 0; at = file.rfind('-', at - 1)) {
    const auto name = pypi::ProjectName::parse(file.substr(0, at));
    if (!name || !reasons.contains(name->text())) continue;
    if (!pypi::parse_file_name(file, *name).version_text.empty()) return name->text();
  }
  return std::nullopt;
}

}  // namespace

std::optional<Subject> subject_of(std::string_view question, const ReasonsByProject& reasons) {
  constexpr std::string_view section = "pypi/";
  if (question.starts_with(section)) question.remove_prefix(section.size());
  const auto name = pypi::ProjectName::parse(question);
  if (name && reasons.contains(name->text())) return Subject{.project = name->text(), .file = {}};
  auto project = project_of(question, reasons);
  if (!project) return std::nullopt;
  return Subject{.project = *std::move(project), .file = std::string(question)};
}

std::vector<Chain> chains(std::span<const Because> reasons, const ReasonsByProject& all) {
  std::vector<Chain> chains;
  for (const auto& because : reasons) {
    Chain chain;
    if (Search(all).follow(because, chain)) chains.push_back(std::move(chain));
  }
  return chains;
}

std::vector<Because> reasons_for_file(const Subject& subject, const pypi::ProjectPage& page,
                                      std::span<const Environment> environments,
                                      std::span<const Because> reasons) {
  const auto project = pypi::ProjectName::parse(subject.project);
  if (!project) return {};
  const Offer offer(*project, page);
  const auto all = Bits::all(offer.files().size());
  const auto of_use = installable(offer, all, Machines(environments));
  std::vector<Because> out;
  for (std::uint32_t i = 0; i < offer.files().size(); ++i) {
    const auto& file = offer.files()[i];
    if (offer.name(file) != subject.file) continue;
    const auto version = offer.versions()[file.version].text();
    std::ranges::copy_if(reasons, std::back_inserter(out), [&](const Because& because) {
      if (because.wish.empty()) return of_use.files.has(i) && requires_version(because, version);
      const auto wish = wish_of(because.wish);
      return !wish || select(offer, *wish, all).has(i);
    });
  }
  return out;
}

}  // namespace adder::mirror
