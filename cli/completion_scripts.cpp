#include "cli/completion_scripts.h"

#include "base/core/text.h"

namespace adder::cli {

namespace {

std::string escaped(std::string_view text, std::string_view special) {
  std::string out;
  for (const char letter : text) {
    if (special.find(letter) != special.npos) out += '\\';
    out += letter;
  }
  return out;
}

// In single quotes, as all three shells take them.
std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char letter : text) {
    if (letter == '\'') {
      out += "'\\''";
    } else {
      out += letter;
    }
  }
  return out + '\'';
}

// The flags of a command and of all commands above it.
std::vector<FlagPage> flags_for(const CommandPage& page, const CommandPage& root) {
  auto flags = page.flags;
  if (&page == &root) return flags;
  for (const auto& flag : root.flags) {
    if (flag.names.back() != "--help" && flag.names.back() != "--version") flags.push_back(flag);
  }
  return flags;
}

std::string offered_words(const CommandPage& page, const CommandPage& root) {
  std::vector<std::string> words;
  for (const auto& command : page.commands) words.push_back(command.words.back());
  for (const auto& flag : flags_for(page, root)) {
    for (const auto& name : flag.names) words.push_back(name);
  }
  return join(words, " ");
}

std::string flags_with_values(const CommandPage& root) {
  std::vector<std::string> names;
  for (const auto* const page : all_pages(root)) {
    for (const auto& flag : page->flags) {
      if (!flag.value.empty()) names.insert(names.end(), flag.names.begin(), flag.names.end());
    }
  }
  return join(names, "|");
}

// All commands below the top, as patterns of a case: "adder config check".
std::string command_cases(const CommandPage& root) {
  std::vector<std::string> names;
  for (const auto* const page : all_pages(root)) {
    if (page != &root) names.push_back(quoted(page->name()));
  }
  return join(names, "|");
}

}  // namespace

std::string bash_completion(const CommandPage& root) {
  auto script = cat(R"(_adder() {
  local word command=adder i
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    case $word in
      )",
                    flags_with_values(root), R"() ((i++)); continue ;;
    esac
    case "$command $word" in
      )",
                    command_cases(root), R"() command="$command $word" ;;
    esac
  done
  local offered=
  case $command in
)");
  for (const auto* const page : all_pages(root)) {
    script += cat("    ", quoted(page->name()), ") offered=", quoted(offered_words(*page, root)),
                  " ;;\n");
  }
  return script + R"(  esac
  COMPREPLY=($(compgen -W "$offered" -- "${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -o bashdefault -F _adder adder
)";
}

std::string zsh_completion(const CommandPage& root) {
  std::string script = cat(R"(#compdef adder
_adder() {
  local command=adder word
  local -i i
  for ((i = 2; i < CURRENT; i++)); do
    word=${words[i]}
    case $word in
      ()",
                           flags_with_values(root), R"() ((i++)); continue ;;
    esac
    case "$command $word" in
      ()",
                           command_cases(root), R"() command="$command $word" ;;
    esac
  done
  local -a offered
  case $command in
)");
  for (const auto* const page : all_pages(root)) {
    script += cat("    ", quoted(page->name()), ")\n      offered=(\n");
    for (const auto& command : page->commands) {
      script += cat("        ", quoted(cat(command.words.back(), ':', command.about)), '\n');
    }
    for (const auto& flag : flags_for(*page, root)) {
      for (const auto& name : flag.names) {
        script += cat("        ", quoted(cat(name, ':', escaped(flag.about, ":"))), '\n');
      }
    }
    script += "      ) ;;\n";
  }
  return script + R"(  esac
  _describe 'adder' offered || _files
}
_adder "$@"
)";
}

std::string fish_completion(const CommandPage& root) {
  std::string script = "# Completions of adder for fish.\n";
  for (const auto* const page : all_pages(root)) {
    std::vector<std::string> conditions;
    for (std::size_t i = 1; i < page->words.size(); ++i) {
      conditions.push_back(cat("__fish_seen_subcommand_from ", page->words[i]));
    }
    const auto seen =
        conditions.empty() ? std::string("__fish_use_subcommand") : join(conditions, "; and ");
    for (const auto& command : page->commands) {
      script += cat("complete -c adder -f -n ", quoted(seen), " -a ", command.words.back(), " -d ",
                    quoted(command.about), '\n');
    }
    for (const auto& flag : page->flags) {
      script += "complete -c adder";
      if (!conditions.empty()) script += cat(" -n ", quoted(seen));
      for (const auto& name : flag.names) {
        const bool is_long = name.starts_with("--");
        script += cat(is_long ? " -l " : " -s ", std::string_view(name).substr(is_long ? 2 : 1));
      }
      if (!flag.value.empty()) script += " -r";
      script += cat(" -d ", quoted(flag.about), '\n');
    }
  }
  return script;
}

}  // namespace adder::cli
