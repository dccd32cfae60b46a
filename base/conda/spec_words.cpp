#include "base/conda/spec_words.h"

#include "base/conda/name_pattern.h"
#include "base/conda/subdir.h"
#include "base/core/scanner.h"
#include "base/core/text.h"

#include <algorithm>
#include <utility>

namespace adder::conda {

namespace {

constexpr std::string_view kEndsName = " =<>!~[(";
constexpr std::string_view kAlias = "https://conda.anaconda.org/";

Error problem(std::string_view why) {
  return {Error::Kind::invalid, std::string(why)};
}

// Without its comment, and with blanks for all white space.
std::string cleaned(std::string_view text) {
  std::string clean(trim(text.substr(0, text.find('#'))));
  std::ranges::replace_if(clean, is_white, ' ');
  return clean;
}

// (target=blarg,optional): conda reads it and leaves it out. Other parentheses belong to a version.
std::string_view without_target(std::string_view text) {
  const auto open = text.rfind('(');
  if (!text.ends_with(')') || open == text.npos) return text;
  Scanner scan(text.substr(open + 1));
  scan.skip_white();
  const bool is_word = is_letter(scan.rest().front());
  const auto word = scan.take_while([](char c) { return is_letter(c) || c == '_'; });
  const bool is_target = scan.take('=') || word == "optional";
  return is_word && is_target ? trim(text.substr(0, open)) : text;
}

// Where the name begins: behind "channel::" or "channel:namespace:", of which a key may hold more.
std::size_t begin_of_name(std::string_view text) {
  const auto colon = text.substr(0, text.find('[')).rfind(':');
  return colon == text.npos ? 0 : colon + 1;
}

// "channel:" and "channel:namespace" are the channel; "namespace" alone is none.
std::string_view channel_in(std::string_view prefix) {
  if (prefix.empty()) return {};
  prefix.remove_suffix(1);
  const auto colon = prefix.rfind(':');
  return colon == prefix.npos ? std::string_view() : prefix.substr(0, colon);
}

// A name that is an expression may hold what ends other names: it goes on to its '$'.
std::size_t size_of_name(std::string_view text) {
  const auto dollar = text.starts_with('^') ? text.find('$') : text.npos;
  if (dollar != text.npos) {
    const auto next = text.substr(dollar + 1, 1);
    if (next.empty() || kEndsName.find(next) != kEndsName.npos) return dollar + 1;
  }
  return std::min(text.find_first_of(kEndsName), text.size());
}

// The text between the first '[' and the last ']', and what stands around the brackets.
struct Bracketed {
  std::string outside;
  std::string_view inside;
};
Result<Bracketed> split_brackets(std::string_view text) {
  const auto open = text.find('[');
  const auto close = text.rfind(']');
  if (open == text.npos && close == text.npos) return Bracketed{std::string(text), {}};
  if (open == text.npos || close == text.npos || close < open) {
    return problem("a bracket is not closed, or not opened");
  }
  const auto behind = text.substr(close + 1, 1);
  if (!behind.empty() && kEndsName.find(behind) == kEndsName.npos) {
    return problem(
        cat(quoted(text.substr(close + 1)), " behind the brackets does not belong there"));
  }
  return Bracketed{.outside = cat(text.substr(0, open), text.substr(close + 1)),
                   .inside = text.substr(open + 1, close - open - 1)};
}

bool separates_build(std::string_view text, std::size_t at) {
  constexpr std::string_view operators = "=!|,<>~";
  constexpr std::string_view never_in_build = "-=,|<>~";
  const bool is_separator = text[at] == ' ' || text[at] == '=';
  const auto build = text.substr(at + 1);
  return is_separator && operators.find(text[at - 1]) == operators.npos && !build.empty() &&
         build.find_first_of(never_in_build) == build.npos;
}

// =1.26 is a series and ==1.26 a version, also where it is the value of a key; with a build behind
// it, both are the version.
std::string without_equal_signs(std::string_view version, bool has_build) {
  const auto begin = std::min(version.find_first_not_of('='), version.size());
  const auto bare = version.substr(begin);
  if (begin == 0 || bare.empty()) return std::string(version);
  if (begin > 1 && !has_build) return std::string(bare);
  if (bare.find_first_of("=,|") != bare.npos) return std::string(version);
  const bool is_complete = has_build || bare.ends_with('*') || is_expression(bare);
  return is_complete ? std::string(bare) : cat(bare, '*');
}

// The first place where a build can begin: a version may hold blanks, around its operators.
void cut_version(std::string_view text, SpecWords& words) {
  std::size_t end = 1;
  while (end < text.size() && !separates_build(text, end)) ++end;
  if (end < text.size()) words.build = trim(text.substr(end + 1));
  std::string version(text.substr(0, end));
  std::erase(version, ' ');
  words.version = without_equal_signs(version, !words.build.empty());
}

void set(std::vector<SpecKey>& keys, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  const auto known = std::ranges::find(keys, name, &SpecKey::name);
  if (known != keys.end()) {
    known->value = value;
  } else {
    keys.push_back({.name = std::string(name), .value = std::string(value)});
  }
}

// The last one counts.
const std::string* value_of(const std::vector<SpecKey>& keys, std::string_view name) {
  const auto found = std::ranges::find(keys.rbegin(), keys.rend(), name, &SpecKey::name);
  return found == keys.rend() ? nullptr : &found->value;
}

}  // namespace

ChannelAndSubdir split_channel(std::string_view text) {
  while (text.ends_with('/')) text.remove_suffix(1);
  const auto slash = text.rfind('/');
  const auto last = text.substr(slash + 1);
  ChannelAndSubdir found;
  if (slash != text.npos && is_known_subdir(lower(last))) {
    found.subdir = last;
    text = text.substr(0, slash);
  }
  if (text.starts_with(kAlias)) text.remove_prefix(kAlias.size());
  found.channel = text;
  return found;
}

Result<SpecWords> SpecWords::cut(std::string_view text) {
  const auto clean = cleaned(text);
  std::string_view all = clean;
  SpecWords words;
  if (const auto condition = all.find(" if "); condition != all.npos) {
    words.condition = trim(all.substr(condition + 4));
    all = trim(all.substr(0, condition));
  }

  const auto begin = begin_of_name(all);
  const auto name = all.substr(begin, size_of_name(all.substr(begin)));
  if (name.empty()) return problem("it has no name");
  words.name = name;
  auto [channel, subdir] = split_channel(channel_in(all.substr(0, begin)));
  words.channel = std::move(channel);
  words.subdir = std::move(subdir);

  TRY_ASSIGN(const auto bracketed, split_brackets(all.substr(begin + name.size())));
  TRY_ASSIGN(words.keys, parse_spec_keys(bracketed.inside));
  const auto rest = trim(without_target(trim(bracketed.outside)));
  if (!rest.empty()) cut_version(rest, words);
  return words;
}

std::vector<SpecKey> SpecWords::all_keys() const {
  const auto* channel_key = value_of(keys, "channel");
  const auto* subdir_key = value_of(keys, "subdir");
  const auto between = split_channel(channel_key ? *channel_key : "");

  std::vector<SpecKey> all;
  set(all, "channel", channel);
  set(all, "channel", between.channel);
  set(all, "subdir", subdir);
  set(all, "subdir", between.subdir);
  if (subdir_key) set(all, "subdir", *subdir_key);
  set(all, "version", version);
  set(all, "build", build);
  for (const auto& key : keys) {
    if (key.name == "channel" || key.name == "subdir") continue;
    const bool is_version = key.name == "version";
    set(all, key.name, is_version ? without_equal_signs(key.value, false) : key.value);
  }
  set(all, "if", condition);
  return all;
}

}  // namespace adder::conda
