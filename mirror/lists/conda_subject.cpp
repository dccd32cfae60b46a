#include "mirror/lists/conda_subject.h"

#include "base/conda/dist_name.h"
#include "base/core/secrets.h"
#include "base/core/text.h"

#include <algorithm>
#include <array>

namespace adder::mirror {

namespace {

constexpr std::array<std::string_view, 13> kKeys = {
    "version", "build",  "build_number", "channel",        "subdir",         "fn",      "url",
    "md5",     "sha256", "license",      "license_family", "track_features", "features"};

Error wrong(std::string words) {
  return {Error::Kind::invalid, std::move(words)};
}

// What stands in front of versions, builds and keys: a name, maybe behind a channel.
std::string_view head_of(std::string_view subject) {
  return subject.substr(0, subject.find_first_of(" \t["));
}

bool has_channel(std::string_view head) {
  return head.find("::") != head.npos;
}

bool is_url(std::string_view head) {
  return head.find("://") != head.npos;
}

bool is_location(std::string_view head) {
  if (has_channel(head)) return false;
  constexpr std::array<std::string_view, 6> endings = {".conda", ".tar.bz2", ".txt",
                                                       ".yml",   ".yaml",    ".json"};
  const bool is_file =
      std::ranges::any_of(endings, [&](std::string_view end) { return head.ends_with(end); });
  return is_file || head.starts_with('.') || head.starts_with('~') || head.find('/') != head.npos;
}

Error refused_location(std::string_view head) {
  if (const auto file = conda::DistName::parse(head)) {
    return wrong(cat("'", printable(head), "' is a file, packages are asked for by name; did you ",
                     "mean '", file->name.text(), " ==", file->version.text(), ' ', file->build,
                     "'?"));
  }
  return wrong(cat("'", printable(masked(head)),
                   "' is a URL or a path, only packages of the channel can be asked for"));
}

// The slips that are made most.
std::string what_was_meant(std::string_view subject) {
  const auto open = subject.find('[');
  if (open == subject.npos || subject.find('=', open) != subject.npos) return {};
  return ", extras are for lists of PyPI";
}

Result<void> refuse_slips(const RequestWords& words) {
  const auto& subject = words.subject;
  if (words.has_marker) return wrong("a marker is for lists of PyPI");
  if (!words.options.empty()) {
    return wrong(cat(printable(words.options.front()), " means nothing in a list of a channel"));
  }
  if (subject.find("+deps") != subject.npos) {
    return wrong(cat("'", printable(masked(subject)), "': put a space before '+deps'"));
  }
  const auto outside = std::string_view(subject).substr(0, subject.find('['));
  if (outside.find('#') != outside.npos) {
    return wrong(cat("'", printable(masked(subject)), "': a comment needs a space before '#'"));
  }
  return {};
}

Result<conda::MatchSpec> parse_spec(std::string_view text, std::string_view channel) {
  auto spec = conda::MatchSpec::parse(text);
  if (!spec && is_url(text)) {
    return wrong(cat("'", printable(masked(text)), "' is no match spec"));
  }
  if (!spec) return wrong(cat(spec.error().words(), what_was_meant(text)));
  if (!spec->accepts_channel(channel)) {
    return wrong(cat("'", printable(masked(text)), "' is of another channel, this list is of '",
                     channel, "'"));
  }
  return spec;
}

// Whether the slash that ends an expression is one inside of a path.
bool is_glued(std::string_view rest) {
  constexpr std::string_view may_follow = " \t=<>!~[(";
  const bool is_apart = rest.empty() || rest.data()[-1] != '/';
  return !is_apart && may_follow.find(rest.front()) == may_follow.npos;
}

Result<CondaSubject> regex_subject(std::string_view subject, std::string_view channel) {
  TRY_ASSIGN(auto regex, parse_regex_subject(subject));
  if (is_glued(regex.rest)) return refused_location(head_of(subject));
  TRY_ASSIGN(auto spec, parse_spec(cat("* ", regex.rest), channel));
  return CondaSubject{.name = std::move(regex.name), .spec = std::move(spec)};
}

}  // namespace

Result<CondaSubject> parse_conda_subject(const RequestWords& words, std::string_view channel) {
  TRY(refuse_slips(words));
  if (words.subject.starts_with('/')) return regex_subject(words.subject, channel);
  const auto head = head_of(words.subject);
  if (is_location(head)) return refused_location(head);
  TRY_ASSIGN(auto spec, parse_spec(words.subject, channel));
  auto name = spec.name();
  return CondaSubject{.name = std::move(name), .spec = std::move(spec)};
}

std::string hint_about_keys(std::string_view line) {
  for (const auto word : split(line, ' ')) {
    const auto key = word.substr(0, word.find('='));
    const bool is_filter = key == "subdir";
    if (is_filter || key.size() == word.size()) continue;
    if (std::ranges::find(kKeys, key) != kKeys.end()) {
      return cat("; keys of a match spec stand in brackets: NAME[", key, "=...]");
    }
  }
  return {};
}

std::vector<std::string> warnings_about(const conda::MatchSpec& spec) {
  const std::vector<std::string> known(kKeys.begin(), kKeys.end());
  std::vector<std::string> warnings;
  for (const auto& key : spec.carried()) {
    const auto meant = nearest(key.name, known);
    warnings.push_back(cat("'", printable(key.name), key.name == "if" ? "'" : "='",
                           " means nothing to a mirror and was ignored",
                           meant.empty() ? "" : cat(", did you mean '", meant, "='?")));
  }
  return warnings;
}

}  // namespace adder::mirror
