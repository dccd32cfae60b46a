#pragma once

#include <string>
#include <vector>

namespace CLI {  // NOLINT(readability-identifier-naming): the library has named it
class App;
}

namespace adder::cli {

struct FlagPage {
  std::vector<std::string> names;  // -q, --quiet
  std::string value;               // FILE; empty: it takes none
  std::string about;
};

struct WordPage {
  std::string name;
  std::string about;
  bool required = false;
  bool many = false;
};

// What the parser knows of one command, for those who write about it: manual pages, completions.
struct CommandPage {
  std::vector<std::string> words;  // adder, config, check
  std::string about;
  std::string footer;
  std::vector<WordPage> positionals;
  std::vector<FlagPage> flags;
  std::vector<CommandPage> commands;  // below it; hidden ones left out

  std::string name(char glue = ' ') const;
};

CommandPage page_of(const CLI::App& app);

// The page itself and all below it, each after the one it belongs to.
std::vector<const CommandPage*> all_pages(const CommandPage& page);

}  // namespace adder::cli
