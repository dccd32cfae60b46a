#pragma once

#include "mirror/words/artifact.h"
#include "mirror/words/report.h"

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace adder::mirror {

// A file that is published now.
struct PublishedFile {
  std::string item;
  Sha256 sha256;
  std::uint64_t size = 0;
};

enum class Reason { missing, changed };

struct Fetch {
  Artifact artifact;
  Reason why = Reason::missing;
};

// The same name with new bytes: news for a person. What is published stays until somebody accepts.
struct Changed {
  Artifact artifact;
  PublishedFile published;
};

// Sizes are what strangers say: sums of them stop at the largest number.
std::uint64_t saturating_sum(std::uint64_t one, std::uint64_t other);

struct Tally {
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;  // as far as upstream says how large a file is
};

// The difference between what is wanted and what is published. Making one touches nothing.
struct Plan {
  std::vector<Fetch> fetch;  // every list in the order of the items
  std::vector<Changed> changed;
  std::vector<PublishedFile> retire;
  std::vector<std::string> hide;  // items that upstream quarantined since
  Tally add;                      // of fetch: what is new, and what replaces something
  Tally change;
  Tally leave;              // of retire
  std::uint64_t bytes = 0;  // to be downloaded: the store may have some of it already

  // A section's plan is the sum of its projects' plans.
  void append(Plan part);
};

// What making a plan asks for; there are too many answers to list them.
struct Answers {
  std::function<bool(const Sha256&)> is_in_store;
  std::function<bool(const Artifact&)> is_accepted;  // new bytes under a published name
  // Whether the published bytes have the checksums that upstream names, where none is a sha256.
  std::function<bool(const Artifact&, const PublishedFile&)> has_other_hashes = {};
};

Plan make_plan(std::span<const Artifact> wanted, std::span<const PublishedFile> published,
               const Answers& answers);

Planned totals(const Plan& plan, std::string_view section);

// For people: "pypi: 2 files to add, 1 to change, 4 to retire, 3 kB to fetch".
std::string words(const Planned& plan);

}  // namespace adder::mirror
