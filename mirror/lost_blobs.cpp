#include "mirror/lost_blobs.h"

#include "base/net/client.h"
#include "mirror/pypi/origins.h"
#include "mirror/pypi/own_book.h"
#include "mirror/pypi/own_copy.h"
#include "mirror/pypi/upstream_scope.h"
#include "mirror/store/fetch.h"

#include <vector>

namespace adder::mirror {

Result<void> fetch_lost_blobs(const Config& config, const Store& store, std::span<const Blob> lost,
                              Report& report, const std::stop_token& stop) {
  if (!config.pypi) return {};
  Origins origins(store);
  std::vector<Artifact> artifacts;
  TRY_ASSIGN(const auto own, known_own_files(store));
  for (const auto& blob : lost) {
    TRY_ASSIGN(const auto copied, copy_from_own(store, own, blob));
    if (copied) continue;
    TRY_ASSIGN(auto artifact, origins.of(blob));
    if (artifact) artifacts.push_back(*std::move(artifact));
  }
  if (artifacts.empty()) return {};
  TRY_ASSIGN(auto client, net::Client::open(config.network, stop));
  const auto arrived = [&](const Artifact&, const std::variant<Blob, Held>& outcome) {
    if (const auto* held = std::get_if<Held>(&outcome)) report.held(*held);
  };
  Allowance allowance(config.limits, store.paths().root);
  return fetch({.store = store,
                .client = client,
                .scope = upstream_scope(*config.pypi),
                .report = report,
                .allowance = allowance},
               artifacts, arrived, AtHome::is_doubted);
}

}  // namespace adder::mirror
