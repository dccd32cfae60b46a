#pragma once

#include "base/net/client.h"
#include "mirror/conda/drafts.h"
#include "mirror/store/store.h"
#include "mirror/words/config.h"
#include "mirror/words/report.h"

#include <functional>
#include <memory>
#include <set>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace adder::mirror {

// Which packages the request lists of a channel name.
using WantsName = std::function<bool(std::string_view name)>;

// What all questions of one look have in common.
struct LookContext {
  const Store& store;
  net::Client& client;
  std::string channel;
  std::shared_ptr<const net::Scope> scope;
  Report& report;
  std::stop_token stop;
  std::vector<std::string> upstreams;  // best first, each with a slash at its end
  Drafts drafts{store, channel};
  int shrink = Limits{}.shrink;        // percent of an index that may be gone; 0: all of it
  std::set<std::size_t> failing = {};  // upstreams of which it has been told
};

}  // namespace adder::mirror
