#pragma once

#include "base/net/client.h"
#include "mirror/store/allowance.h"
#include "mirror/store/store.h"
#include "mirror/words/report.h"

#include <memory>

namespace adder::mirror {

// What all fetches of a run have in common.
struct Carrier {
  const Store& store;
  net::Client& client;
  std::shared_ptr<const net::Scope> scope;
  Report& report;
  Allowance& allowance;
};

}  // namespace adder::mirror
