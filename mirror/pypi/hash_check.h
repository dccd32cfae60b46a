#pragma once

#include "base/pypi/file_record.h"
#include "mirror/store/blobs.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace adder::mirror {

// The blob's checksums of other kinds than sha256, as far as they can be computed: name -> hex.
using AskDigests =
    std::function<std::map<std::string, std::string>(const Blob&, const std::vector<std::string>&)>;

// From the bytes in the store. The first that cannot be read is the trouble.
AskDigests digests_in(const Store& store, std::optional<Error>& trouble);

// What becomes of the checksums of other kinds than sha256 that somebody names for a blob.
struct HashCheck {
  struct Wrong {
    std::string name;
    std::string offered;
    std::string found;
  };
  pypi::NamedHashes right;     // as they were named, without those that nobody can compute
  std::optional<Wrong> wrong;  // the first that is not the blob's
};

// `known` are hashes of the blob that need no computing.
HashCheck check_hashes(const Blob& blob, const pypi::NamedHashes& offered,
                       const pypi::NamedHashes& known, const AskDigests& digests_of);

}  // namespace adder::mirror
