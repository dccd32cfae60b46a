#pragma once

#include "base/pypi/file_record.h"
#include "base/pypi/project_name.h"
#include "mirror/pypi/hash_check.h"
#include "mirror/store/blobs.h"
#include "mirror/store/publication.h"
#include "mirror/words/held.h"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace adder::mirror {

// What a project's new page is made from.
struct PageInputs {
  pypi::ProjectName project;
  const pypi::ProjectPage* upstream = nullptr;
  const std::set<std::string>* wanted = nullptr;  // file names

  // What our page says now, and the public files it names (path -> bytes).
  const pypi::ProjectPage* published = nullptr;
  const std::map<std::string, Sha256>* promises = nullptr;

  std::string provenance_base;  // our https URL of public/, or empty: provenance stays out
};

// The questions that composing asks of the store.
struct PageAnswers {
  // The blob of a checksum upstream names.
  std::function<std::optional<Blob>(const Sha256&)> blob;
  // The blob that arrived for an item whose checksum upstream does not name.
  std::function<std::optional<Blob>(const std::string& item)> arrived;
  std::function<bool(const std::string& item)> accepts_change;
  std::function<std::string(const std::string& filename)> first_seen;
  AskDigests digests;
};

struct ComposedPage {
  pypi::ProjectPage page;  // without serial
  std::vector<Promise> promises;
  std::vector<Held> held;  // changed files that nobody accepted, and wrong checksums
};

// The page as it shall be published: everything wanted that has arrived. A file that is published
// already stays as it is, whatever upstream offers in its place.
ComposedPage compose_page(const PageInputs& inputs, const PageAnswers& answers);

}  // namespace adder::mirror
