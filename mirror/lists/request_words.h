#pragma once

#include "base/core/pattern.h"
#include "base/core/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace adder::mirror {

struct Filter {
  std::string key;    // wheels
  std::string value;  // *x86_64*
};

// A line of a request list in its parts; what lists of PyPI and of conda have in common.
struct RequestWords {
  std::string text;  // the whole line as written, white space made single
  bool excludes = false;
  std::string subject;  // name and spec: "numpy >=1.20", "jupyter*", "/^torch$/ >=2.0"
  bool with_dependencies = false;
  std::vector<Filter> filters = {};
  bool has_marker = false;                // a semicolon, at least
  std::string marker = {};                // what follows it
  std::vector<std::string> options = {};  // names of pip's options behind a requirement: --hash
};

Result<RequestWords> parse_request_words(std::string_view line);

// The name of the option at the front of a word, without its value, which may be a secret: --hash,
// -i.
std::string option_name(std::string_view word);

// /expression/ at the front of a subject. The rest is what follows its last slash.
struct RegexSubject {
  Pattern name;
  std::string_view rest;
};
Result<RegexSubject> parse_regex_subject(std::string_view subject);

}  // namespace adder::mirror
