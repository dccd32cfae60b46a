#pragma once

#include "base/core/checksum.h"
#include "base/pypi/file_name.h"
#include "base/pypi/file_record.h"
#include "base/pypi/project_name.h"
#include "base/pypi/specifier.h"
#include "base/pypi/version.h"
#include "mirror/pypi/bits.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace adder::mirror {

// What a project's page offers, as far as deciding needs it: small enough to keep for thousands of
// projects at once. The same files make the same offer, in whatever order the page lists them.
class Offer {
 public:
  Offer(pypi::ProjectName project, const pypi::ProjectPage& page);

  enum class Metadata : std::uint8_t { none, unhashed, hashed };

  // The tags of what is no wheel, or has a name that does not tell.
  static constexpr std::uint32_t kNoTags = ~std::uint32_t{0};

  struct File {
    std::uint32_t name_begin = 0;
    std::uint16_t name_size = 0;
    pypi::FileKind kind = pypi::FileKind::other;
    Metadata metadata = Metadata::none;  // whether NAME.metadata can be fetched
    bool yanked = false;
    std::uint32_t version = 0;
    std::uint32_t tags = kNoTags;
    std::uint32_t requires_python = 0;  // a number of requires_python()
    std::uint32_t metadata_sha256 = 0;  // where metadata is hashed
  };

  // Equal versions are one, however they are spelled.
  class Version {
   public:
    // Nothing: it is not PEP 440.
    const pypi::Version* number() const { return std::get_if<pypi::Version>(&version_); }
    std::string text() const {
      return number() ? number()->text() : std::get<std::string>(version_);
    }

    bool is_prerelease() const { return number() && number()->is_prerelease(); }

    // Prereleases included.
    bool is_within(const pypi::SpecifierSet& specifier) const {
      if (number()) return specifier.contains(*number());
      return specifier.contains_text(std::get<std::string>(version_));
    }

    // Its files: from the first to one past the last.
    std::uint32_t first = 0;
    std::uint32_t last = 0;

   private:
    friend class Offer;
    std::variant<std::string, pypi::Version> version_;
  };

  const pypi::ProjectName& project() const { return project_; }

  // Versions ascend, those that are not PEP 440 before all others; files go by version and name.
  std::span<const Version> versions() const { return versions_; }
  std::span<const File> files() const { return files_; }

  std::string_view name(const File& file) const {
    return std::string_view(names_).substr(file.name_begin, file.name_size);
  }

  Bits versions_of(const Bits& files) const;

  // Wheels with equal tags have equal numbers, from 0 on.
  std::size_t tag_count() const { return tags_.size(); }
  pypi::WheelTags tags(std::uint32_t number) const;

  // All the different texts; empty: a file does not say.
  std::span<const std::string> requires_python() const { return requires_python_; }
  const Sha256& metadata_sha256(const File& file) const {
    return metadata_sha256_[file.metadata_sha256];
  }

 private:
  struct Entry;
  struct Numbers;
  static std::vector<Entry> sorted_entries(const pypi::ProjectName& project,
                                           const pypi::ProjectPage& page);
  void add_file(const Entry& entry, Numbers& numbers);
  std::uint32_t tags_number(const pypi::WheelTags& tags, Numbers& numbers);
  void add_version(const Entry& entry);

  pypi::ProjectName project_;
  std::string names_;
  std::vector<File> files_;
  std::vector<Version> versions_;
  std::vector<std::uint32_t> tags_;  // a file that has them: its name tells them again
  std::vector<std::string> requires_python_;
  std::vector<Sha256> metadata_sha256_;
};

}  // namespace adder::mirror
