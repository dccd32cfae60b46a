#include "mirror/conda/recipe.h"

#include "base/core/text.h"
#include "base/io/hasher.h"
#include "mirror/conda/channel_units.h"
#include "mirror/store/hidden.h"
#include "mirror/store/unit.h"

namespace adder::mirror {

namespace {

// Grows with every change of how an index is made of the same records.
constexpr int kMaking = 1;

std::string fact_of(const std::string& channel) {
  return cat("conda_recipe/", channel);
}

// The recipe, what hides some of it, and which generations made the units it led to.
Result<std::string> outcome_of(const Store& store, const ChannelConfig& channel,
                               const Sha256& recipe) {
  const auto unit = channel_unit(channel.name);
  auto text = recipe.hex();
  TRY_ASSIGN(const auto hidden, hidden_names(store, unit));
  for (const auto& name : hidden) text += cat(" -", name);
  for (const auto& path : units_of(channel)) {
    TRY_ASSIGN(const auto now, unit_now(store, path));
    text += cat(' ', path, '@', now ? now->since : 0);
  }
  return io::sha256_of(text).hex();
}

}  // namespace

Sha256 recipe_of(const ChannelConfig& channel, const CondaRequestList& requests) {
  auto text = cat(kMaking, ' ', channel.bz2 ? "bz2 " : "",
                  channel.vanished == Vanished::keep ? "keep " : "",
                  channel.require_sha256 ? "sha256 " : "", join(channel.subdirs, " "), '\n',
                  join(channel.upstreams, "\n"), '\n');
  for (const auto& wish : requests.wishes) text += cat('+', wish.text, '\n');
  for (const auto& exclusion : requests.exclusions) text += cat('-', exclusion.text, '\n');
  return io::sha256_of(text);
}

Result<bool> is_carried_out(const Store& store, const ChannelConfig& channel,
                            const Sha256& recipe) {
  TRY_ASSIGN(const auto noted, store.ledger().text(fact_of(channel.name)));
  if (!noted) return false;
  TRY_ASSIGN(const auto outcome, outcome_of(store, channel, recipe));
  return *noted == outcome;
}

Result<void> note_carried_out(const Store& store, const ChannelConfig& channel,
                              const Sha256& recipe) {
  TRY_ASSIGN(const auto outcome, outcome_of(store, channel, recipe));
  return store.ledger().set(fact_of(channel.name), outcome);
}

Result<void> forget_carried_out(const Store& store, const ChannelConfig& channel) {
  return store.ledger().forget(fact_of(channel.name));
}

}  // namespace adder::mirror
