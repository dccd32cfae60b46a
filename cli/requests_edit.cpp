#include "cli/requests_edit.h"

#include "base/core/text.h"
#include "base/io/file.h"
#include "base/io/lock.h"
#include "base/pypi/project_name.h"
#include "cli/request_lists.h"
#include "mirror/lists/request_edit.h"
#include "mirror/lists/request_lines.h"
#include "mirror/store/founding.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>

namespace adder::cli {

namespace {

namespace fs = std::filesystem;

struct Options {
  std::vector<std::string> wish;  // in one word, or in several when it was not quoted
  std::string to;
  std::string note;
};

Error wrong(std::string words) {
  return {Error::Kind::invalid, std::move(words)};
}

fs::path real(const fs::path& file) {
  std::error_code unknown;
  auto path = fs::weakly_canonical(file, unknown);
  return unknown ? file : path;
}

// Whether a list is what a user means by `to`: a path from here, or its name in adder.toml.
bool is_meant(const ConfiguredList& list, const std::string& to, const fs::path& folder) {
  return real(list.file) == real(to) || real(list.file) == real(folder / to);
}

Result<ConfiguredList> chosen_list(const mirror::Config& config, const std::string& to) {
  const auto folder = config.file.parent_path();
  const auto lists = configured_lists(config);
  std::vector<std::string> names;
  for (const auto& list : lists) {
    names.push_back(mirror::list_name(list.file, folder));
    if (!to.empty() && is_meant(list, to, folder)) return list;
  }
  if (lists.empty()) return wrong("there is no request list in this configuration");
  const auto all = join(names, ", ");
  if (!to.empty()) {
    return wrong(cat("'", printable(to), "' is none of the request lists: ", all));
  }
  if (lists.size() > 1) return wrong(cat("name one of the request lists with --to: ", all));
  return lists.front();
}

Result<io::Lock> lock_of(const mirror::Config& config) {
  TRY(mirror::expect_parent({config.root}));
  TRY(io::make_folders(config.root));
  return io::Lock::acquire(config.root / ".lock");
}

// Whether somebody asked for several things at once, as of pip. A number is rather a version.
bool are_wishes_each(const std::vector<std::string>& words, const std::string& section) {
  return words.size() > 1 && std::ranges::all_of(words, [&](const std::string& word) {
           const bool is_number = word.find_first_not_of("0123456789.*") == word.npos;
           return !is_number && problems_of_wish(word, section).errors.empty();
         });
}

std::string what_sync_does(std::string_view wish) {
  return wish.starts_with('!') ? "'adder sync' will leave it out" : "'adder sync' will bring it";
}

Exit add(Invocation& invocation, const Options& options) {
  const auto config = invocation.configuration();
  if (!config) return Exit::wrong_usage;
  const auto list = chosen_list(*config, options.to);
  if (!list) return invocation.failed(list.error());

  const auto wish = join(options.wish, " ");
  const auto problems = problems_of_wish(wish, list->section);
  if (!problems.errors.empty()) {
    if (!are_wishes_each(options.wish, list->section)) return invocation.refused(problems);
    return invocation.failed(
        {Error::Kind::invalid, problems.errors.front().text,
         cat("one line at a time: 'adder requests add ", options.wish.front(), "'")});
  }
  const auto line = mirror::wish_line(wish, options.note);
  if (!line) return invocation.failed(line.error());
  const auto lock = lock_of(*config);
  if (!lock) return invocation.failed(lock.error());
  const auto added = mirror::add_wish(list->file, wish, options.note);
  if (!added) return invocation.failed(added.error());

  const auto name = mirror::list_name(list->file, config->file.parent_path());
  invocation.say(*added == mirror::Added::already
                     ? cat("'", wish, "' stands in '", name, "' already")
                     : cat("added '", wish, "' to '", name, "'; ", what_sync_does(wish)));
  return Exit::done;
}

std::string nearest_wish(const AllRequests& all, const std::string& wish) {
  std::vector<std::string> texts;
  for (const auto& listed : all.wishes) texts.push_back(listed.text);
  for (const auto& listed : all.exclusions) texts.push_back(listed.text);
  // The same in another spelling is nearer than any typing mistake.
  const auto spelling = [](std::string_view text) {
    return pypi::normalise(mirror::wish_key(text));
  };
  const auto same = std::ranges::find(texts, spelling(wish), spelling);
  return same != texts.end() ? *same : nearest(wish, texts);
}

Error not_listed(const AllRequests& all, const std::string& wish) {
  const auto meant = nearest_wish(all, wish);
  auto words = cat("no request list has the line '", printable(wish), '\'');
  if (!meant.empty()) words += cat(", did you mean '", meant, "'?");
  return {Error::Kind::invalid, std::move(words), "'adder requests list' prints all lines"};
}

Exit remove(Invocation& invocation, const Options& options) {
  const auto config = invocation.configuration();
  if (!config) return Exit::wrong_usage;
  const auto lock = lock_of(*config);
  if (!lock) return invocation.failed(lock.error());

  const auto wish = join(options.wish, " ");
  const auto all = read_all_requests(*config);
  std::size_t removed = 0;
  for (const auto& file : all.files) {
    const auto lines = mirror::remove_wish(file, wish);
    if (!lines) return invocation.failed(lines.error());
    for (const auto line : *lines) {
      const auto name = mirror::list_name(file, config->file.parent_path());
      invocation.say(cat("removed '", wish, "' from ", name, ':', line));
    }
    removed += lines->size();
  }
  if (removed == 0) return invocation.failed(not_listed(all, wish));
  return Exit::done;
}

}  // namespace

void add_requests_edit(CLI::App& requests, Commands& commands) {
  auto options = std::make_shared<Options>();
  auto* const adder = requests.add_subcommand("add", "Add a line to a request list");
  adder->footer(
      "Examples:\n"
      "  adder requests add 'scipy >=1.10 +deps' --note 'asked for by Ada'\n"
      "  adder requests add numpy --to requests/pypi.list");
  adder->add_option("WISH", options->wish, "The line, as a request list would have it")->required();
  adder->add_option("--to", options->to, "The list, where there are several")->type_name("FILE");
  adder->add_option("--note", options->note, "A comment behind the line")->type_name("TEXT");
  commands.push_back(
      {.parser = adder,
       .run = [options](Invocation& invocation) { return add(invocation, *options); },
       .tells = Tells::events});

  auto* const remover = requests.add_subcommand("remove", "Take a line out of the request lists");
  remover->footer("Example:\n  adder requests remove 'scipy >=1.10 +deps'");
  remover->add_option("WISH", options->wish, "The line; white space and comment do not count")
      ->required();
  commands.push_back(
      {.parser = remover,
       .run = [options](Invocation& invocation) { return remove(invocation, *options); },
       .tells = Tells::events});
}

}  // namespace adder::cli
