#include "mirror/conda/index_check.h"

#include "base/conda/raw_object.h"
#include "base/core/json_cursor.h"
#include "base/core/key_set.h"
#include "base/core/text.h"
#include "mirror/conda/record_key.h"

#include <string_view>
#include <utility>

namespace adder::mirror {

namespace {

Result<std::string> text_member(const conda::RawObject& object, std::string_view key) {
  const auto* const member = object.find(key);
  if (member == nullptr || !member->value.starts_with('"')) return std::string();
  return text_of_json(member->value);
}

// Counts, and wants nothing.
class Census final : public conda::RepodataHandler {
 public:
  bool wants(conda::Section section, std::string_view key) override {
    ++records;
    const auto name = name_in_key(section, key);
    if (!name.empty() && name != last_) names.insert(last_ = name);
    return false;
  }
  Result<void> record(conda::Section, std::string_view, std::string_view) override { return {}; }
  Result<void> malformed(conda::Section, std::string_view, Error) override { return {}; }
  Result<void> info(std::string_view json) override {
    TRY_ASSIGN(const auto info, conda::RawObject::read(json));
    TRY_ASSIGN(subdir, text_member(info, "subdir").during("subdir"));
    TRY_ASSIGN(base_url, text_member(info, "base_url").during("base_url"));
    return {};
  }
  Result<void> removed(std::string_view) override { return {}; }
  bool wants_signatures(std::string_view) override { return false; }
  Result<void> signatures(std::string_view, std::string_view) override { return {}; }
  Result<void> unknown(Place, std::string_view, std::string_view) override { return {}; }

  std::uint64_t records = 0;
  KeySet names;
  std::string subdir;
  std::string base_url;

 private:
  std::string last_;  // records of one package mostly stand together
};

Result<void> expect_subdir(const std::string& says, const conda::Subdir& subdir) {
  if (says.empty() || says == subdir.text()) return {};
  return Error(Error::Kind::corrupt,
               cat("it says that it is the index of '", printable(says), "'"));
}

Result<IndexFacts> check_shard_index(const std::filesystem::path& body,
                                     const conda::Subdir& subdir) {
  TRY_ASSIGN(auto read, read_packed_shard_index(body));
  TRY(expect_subdir(read.index.subdir, subdir));
  return IndexFacts{.body = read.facts,
                    .records = 0,
                    .names = read.index.shards.size(),
                    .base_url = std::move(read.index.base_url),
                    .shards_base_url = std::move(read.index.shards_base_url)};
}

}  // namespace

Result<IndexFacts> check_index(const std::filesystem::path& body, IndexForm form,
                               const conda::Subdir& subdir) {
  if (form == IndexForm::shards) return check_shard_index(body, subdir);
  Census census;
  TRY_ASSIGN(const auto facts, read_index(body, form, census));
  TRY(expect_subdir(census.subdir, subdir));
  return IndexFacts{.body = facts,
                    .records = census.records,
                    .names = census.names.size(),
                    .base_url = std::move(census.base_url),
                    .shards_base_url = {}};
}

}  // namespace adder::mirror
