#include "base/core/pattern.h"

#include "base/core/text.h"

#include <re2/re2.h>

namespace adder {

// Only one of the kinds has a program; the other two need no more than their words.
struct Pattern::Compiled {
  enum class Kind { exact, glob, regex };

  Kind kind = Kind::exact;
  std::string words;
  std::unique_ptr<const RE2> program;
};

namespace {

// A list is written by an admin but often copied from strangers: neither compiling an expression
// nor matching with it may take more than this.
constexpr std::int64_t kMostMemory = std::int64_t{8} << 20;

RE2::Options options() {
  RE2::Options options;
  options.set_max_mem(kMostMemory);
  options.set_log_errors(false);
  return options;
}

}  // namespace

Pattern Pattern::exact(std::string name) {
  return Pattern(std::make_shared<const Compiled>(
      Compiled{.kind = Compiled::Kind::exact, .words = std::move(name), .program = nullptr}));
}

Pattern Pattern::glob(std::string glob) {
  return Pattern(std::make_shared<const Compiled>(
      Compiled{.kind = Compiled::Kind::glob, .words = std::move(glob), .program = nullptr}));
}

Result<Pattern> Pattern::regex(std::string expression) {
  auto program = std::make_unique<const RE2>(expression, options());
  if (!program->ok()) {
    return Error(Error::Kind::invalid, cat("bad regular expression '", printable(expression),
                                           "': ", printable(program->error())));
  }
  return Pattern(std::make_shared<const Compiled>(Compiled{.kind = Compiled::Kind::regex,
                                                           .words = std::move(expression),
                                                           .program = std::move(program)}));
}

bool Pattern::matches(std::string_view name) const {
  switch (compiled_->kind) {
    case Compiled::Kind::exact:
      return compiled_->words == name;
    case Compiled::Kind::glob:
      return glob_matches(compiled_->words, name);
    case Compiled::Kind::regex:
      return RE2::FullMatch(re2::StringPiece(name.data(), name.size()), *compiled_->program);
  }
  return false;
}

const std::string* Pattern::name() const {
  return compiled_->kind == Compiled::Kind::exact ? &compiled_->words : nullptr;
}

const std::string& Pattern::words() const {
  return compiled_->words;
}

bool glob_matches(std::string_view glob, std::string_view text) {
  std::size_t at = 0;
  std::size_t read = 0;
  std::size_t star = glob.npos;
  std::size_t resume = 0;
  while (read < text.size()) {
    if (at < glob.size() && glob[at] == '*') {
      star = at++;
      resume = read;
    } else if (at < glob.size() && (glob[at] == '?' || glob[at] == text[read])) {
      ++at;
      ++read;
    } else if (star != glob.npos) {
      // Earlier stars need no second look: the last one can take whatever they could.
      at = star + 1;
      read = ++resume;
    } else {
      return false;
    }
  }
  return glob.find_first_not_of('*', at) == glob.npos;
}

}  // namespace adder
