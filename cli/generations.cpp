#include "mirror/store/generations.h"

#include "base/core/text.h"
#include "cli/checks.h"
#include "cli/commands.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <vector>

namespace adder::cli {

namespace {

using Ordered = nlohmann::ordered_json;
using mirror::Generation;
using mirror::Store;

std::string cause_of(const Generation& generation) {
  if (generation.again == 0) return generation.cause;
  return cat(generation.cause, " to ", generation.again);
}

// What there is to say of a generation: "current, pinned, 3.0 broke the course".
std::string remarks(const Generation& generation, int current) {
  std::vector<std::string> remarks;
  if (generation.number == current) remarks.emplace_back("current");
  if (generation.pinned) remarks.emplace_back("pinned");
  if (!generation.note.empty()) remarks.push_back(printable(generation.note));
  return join(remarks, ", ");
}

using Row = std::array<std::string, 5>;

// Numbers stand below each other by their last digit, words by their first letter.
std::string table(const std::vector<Row>& rows) {
  constexpr std::array kIsNumber = {true, false, false, true, false};
  std::array<std::size_t, 5> widths{};
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  std::string out;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string room(widths[i] - row[i].size(), ' ');
      line += cat(i == 0 ? "" : "  ", kIsNumber[i] ? room : "", row[i], kIsNumber[i] ? "" : room);
    }
    line.resize(line.find_last_not_of(' ') + 1);
    out += line + '\n';
  }
  return out;
}

std::string list_text(const std::vector<Generation>& all, int current) {
  if (all.empty()) return "nothing is published yet\n";
  std::vector<Row> rows = {{"N", "made at", "by", "changes", "remarks"}};
  for (const auto& generation : all) {
    rows.push_back({cat(generation.number), rfc3339(generation.made_at), cause_of(generation),
                    cat(generation.units), remarks(generation, current)});
  }
  return table(rows);
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
  const auto current = mirror::current_generation(*store);
  if (!current) return invocation.failed(current.error());
  invocation.out() << (invocation.flags().json ? list_json(*all) : list_text(*all, *current));
  return Exit::done;
}

Result<bool> pin(const std::filesystem::path& root, int number, bool pinned) {
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
  if (!*outcome) {
    invocation.say(cat("generation ", number, pinned ? " is pinned already" : " is not pinned"));
  } else if (pinned) {
    invocation.say(cat("generation ", number, " is kept until it is unpinned"));
  } else {
    invocation.say(cat("generation ", number,
                       " is pinned no longer: it is kept as long as "
                       "'generations' and 'keep_daily' in [limits] say"));
  }
  return Exit::done;
}

}  // namespace

void add_generations(CLI::App& app, Commands& commands) {
  auto number = std::make_shared<int>(0);
  auto* const parser =
      app.add_subcommand("generations", "List what was published when, and can be again");
  parser->footer("Examples:\n  adder generations\n  adder generations pin 41");
  commands.push_back({.parser = parser, .run = list});

  auto* const pinner = parser->add_subcommand("pin", "Keep a generation until it is unpinned");
  pinner->footer("Example:\n  adder generations pin 41");
  pinner->add_option("N", *number, "The generation")->required()->check(whole_from_one);
  commands.push_back(
      {.parser = pinner,
       .run = [number](Invocation& invocation) { return run_pin(invocation, *number, true); },
       .tells = Tells::events});

  auto* const unpinner =
      parser->add_subcommand("unpin", "Keep a generation no longer than the others");
  unpinner->footer("Example:\n  adder generations unpin 41");
  unpinner->add_option("N", *number, "The generation")->required()->check(whole_from_one);
  commands.push_back(
      {.parser = unpinner,
       .run = [number](Invocation& invocation) { return run_pin(invocation, *number, false); },
       .tells = Tells::events});
}

}  // namespace adder::cli
