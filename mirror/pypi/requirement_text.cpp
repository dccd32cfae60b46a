#include "mirror/pypi/requirement_text.h"

#include "base/core/text.h"

#include <utility>

namespace adder::mirror {

namespace {

using Form = RequirementText::Form;

constexpr std::string_view kNameLetters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";

// What may stand behind a name. A colon may not: https://example.org is no requirement of https.
constexpr std::string_view kBehindName = " \t[(<>=!~;,@";

// The name at the front, and what stands behind the first semicolon if that is a marker.
std::optional<RequirementText> salvage(std::string_view words) {
  words = trim(words);
  const auto end = words.find_first_not_of(kNameLetters);
  auto name = pypi::ProjectName::parse(words.substr(0, end));
  if (!name || (end != words.npos && kBehindName.find(words[end]) == kBehindName.npos)) {
    return std::nullopt;
  }
  RequirementText out{.requirement = {.name = *std::move(name)}, .form = Form::unreadable};
  const auto semicolon = words.find(';');
  if (semicolon == words.npos) return out;
  if (auto marker = pypi::Marker::parse(words.substr(semicolon + 1))) {
    out.requirement.marker = *std::move(marker);
  }
  return out;
}

}  // namespace

std::optional<RequirementText> read_requirement(std::string_view words) {
  auto requirement = pypi::Requirement::parse(words);
  if (!requirement) return salvage(words);
  const auto form = requirement->url.empty() ? Form::plain : Form::url;
  return RequirementText{.requirement = *std::move(requirement), .form = form};
}

}  // namespace adder::mirror
