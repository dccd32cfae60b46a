#pragma once

#include "base/core/checksum.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace adder::pypi {

// Members say = {} so that a record can be written down with the few that matter to it.

// A key we do not know and its value as JSON text: carried as it came.
using UnknownField = std::pair<std::string, std::string>;

// Checksums of other kinds than sha256: md5, blake2b ..., and their hex digits.
using NamedHashes = std::vector<std::pair<std::string, std::string>>;

struct Yanked {
  bool yanked = false;
  std::string reason = {};  // may be empty although yanked
  friend bool operator==(const Yanked&, const Yanked&) = default;
};

// Whether PATH.metadata can be fetched, and with which checksums.
struct CoreMetadata {
  bool offered = false;
  std::optional<Sha256> sha256 = {};
  NamedHashes other_hashes = {};
  friend bool operator==(const CoreMetadata&, const CoreMetadata&) = default;
};

// One entry of "files" on a project's page.
struct FileRecord {
  std::string filename = {};
  std::string url =
      {};  // absolute when read from upstream; relative to the page in what we publish
  std::optional<Sha256> sha256 = {};
  NamedHashes other_hashes = {};
  std::optional<std::string> requires_python = {};
  std::optional<std::uint64_t> size = {};
  std::optional<std::string> upload_time = {};  // as it came
  Yanked yanked = {};
  CoreMetadata core_metadata = {};
  std::optional<bool> gpg_sig = {};  // whether PATH.asc can be fetched; none: nobody said
  std::optional<std::string> provenance = {};
  std::vector<UnknownField> unknown = {};

  friend bool operator==(const FileRecord&, const FileRecord&) = default;
};

// PEP 792. A marker we do not know is carried like the known ones.
struct ProjectStatus {
  std::string marker = "active";  // archived, quarantined, deprecated
  std::optional<std::string> reason = {};
  friend bool operator==(const ProjectStatus&, const ProjectStatus&) = default;
};

// A project's page, as upstream says it or as we do.
struct ProjectPage {
  std::string name = {};
  std::string api_version = "1.0";
  std::optional<std::uint64_t> serial = {};
  std::optional<ProjectStatus> status = {};  // none: upstream said nothing of it
  std::vector<std::string> versions = {};
  std::vector<FileRecord> files = {};
  std::vector<UnknownField> unknown = {};       // of the page
  std::vector<UnknownField> unknown_meta = {};  // of its "meta"

  friend bool operator==(const ProjectPage&, const ProjectPage&) = default;
};

// One entry of the project list.
struct ListedProject {
  std::string name = {};  // as shown, not normalised
  std::optional<std::uint64_t> serial = {};
};

}  // namespace adder::pypi
