#pragma once

#include "base/conda/match_spec.h"
#include "base/conda/raw_object.h"
#include "base/conda/record_view.h"
#include "base/conda/section.h"
#include "base/conda/version.h"
#include "base/core/checksum.h"
#include "base/core/result.h"
#include "base/core/text_pool.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace adder::mirror {

// The number of an offer among all offers.
using OfferId = std::uint32_t;

// What a channel offers, as far as deciding needs: a line in a table for each record, about 150
// bytes, and every text once. Hundreds of thousands fit into little memory.
class Offers {
 public:
  enum class Dependencies { left_out, kept };

  // `subdirs` are the places where records come from, `channel` is what it is served as.
  Offers(std::string channel, std::vector<std::string> subdirs, Dependencies dependencies);

  // Takes a record of the subdir that stands at `place` in the list. Refuses what nobody could
  // install: a name that is no file name of a package, or is another package's than the record.
  Result<OfferId> add(std::size_t place, conda::Section section, std::string_view key,
                      std::string_view json);

  std::size_t size() const { return rows_.size(); }
  const std::vector<std::string>& subdirs() const { return subdirs_; }

  // All offers of a package, in the order they came.
  std::span<const OfferId> of_package(std::string_view name) const;
  std::vector<std::string_view> packages() const;  // by name

  std::size_t place(OfferId id) const { return rows_[id].place; }
  conda::Section section(OfferId id) const { return rows_[id].section; }
  std::string_view key(OfferId id) const { return texts_.text(rows_[id].key); }
  std::string_view file_name(OfferId id) const { return texts_.text(rows_[id].file_name); }
  std::string_view name(OfferId id) const { return texts_.text(rows_[id].name); }
  std::string_view build(OfferId id) const { return texts_.text(rows_[id].build); }
  const conda::Version& version(OfferId id) const { return versions_[rows_[id].version]; }
  std::uint64_t build_number(OfferId id) const { return rows_[id].build_number; }
  bool is_tar_bz2(OfferId id) const { return file_name(id).ends_with(".tar.bz2"); }
  std::optional<std::uint64_t> size(OfferId id) const;
  std::optional<Sha256> sha256(OfferId id) const;
  std::optional<Md5> md5(OfferId id) const;
  std::optional<std::string_view> url(OfferId id) const;  // where upstream says the file is

  // Numbers of texts: the same spec has the same number.
  std::span<const std::uint32_t> depends(OfferId id) const;
  std::string_view text(std::uint32_t number) const { return texts_.text(number); }

  bool matches(OfferId id, const conda::MatchSpec& spec) const;

  // What a match spec may ask, but for the checksums: hardly any spec asks for them.
  conda::RecordView view(OfferId id) const;

 private:
  static constexpr std::uint32_t kNone = UINT32_MAX;
  struct Row {
    std::uint64_t build_number = 0;
    std::uint64_t size = UINT64_MAX;
    std::uint32_t key = 0;
    std::uint32_t file_name = 0;
    std::uint32_t name = 0;
    std::uint32_t version = 0;
    std::uint32_t build = 0;
    std::uint32_t first_dependency = 0;
    std::uint32_t dependencies = 0;
    std::uint32_t url = kNone;
    std::uint32_t words = kNone;  // in words_: rare
    Sha256 sha256 = {};
    Md5 md5 = {};
    std::uint8_t place = 0;
    conda::Section section = conda::Section::packages;
    bool has_sha256 = false;
    bool has_md5 = false;
  };
  // What few specs ask for.
  struct Words {
    std::uint32_t license = 0;
    std::uint32_t license_family = 0;
    std::uint32_t track_features = 0;
    std::uint32_t features = 0;
    auto operator<=>(const Words&) const = default;
  };

  std::uint32_t number(std::string_view text) { return texts_.number(text).first; }
  Result<std::uint32_t> version_number(std::string_view text);
  std::uint32_t words_number(const conda::RawObject& object);

  std::string channel_;
  std::vector<std::string> subdirs_;
  Dependencies dependencies_;
  TextPool texts_;
  std::vector<Row> rows_;
  std::vector<std::uint32_t> depends_;
  std::vector<conda::Version> versions_;
  std::map<std::uint32_t, std::uint32_t> version_of_text_;
  std::vector<Words> words_;
  std::map<Words, std::uint32_t> number_of_words_;
  std::unordered_map<std::string_view, std::vector<OfferId>> by_package_;
};

}  // namespace adder::mirror
