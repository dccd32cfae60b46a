#include "base/io/file.h"
#include "mirror/pypi/artifacts.h"
#include "mirror/pypi/provenance.h"
#include "mirror/pypi/section.h"
#include "mirror/pypi/signature.h"
#include "mirror/store/companions.h"
#include "mirror/store/fetch.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <string_view>
#include <utility>
#include <variant>

namespace adder::mirror {

namespace {

constexpr std::uint64_t kLongestCompanion = std::uint64_t{16} << 20;

// Companions of which nobody names a checksum.
struct Expected {
  std::string_view suffix;
  bool (*is_one)(std::string_view text);
  std::string_view words;
};
constexpr std::array<Expected, 2> kExpected = {
    {{kProvenance, is_provenance, "the provenance of a file, as in PEP 740"},
     {kSignature, is_signature, "the signature of a file, as PGP armours it"}}};

}  // namespace

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
                      // Indexes tell of signatures that are long gone: then there is none.
                      if (is_signature(artifact) && held.reason == HeldReason::missing) return;
                      // A wheel without its .metadata installs as well; the index must only not
                      // promise it.
                      if (is_metadata(artifact)) held.reason = HeldReason::metadata;
                      hold(std::move(held));
                    }));
  return check_companions();
}

// What is none does not go with its file.
Result<void> PypiSection::check_companions() {
  for (auto next = arrived_.begin(); next != arrived_.end();) {
    const auto& [item, blob] = *next;
    const auto expected = std::ranges::find_if(
        kExpected, [&](const Expected& one) { return item.ends_with(one.suffix); });
    auto sound = true;
    if (expected != kExpected.end()) {
      TRY_ASSIGN(const auto text,
                 io::read_file(context_.store.paths().blob(blob.sha256), kLongestCompanion));
      sound = expected->is_one(text);
    }
    if (!sound) {
      hold({.section = "pypi",
            .item = item,
            .reason = HeldReason::malformed,
            .expected = std::string(expected->words),
            .detail = {}});
    }
    next = sound ? std::next(next) : arrived_.erase(next);
  }
  return {};
}

}  // namespace adder::mirror
