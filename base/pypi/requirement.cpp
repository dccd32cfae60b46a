#include "base/pypi/requirement.h"

#include "base/core/scanner.h"
#include "base/core/text.h"

#include <algorithm>
#include <utility>

namespace adder::pypi {

namespace {

constexpr std::size_t kLongest = 65536;

bool is_name_letter(char c) {
  return is_letter(c) || is_digit(c) || c == '-' || c == '_' || c == '.';
}

Error expected(const Scanner& scan, std::string_view what) {
  const auto rest = trim(scan.rest());
  const auto where = rest.empty() ? std::string("at its end") : cat("before ", quoted(rest));
  return {Error::Kind::invalid, cat("expected ", what, ' ', where)};
}

Result<ProjectName> take_name(Scanner& scan, std::string_view what) {
  const auto name = scan.take_while(is_name_letter);
  if (name.empty()) return expected(scan, what);
  return ProjectName::parse(name);
}

// What follows '[', and the ']'.
Result<std::vector<std::string>> take_extras(Scanner& scan) {
  std::vector<std::string> extras;
  scan.skip_white();
  if (scan.take(']')) return extras;
  do {
    scan.skip_white();
    TRY_ASSIGN(const auto extra, take_name(scan, "the name of an extra"));
    extras.push_back(extra.text());
    scan.skip_white();
  } while (scan.take(','));
  if (!scan.take(']')) return expected(scan, "',' or ']'");
  std::ranges::sort(extras);
  extras.erase(std::unique(extras.begin(), extras.end()), extras.end());
  return extras;
}

// What follows '@'. A URL may hold semicolons: it ends at white space only.
Result<std::string> take_url(Scanner& scan) {
  scan.skip_white();
  const auto url = scan.take_while([](char c) { return !is_white(c); });
  if (url.empty()) return expected(scan, "a URL");
  return std::string(url);
}

Result<SpecifierSet> take_specifier(Scanner& scan) {
  const bool in_parentheses = scan.take('(');
  const auto end = in_parentheses ? ')' : ';';
  const auto text = scan.take_while([end](char c) { return c != end; });
  if (in_parentheses && !scan.take(')')) return expected(scan, "')'");
  return SpecifierSet::parse(text);
}

Result<Requirement> take_requirement(Scanner& scan) {
  scan.skip_white();
  TRY_ASSIGN(auto name, take_name(scan, "the name of a project"));
  Requirement requirement{.name = std::move(name)};

  scan.skip_white();
  if (scan.take('[')) {
    TRY_ASSIGN(requirement.extras, take_extras(scan));
  }
  scan.skip_white();
  if (scan.take('@')) {
    TRY_ASSIGN(requirement.url, take_url(scan));
  } else {
    TRY_ASSIGN(requirement.specifier, take_specifier(scan));
  }
  scan.skip_white();
  if (scan.take(';')) {
    TRY_ASSIGN(requirement.marker, Marker::parse(scan.rest()));
  } else if (!scan.at_end()) {
    return expected(scan, "';' and a marker");
  }
  return requirement;
}

}  // namespace

Result<Requirement> Requirement::parse(std::string_view text) {
  const auto activity = cat("requirement ", quoted(text));
  if (text.size() > kLongest) {
    return Error(Error::Kind::invalid,
                 cat(activity, ": it is longer than ", kLongest, " characters"));
  }
  Scanner scan(text);
  return take_requirement(scan).during(activity);
}

std::string Requirement::text() const {
  auto out = name.text();
  if (!extras.empty()) out += cat('[', join(extras, ","), ']');
  if (!url.empty()) out += cat(" @ ", url);
  out += specifier.text();
  if (!marker.empty()) out += cat(url.empty() ? "; " : " ; ", marker.text());
  return out;
}

}  // namespace adder::pypi
