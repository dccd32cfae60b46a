#pragma once

#include "base/conda/match_spec.h"
#include "base/conda/record_view.h"
#include "base/conda/version.h"
#include "mirror/conda/reasons.h"
#include "mirror/lists/conda_wish.h"

#include <optional>
#include <string>
#include <string_view>

namespace adder::mirror {

// A record of which there are only the words that name it: those of a dependent, or of a file.
class WrittenRecord {
 public:
  // "scipy 1.11.0 py312_0"
  static std::optional<WrittenRecord> of_dependent(std::string_view words, std::string_view subdir,
                                                   std::string_view channel);
  static std::optional<WrittenRecord> of_file(std::string_view file, std::string_view subdir,
                                              std::string_view channel);

  const std::string& name() const { return name_; }

  // Whether a line, or what a dependent asks for, means this record. What the words do not tell, a
  // licence or a checksum, counts as right.
  bool is_meant_by(const CondaWish& wish) const;
  bool is_meant_by(const CondaExclusion& exclusion) const;
  bool is_meant_by(const CondaBecause& because) const;

 private:
  bool passes(const auto& line) const;
  bool satisfies(const conda::MatchSpec& spec) const;
  bool is_reached_from(std::string_view subdir) const;
  bool is_among(std::string_view versions) const;
  conda::RecordView view() const;

  std::string name_;
  std::string version_;
  std::string build_;
  std::string file_;    // empty: of either format
  std::string subdir_;  // empty: nobody said
  std::string channel_;
};

// The line of "requests/conda-forge.list:3: scipy +deps"; nothing if it means nothing any more.
std::optional<CondaWish> wish_in(std::string_view words, std::string_view channel);

}  // namespace adder::mirror
