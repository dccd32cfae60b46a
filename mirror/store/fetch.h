#pragma once

#include "base/core/result.h"
#include "base/net/client.h"
#include "mirror/store/allowance.h"
#include "mirror/store/blobs.h"
#include "mirror/words/artifact.h"
#include "mirror/words/report.h"

#include <functional>
#include <memory>
#include <span>
#include <variant>
#include <vector>

namespace adder::mirror {

// What all fetches of a run have in common.
struct Carrier {
  const Store& store;
  net::Client& client;
  std::shared_ptr<const net::Scope> scope;
  Report& report;
  Allowance& allowance;
};

// Brings artifacts home. Everyone is told of: a blob that is durable and in the ledger when this
// returns, or the reason why it is held. One bad file never keeps another one away.
//
// An error means that this machine cannot go on: its disk is full or broken, the allowance is used
// up, or we were stopped. What came before that is safe.
//
// What the ledger knows is not asked for, unless the ledger is what somebody doubts.
enum class AtHome { is_enough, is_doubted };
using Arrived = std::function<void(const Artifact&, const std::variant<Blob, Held>&)>;
Result<void> fetch(const Carrier& carrier, std::span<const Artifact> artifacts,
                   const Arrived& arrived, AtHome at_home = AtHome::is_enough);

}  // namespace adder::mirror
