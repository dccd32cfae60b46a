#include "base/io/file.h"
#include "mirror/pypi/artifacts.h"
#include "mirror/pypi/provenance.h"
#include "mirror/pypi/published_paths.h"
#include "mirror/pypi/section.h"
#include "mirror/store/fetch.h"

#include <cstdint>
#include <iterator>
#include <utility>
#include <variant>

namespace adder::mirror {

Carrier PypiSection::carrier(const Store& store) const {
  return {.store = store,
          .client = context_.client,
          .scope = scope_,
          .report = context_.report,
          .allowance = context_.allowance};
}

Result<void> PypiSection::fetch(const Plan& plan) {
  std::vector<Artifact> artifacts;
  for (const auto& wanted : plan.fetch) artifacts.push_back(wanted.artifact);
  TRY(mirror::fetch(carrier(context_.store), artifacts,
                    [&](const Artifact& artifact, const std::variant<Blob, Held>& outcome) {
                      if (const auto* blob = std::get_if<Blob>(&outcome)) {
                        if (!artifact.sha256) arrived_.insert_or_assign(artifact.item, *blob);
                        return;
                      }
                      auto held = std::get<Held>(outcome);
                      // A wheel without its .metadata installs as well; the index must only not
                      // promise it.
                      if (is_metadata(artifact)) held.reason = HeldReason::metadata;
                      hold(std::move(held));
                    }));
  return check_provenances();
}

// What is none does not go with its file.
Result<void> PypiSection::check_provenances() {
  constexpr std::uint64_t kLongest = std::uint64_t{16} << 20;
  for (auto next = arrived_.begin(); next != arrived_.end();) {
    const auto& [item, blob] = *next;
    auto sound = true;
    if (item.ends_with(kProvenance)) {
      TRY_ASSIGN(const auto text,
                 io::read_file(context_.store.paths().blob(blob.sha256), kLongest));
      sound = is_provenance(text);
    }
    if (!sound) {
      hold({.section = "pypi",
            .item = item,
            .reason = HeldReason::malformed,
            .expected = "the provenance of a file, as in PEP 740",
            .detail = {}});
    }
    next = sound ? std::next(next) : arrived_.erase(next);
  }
  return {};
}

}  // namespace adder::mirror
