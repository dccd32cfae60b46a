#include "mirror/store/generations.h"

#include "base/core/text.h"
#include "cli/checks.h"
#include "cli/commands.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <memory>

namespace adder::cli {

namespace {

using Ordered = nlohmann::ordered_json;
using mirror::Generation;
using mirror::Store;

std::string list_text(const std::vector<Generation>& all) {
  std::string out;
  for (const auto& generation : all) {
    out += cat(generation.number, "  ", rfc3339(generation.made_at), "  ", generation.cause, "  ",
               generation.units, " changed", generation.pinned ? "  pinned" : "");
    if (!generation.note.empty()) out += cat("  ", printable(generation.note));
    out += '\n';
  }
  return out;
}

std::string list_json(const std::vector<Generation>& all) {
  Ordered out;
  out["schema"] = 1;
  out["generations"] = Ordered::array();
  for (const auto& generation : all) {
    out["generations"].push_back({{"number", generation.number},
                                  {"made_at", rfc3339(generation.made_at)},
                                  {"cause", generation.cause},
                                  {"units", generation.units},
                                  {"pinned", generation.pinned},
                                  {"note", generation.note}});
  }
  return out.dump(2, ' ', false, Ordered::error_handler_t::replace) + '\n';
}

Exit list(Invocation& invocation) {
  const auto config = invocation.configuration();
  if (!config) return Exit::wrong_usage;
  const auto store = Store::look(config->root, Clock());
  if (!store) return invocation.failed(store.error());
  const auto all = mirror::generations(*store);
  if (!all) return invocation.failed(all.error());
  invocation.out() << (invocation.flags().json ? list_json(*all) : list_text(*all));
  return Exit::done;
}

Result<void> pin(const std::filesystem::path& root, int number, bool pinned) {
  TRY_ASSIGN(const auto clock, Clock::from_environment());
  TRY_ASSIGN(auto store, Store::open_existing(root, clock));
  auto outcome = mirror::set_pinned(store, number, pinned);
  return close_after(std::move(store), std::move(outcome));
}

Exit run_pin(Invocation& invocation, int number, bool pinned) {
  const auto config = invocation.configuration();
  if (!config) return Exit::wrong_usage;
  const auto outcome = pin(config->root, number, pinned);
  if (!outcome) return invocation.failed(outcome.error());
  invocation.say(cat("generation ", number,
                     pinned ? " is kept until it is unpinned" : " goes when its time comes"));
  return Exit::done;
}

}  // namespace

void add_generations(CLI::App& app, Commands& commands) {
  auto number = std::make_shared<int>(0);
  auto* const parser = app.add_subcommand("generations", "List the generations that are kept");
  parser->footer("Examples:\n  adder generations\n  adder generations pin 41");
  commands.push_back({.parser = parser, .run = list});

  auto* const pinner = parser->add_subcommand("pin", "Keep a generation for good");
  pinner->footer("Example:\n  adder generations pin 41");
  pinner->add_option("N", *number, "The generation")->required()->check(whole_from_one);
  commands.push_back(
      {.parser = pinner,
       .run = [number](Invocation& invocation) { return run_pin(invocation, *number, true); },
       .tells = Tells::events});

  auto* const unpinner = parser->add_subcommand("unpin", "Let a pinned generation go");
  unpinner->footer("Example:\n  adder generations unpin 41");
  unpinner->add_option("N", *number, "The generation")->required()->check(whole_from_one);
  commands.push_back(
      {.parser = unpinner,
       .run = [number](Invocation& invocation) { return run_pin(invocation, *number, false); },
       .tells = Tells::events});
}

}  // namespace adder::cli
