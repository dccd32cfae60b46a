#pragma once

#include "base/core/result.h"
#include "mirror/store/blobs.h"
#include "mirror/store/carrier.h"
#include "mirror/words/artifact.h"

#include <functional>
#include <span>
#include <variant>
#include <vector>

namespace adder::mirror {

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
