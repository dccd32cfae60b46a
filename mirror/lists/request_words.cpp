#include "mirror/lists/request_words.h"

#include "base/core/text.h"

#include <algorithm>
#include <array>
#include <optional>

namespace adder::mirror {

namespace {

constexpr std::array<std::string_view, 7> kFilters = {"wheels", "sdist",  "python", "pre",
                                                      "latest", "format", "subdir"};

bool is_white(char letter) {
  return letter == ' ' || letter == '\t';
}

bool is_letter(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
}

Error wrong(std::string words) {
  return {Error::Kind::invalid, std::move(words)};
}

struct Word {
  std::string text;
  bool in_marker = false;
};

// Cuts a line at its white space, but not inside of brackets and quotes, and at its first
// semicolon.
class WordCutter {
 public:
  Result<std::vector<Word>> cut(std::string_view line) {
    if (line.starts_with('/')) {
      // Brackets and quotes of an expression are its own affair.
      const auto end = std::min(line.find_first_of(" \t"), line.size());
      words_.push_back({std::string(line.substr(0, end)), false});
      line.remove_prefix(end);
    }
    for (const char letter : line) take(letter);
    end_word();
    if (quote_ != '\0') return wrong(cat("a quote is not closed: ", std::string(1, quote_)));
    if (!brackets_.empty()) return wrong(cat("a bracket is not closed: ", brackets_.substr(0, 1)));
    return std::move(words_);
  }

  bool has_marker() const { return in_marker_; }

 private:
  void take(char letter) {
    if (quote_ != '\0') {
      if (letter == quote_) quote_ = '\0';
    } else if (letter == '\'' || letter == '"') {
      quote_ = letter;
    } else if (letter == '[' || letter == '(') {
      brackets_ += letter;
    } else if ((letter == ']' || letter == ')') && !brackets_.empty()) {
      brackets_.pop_back();
    } else if (brackets_.empty() && is_white(letter)) {
      return end_word();
    } else if (brackets_.empty() && letter == ';' && !in_marker_) {
      end_word();
      in_marker_ = true;
      return;
    }
    open_ += letter;
  }

  void end_word() {
    if (!open_.empty()) words_.push_back({std::exchange(open_, {}), in_marker_});
  }

  std::vector<Word> words_;
  std::string open_;
  std::string brackets_;
  char quote_ = '\0';
  bool in_marker_ = false;
};

bool is_option(std::string_view word) {
  return word.size() > 1 && word[0] == '-' && (word[1] == '-' || is_letter(word[1]));
}

// key=value, but neither a version's == nor, in a marker, anything we do not know.
std::optional<Filter> as_filter(const Word& word) {
  const auto equals = word.text.find('=');
  if (equals == word.text.npos || equals == 0) return {};
  const auto key = word.text.substr(0, equals);
  const bool known = std::ranges::find(kFilters, key) != kFilters.end();
  const bool plain = std::ranges::all_of(
      key, [](char letter) { return is_letter(letter) || letter == '_' || letter == '-'; });
  const bool compares = word.text.substr(equals).starts_with("==");
  if (!known && (!plain || compares || word.in_marker)) return {};
  return Filter{key, word.text.substr(equals + 1)};
}

void append_word(std::string& text, std::string_view word) {
  if (!text.empty()) text += ' ';
  text += word;
}

Error unknown_filter(const Filter& filter) {
  const std::vector<std::string> names(kFilters.begin(), kFilters.end());
  const auto meant = nearest(filter.key, names);
  return wrong(cat("unknown filter '", printable(filter.key), "='",
                   meant.empty() ? cat(", there are ", join(names, ", "))
                                 : cat(", did you mean '", meant, "='?")));
}

Result<void> add_filter(Filter filter, RequestWords& words) {
  if (std::ranges::find(kFilters, filter.key) == kFilters.end()) return unknown_filter(filter);
  if (filter.value.empty()) return wrong(cat(filter.key, "= has no value"));
  for (const auto& other : words.filters) {
    if (other.key == filter.key) return wrong(cat(filter.key, "= stands here twice"));
  }
  words.filters.push_back(std::move(filter));
  return {};
}

Result<void> add_word(const Word& word, RequestWords& words) {
  const bool is_subject = words.subject.empty() && !word.in_marker;
  if (is_subject) {
    words.subject = word.text;
    return {};
  }
  if (word.text.starts_with('+')) {
    if (word.text != "+deps") {
      return wrong(cat("unknown word '", printable(word.text), "', did you mean '+deps'?"));
    }
    words.with_dependencies = true;
    return {};
  }
  if (auto filter = as_filter(word)) return add_filter(*std::move(filter), words);
  if (word.in_marker) {
    append_word(words.marker, word.text);
  } else if (!words.filters.empty() || words.with_dependencies) {
    return wrong(cat("'", printable(word.text),
                     "' stands behind the filters; name and version come "
                     "first"));
  } else {
    append_word(words.subject, word.text);
  }
  return {};
}

}  // namespace

std::string option_name(std::string_view word) {
  if (!word.starts_with("--")) return std::string(word.substr(0, 2));
  return std::string(word.substr(0, word.find_first_of("= \t")));
}

Result<RequestWords> parse_request_words(std::string_view line) {
  RequestWords words{.text = {}, .excludes = line.starts_with('!'), .subject = {}};
  if (words.excludes) line = trim(line.substr(1));
  WordCutter cutter;
  TRY_ASSIGN(const auto cut, cutter.cut(line));
  words.has_marker = cutter.has_marker();
  for (const auto& word : cut) {
    // Behind a requirement, options go on to the end of the line; their values mean nothing to us.
    if (is_option(word.text) && !words.subject.empty()) {
      words.options.push_back(option_name(word.text));
    } else if (words.options.empty()) {
      TRY(add_word(word, words));
    }
  }
  if (words.subject.empty()) return wrong("a name is missing");
  words.text = words.excludes ? "!" : "";
  bool first = true;
  for (const auto& word : split(line, ' ')) {
    if (trim(word).empty()) continue;
    words.text += cat(first ? "" : " ", trim(word));
    first = false;
  }
  return words;
}

Result<RegexSubject> parse_regex_subject(std::string_view subject) {
  const auto word = subject.substr(0, subject.find_first_of(" \t"));
  // \/ is a slash; any other backslash, also one before a backslash, belongs to the expression.
  std::string expression;
  std::size_t last = 0;
  std::size_t length = 0;
  for (std::size_t at = 1; at < word.size(); ++at) {
    if (word[at] == '\\' && at + 1 < word.size()) {
      ++at;
      if (word[at] != '/') expression += '\\';
    } else if (word[at] == '/') {
      last = at;
      length = expression.size();
    }
    expression += word[at];
  }
  if (last == 0) {
    return wrong(cat("the regular expression '", printable(word), "' does not end in a slash"));
  }
  expression.resize(length);
  if (expression.empty()) return wrong("the regular expression '//' is empty");
  TRY_ASSIGN(auto pattern, Pattern::regex(std::move(expression)));
  return RegexSubject{.name = std::move(pattern), .rest = trim(subject.substr(last + 1))};
}

}  // namespace adder::mirror
