#include "mirror/lists/pypi_list.h"

#include "base/core/secrets.h"
#include "base/core/text.h"
#include "base/pypi/project_name.h"
#include "base/pypi/requirement.h"
#include "mirror/lists/pypi_filters.h"
#include "mirror/lists/request_words.h"

#include <algorithm>
#include <array>
#include <optional>

namespace adder::mirror {

namespace {

Error wrong(std::string words) {
  return {Error::Kind::invalid, std::move(words)};
}

// Who is asked for, in which versions: the part of a line before its filters.
struct Subject {
  Pattern name;
  pypi::SpecifierSet spec = {};
  std::vector<std::string> extras = {};
  pypi::Marker marker = {};
};

bool is_location(std::string_view subject) {
  const auto word = subject.substr(0, subject.find_first_of(" \t"));
  const bool looks_like_file = word.ends_with(".whl") || word.ends_with(".tar.gz") ||
                               word.ends_with(".zip") || word.ends_with(".txt");
  return word.starts_with('.') || word.starts_with('~') || looks_like_file ||
         word.find("://") != word.npos || word.find('/') != word.npos;
}

bool may_stand_in_glob(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
         (letter >= '0' && letter <= '9') ||
         std::string_view("-_.*?").find(letter) != std::string_view::npos;
}

// The name in front of a spec, if it is a glob.
std::string_view glob_at_front(std::string_view subject) {
  const auto end = std::ranges::find_if_not(subject, may_stand_in_glob);
  const auto name = subject.substr(0, static_cast<std::size_t>(end - subject.begin()));
  return name.find_first_of("*?") == name.npos ? std::string_view() : name;
}

Result<pypi::SpecifierSet> parse_spec(std::string_view text) {
  text = trim(text);
  if (text.starts_with('(') && text.ends_with(')')) text = text.substr(1, text.size() - 2);
  return pypi::SpecifierSet::parse(text);
}

Result<Subject> pattern_subject(Pattern name, std::string_view spec, const std::string& marker) {
  if (spec.starts_with('[')) return wrong("extras belong to one name, not to a pattern");
  Subject subject{.name = std::move(name)};
  TRY_ASSIGN(subject.spec, parse_spec(spec));
  if (!marker.empty()) {
    TRY_ASSIGN(subject.marker, pypi::Marker::parse(marker));
  }
  return subject;
}

// The slips that are made most.
std::string what_was_meant(std::string_view subject) {
  if (const auto plus = subject.find("+deps"); plus != subject.npos) {
    return ", put a space before '+deps'";
  }
  if (subject.find('#') != subject.npos) return ", a comment needs a space before '#'";
  const auto space = subject.find(' ');
  if (space == subject.npos) return {};
  const auto version = trim(subject.substr(space));
  const bool is_version = version[0] >= '0' && version[0] <= '9';
  if (!is_version || version.find_first_of(" ,<>=!~") != version.npos) return {};
  return cat(", did you mean '", printable(subject.substr(0, space)), " ==", printable(version),
             "'?");
}

Result<Subject> named_subject(const RequestWords& words) {
  if (is_location(words.subject)) {
    const auto location = words.subject.substr(0, words.subject.find(' '));
    return wrong(cat("'", printable(masked(location)),
                     "' is a URL or a path, only names of projects can be asked for"));
  }
  const auto text = words.marker.empty() ? words.subject : cat(words.subject, " ; ", words.marker);
  auto requirement_read = pypi::Requirement::parse(text);
  if (!requirement_read) {
    return wrong(cat(requirement_read.error().words(), what_was_meant(words.subject)));
  }
  auto requirement = *std::move(requirement_read);
  if (!requirement.url.empty()) {
    return wrong("a name at a URL cannot be mirrored, only what the index offers");
  }
  return Subject{.name = Pattern::exact(requirement.name.text()),
                 .spec = std::move(requirement.specifier),
                 .extras = std::move(requirement.extras),
                 .marker = std::move(requirement.marker)};
}

Result<Subject> parse_subject(const RequestWords& words) {
  if (words.subject.starts_with('/')) {
    TRY_ASSIGN(auto regex, parse_regex_subject(words.subject));
    return pattern_subject(std::move(regex.name), regex.rest, words.marker);
  }
  const auto glob = glob_at_front(words.subject);
  if (glob.empty()) return named_subject(words);
  return pattern_subject(Pattern::glob(pypi::normalise(glob)),
                         std::string_view(words.subject).substr(glob.size()), words.marker);
}

Result<Wish> parse_wish(const RequestLine& line, const RequestWords& words) {
  TRY_ASSIGN(auto subject, parse_subject(words));
  Wish wish{.place = line.place,
            .text = words.text,
            .name = std::move(subject.name),
            .spec = std::move(subject.spec),
            .extras = std::move(subject.extras),
            .marker = std::move(subject.marker)};
  TRY(apply_pypi_filters(words, wish));
  return wish;
}

Result<Exclusion> parse_exclusion(const RequestLine& line, const RequestWords& words) {
  TRY_ASSIGN(auto subject, parse_subject(words));
  if (!subject.extras.empty()) return wrong("an exclusion cannot have extras");
  if (!subject.marker.empty()) return wrong("an exclusion cannot have a marker");
  Exclusion exclusion{.place = line.place,
                      .text = words.text,
                      .name = std::move(subject.name),
                      .spec = std::move(subject.spec)};
  TRY(apply_pypi_filters(words, exclusion));
  return exclusion;
}

// A line of a requirements.txt that is nothing but an option of pip's.
Result<std::string> warning_for_option(std::string_view line) {
  const auto name = option_name(line);
  if (name.starts_with("-e") || name == "--editable") {
    return wrong(cat(name, ": an editable installation cannot be mirrored"));
  }
  if (name.starts_with("-c") || name == "--constraint") {
    return wrong(cat(name, ": constraints are not known here; write versions behind the names"));
  }
  return cat(printable(name), " means nothing to a mirror and was ignored");
}

Result<void> add(const RequestLine& line, RequestList& list, std::vector<std::string>& warnings) {
  if (line.text.starts_with('-')) {
    TRY_ASSIGN(auto warning, warning_for_option(line.text));
    warnings.push_back(std::move(warning));
    return {};
  }
  TRY_ASSIGN(const auto words, parse_request_words(line.text));
  if (words.excludes) {
    TRY_ASSIGN(auto exclusion, parse_exclusion(line, words));
    list.exclusions.push_back(std::move(exclusion));
  } else {
    TRY_ASSIGN(auto wish, parse_wish(line, words));
    list.wishes.push_back(std::move(wish));
  }
  auto options = words.options;
  options.erase(std::unique(options.begin(), options.end()), options.end());
  for (const auto& option : options) {
    warnings.push_back(cat(printable(option), " means nothing to a mirror and was ignored"));
  }
  return {};
}

}  // namespace

void add_pypi_line(const RequestLine& line, RequestList& list, Problems& problems) {
  const auto& [file, number] = line.place;
  std::vector<std::string> warnings;
  const auto added = add(line, list, warnings);
  if (!added) problems.errors.push_back({file, number, added.error().words()});
  for (auto& warning : warnings) problems.warnings.push_back({file, number, std::move(warning)});
}

PypiRequests read_pypi_lists(std::span<const std::filesystem::path> lists,
                             const std::filesystem::path& folder) {
  return read_lists<RequestList>(lists, folder, add_pypi_line);
}

}  // namespace adder::mirror
