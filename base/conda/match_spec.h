#pragma once

#include "base/conda/package_name.h"
#include "base/conda/record_view.h"
#include "base/conda/spec_keys.h"
#include "base/conda/version_spec.h"
#include "base/core/pattern.h"
#include "base/core/result.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace adder::conda {

struct SpecWords;

// Which packages are meant: numpy 1.26.*, numpy=1.26=py*, conda-forge::numpy[version='>=1'], and
// every other form that conda reads; also a package's file name or URL. docs/conda-differences.md
// says where we read one differently.
class MatchSpec {
 public:
  // Refuses what cannot be read. A key that we do not know (when=, extras=) can: it is carried, and
  // matches() does without it.
  static Result<MatchSpec> parse(std::string_view text);

  // A name, or a pattern for several: in lower case.
  const Pattern& name() const { return name_; }
  const VersionSpec& version() const { return version_; }

  bool is_virtual() const { return name_.name() != nullptr && conda::is_virtual(*name_.name()); }

  // What we do not understand, in its order: keys of later CEPs, of typing mistakes, and "if".
  std::span<const SpecKey> carried() const { return carried_; }

  bool matches(const RecordView& record) const;

  // Whether it asks anything of this text of a record: who has it only at a cost need not fetch it
  // for every spec.
  bool asks_for(std::string_view RecordView::*field) const;

  // Whether it asks for no more than a name and, maybe, a channel.
  bool is_name_only() const;

  // Whether it asks for no more than a name and versions: records of one package and version match
  // alike.
  bool is_version_only() const;

  // Whether packages of the channel of that name can match at all.
  bool accepts_channel(std::string_view channel) const;

  const std::string& text() const { return text_; }  // as it was written

 private:
  // Something that a text of the record must be.
  struct Demand {
    std::string_view RecordView::*field;
    Pattern pattern;
    bool any_case = false;
  };
  // All features that a record must have: no more and no fewer.
  struct Features {
    std::string_view RecordView::*field;
    std::vector<std::string> names;  // sorted
  };

  explicit MatchSpec(Pattern name) : name_(std::move(name)) {}
  static Result<MatchSpec> parse_trimmed(std::string_view text);
  static Result<MatchSpec> parse_words(const SpecWords& words);
  static std::optional<MatchSpec> parse_file(std::string_view text);

  Result<void> understand(const SpecKey& key);
  Result<void> demand(std::string_view RecordView::*field, std::string_view text);
  void demand_exactly(std::string_view RecordView::*field, std::string_view text);
  Result<void> demand_license(std::string_view RecordView::*field, std::string_view text);
  Result<void> demand_channel(std::string_view text);
  Result<void> demand_build_number(std::string_view text);
  void demand_features(std::string_view RecordView::*field, std::string_view text);
  void demand_hash(std::string_view text);
  bool matches_version(const RecordView& record) const;

  std::string text_;
  Pattern name_;
  VersionSpec version_;
  std::optional<VersionSpec> build_number_;
  std::vector<Demand> demands_;
  std::vector<Features> features_;
  std::vector<SpecKey> carried_;
};

// The name that a dependency begins with, however odd the rest of it is; as it was written.
std::string_view name_in_spec(std::string_view spec);

}  // namespace adder::conda
