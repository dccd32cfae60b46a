#include "base/core/secrets.h"
#include "base/core/text.h"
#include "base/io/atomic_file.h"
#include "base/io/file.h"
#include "cli/commands.h"
#include "cli/init_text.h"
#include "cli/problems_json.h"
#include "mirror/words/config_reader.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <memory>

namespace adder::cli {

namespace {

namespace fs = std::filesystem;

struct Options {
  std::string folder;
  std::string pypi;
  std::string url;
  std::vector<std::string> channels;
};

Result<InitChoices> choices_of(const Options& options) {
  InitChoices choices;
  if (!options.pypi.empty()) choices.pypi = options.pypi;
  if (!options.url.empty()) choices.url = options.url;
  for (const auto& channel : options.channels) {
    const auto equals = channel.find('=');
    if (equals == channel.npos) {
      return Error(Error::Kind::invalid,
                   cat("--channel ", printable(masked(channel)), ": expected NAME=URL"));
    }
    choices.channels.push_back({channel.substr(0, equals), channel.substr(equals + 1)});
  }
  return choices;
}

// What is already there stays as it is: somebody may have written it.
Result<void> write_new(const fs::path& file, std::string_view text) {
  std::error_code absent;
  if (fs::exists(fs::symlink_status(file, absent))) return {};
  return io::replace_file(file, text);
}

bool holds_secrets(const InitChoices& choices) {
  const auto is_secret = [](const std::string& url) {
    return masked(url) != url;
  };
  return is_secret(choices.pypi) ||
         std::ranges::any_of(choices.channels, is_secret, &ChannelChoice::url);
}

// The configuration comes last: with it, the folder counts as made.
Result<void> write_all(const fs::path& folder, const std::string& config,
                       const InitChoices& choices) {
  TRY(io::make_folders(folder / "requests"));
  TRY(write_new(folder / "requests/pypi.list", first_pypi_list()));
  TRY(write_new(folder / "requests/conda-forge.list", first_conda_list("conda-forge")));
  for (const auto& channel : choices.channels) {
    TRY(write_new(folder / channel.list(), first_conda_list(channel.name)));
  }
  const auto mode =
      holds_secrets(choices) ? io::AtomicFile::Mode::secret : io::AtomicFile::Mode::shared;
  return io::replace_file(folder / "adder.toml", config, mode);
}

// "expected an http URL": what was meant, if only that was forgotten.
std::string meant_by(std::string_view problem, const std::string& url) {
  const bool is_of_url = problem.find(" URL, found ") != problem.npos;
  const bool is_bare = !url.empty() && url.find("://") == url.npos && url.find('.') != url.npos;
  return is_of_url && is_bare ? cat(", did you mean 'https://", printable(masked(url)), "'?") : "";
}

// Whoever has written no adder.toml is told of the flags instead of the keys.
std::string in_words_of_flags(std::string_view problem, const Options& options) {
  constexpr std::string_view kPypi = "pypi.upstream: ";
  constexpr std::string_view kUrl = "url: ";
  constexpr std::string_view kChannel = "channel.";
  if (problem.starts_with(kPypi)) {
    return cat("--pypi: ", problem.substr(kPypi.size()), meant_by(problem, options.pypi));
  }
  if (problem.starts_with(kUrl)) {
    return cat("--url: ", problem.substr(kUrl.size()), meant_by(problem, options.url));
  }
  if (problem.starts_with(kChannel)) return cat("--channel: ", problem.substr(kChannel.size()));
  return std::string(problem);
}

Exit run(Invocation& invocation, const Options& options) {
  const fs::path folder(options.folder);
  const auto file = folder / "adder.toml";
  std::error_code absent;
  if (fs::exists(fs::symlink_status(file, absent))) {
    return invocation.failed(
        {Error::Kind::invalid, cat("'", file.string(), "' exists already; nothing was changed")});
  }
  const auto choices = choices_of(options);
  if (!choices) return invocation.failed(choices.error());

  // A wrong URL or name is found before anything is written.
  const auto config = first_config(*choices);
  const auto reading = mirror::parse_config(config, file, {});
  if (!reading.problems.errors.empty()) {
    for (const auto& problem : reading.problems.errors) {
      invocation.failed({Error::Kind::invalid, in_words_of_flags(problem.text, options)});
    }
    return Exit::wrong_usage;
  }
  const auto written = write_all(folder, config, *choices);
  if (!written) return invocation.failed(written.error());
  if (invocation.flags().json) {
    invocation.out() << problems_json("config", fs::absolute(file, absent).string(), {});
  }
  invocation.say(cat("made '", file.string(), "'"));
  invocation.say(cat("next: ask for packages in '", (folder / "requests/pypi.list").string(),
                     "', then run 'adder --config ", file.string(), " sync'"));
  return Exit::done;
}

}  // namespace

void add_init(CLI::App& app, Commands& commands) {
  auto options = std::make_shared<Options>();
  auto* const parser = app.add_subcommand("init", "Make a folder for a new mirror");
  parser->footer(
      "Examples:\n"
      "  adder init /srv/adder\n"
      "  adder init /srv/adder --url https://python.example.org "
      "--channel conda-forge=https://conda.anaconda.org/conda-forge");
  parser->add_option("DIR", options->folder, "The folder; it may exist, adder.toml in it may not")
      ->required();
  parser->add_option("--pypi", options->pypi, "Where PyPI is mirrored from")->type_name("URL");
  parser->add_option("--channel", options->channels, "A conda channel to mirror; may be repeated")
      ->type_name("NAME=URL")
      ->allow_extra_args(false);
  parser->add_option("--url", options->url, "How users will reach the mirror")->type_name("URL");
  commands.push_back({.parser = parser, .run = [options](Invocation& invocation) {
                        return run(invocation, *options);
                      }});
}

}  // namespace adder::cli
