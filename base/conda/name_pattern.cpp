#include "base/conda/name_pattern.h"

#include "base/core/text.h"

#include <string>

namespace adder::conda {

Result<Pattern> parse_pattern(std::string_view text) {
  if (is_expression(text)) return parse_expression(text);
  const bool is_glob = text.find_first_of("*?") != text.npos;
  return is_glob ? Pattern::glob(std::string(text)) : Pattern::exact(std::string(text));
}

Result<Pattern> parse_expression(std::string_view text) {
  // On its own first: what is none must not become one by what we put around it.
  TRY(Pattern::regex(std::string(text)));
  return Pattern::regex(cat("(?:", text, ")(?s:.*)"));
}

}  // namespace adder::conda
