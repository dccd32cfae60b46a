#include "mirror/conda/subdir_composer.h"

#include "base/conda/dist_name.h"
#include "base/conda/record.h"
#include "base/core/text.h"
#include "mirror/conda/published_records.h"
#include "mirror/conda/record_edit.h"
#include "mirror/conda/record_file.h"
#include "mirror/conda/record_key.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

namespace adder::mirror {

namespace {

using conda::Section;
using Verdict = WantedFile::Verdict;

// The wanted files by what an index calls them.
class Wanted {
 public:
  Wanted(const Offers& offers, const SubdirWork& work) : offers_(offers), work_(work) {}

  const WantedFile* find(Section section, std::string_view key) const {
    const auto& wanted = work_.wanted;
    const auto at = std::lower_bound(
        wanted.begin(), wanted.end(), std::tuple(section, key),
        [this](const WantedFile& file, const auto& sought) { return place(file) < sought; });
    return at != wanted.end() && place(*at) == std::tuple(section, key) ? &*at : nullptr;
  }

 private:
  std::tuple<Section, std::string_view> place(const WantedFile& file) const {
    return {offers_.section(file.offer), offers_.key(file.offer)};
  }

  const Offers& offers_;
  const SubdirWork& work_;
};

// Hears both indexes, one after the other.
class Composer : public conda::RepodataHandler {
 public:
  Composer(const Offers& offers, SubdirWork& work, const HiddenNames& hidden, SubdirDraft& draft)
      : offers_(offers), work_(work), hidden_(hidden), draft_(draft), wanted_(offers, work) {}

  Result<void> malformed(Section, std::string_view, Error) override { return {}; }
  Result<void> info(std::string_view) override { return {}; }
  Result<void> removed(std::string_view) override { return {}; }
  Result<void> unknown(Place, std::string_view, std::string_view) override { return {}; }

 protected:
  const WantedFile* wanted(Section section, std::string_view key) const {
    return wanted_.find(section, key);
  }

  std::string path(const WantedFile& file) const {
    return work_.path_of(offers_.file_name(file.offer));
  }

  // What stands in the wrong section, as in some old indexes, goes where clients look for it.
  Result<void> put(Section section, std::string_view key, std::string_view name,
                   std::string_view json, Promise promise) {
    if (!is_v3(section)) {
      section =
          key.ends_with(ending(conda::Format::conda)) ? Section::packages_conda : Section::packages;
    }
    return add_record(
        draft_, hidden_, work_.unit,
        {.section = section, .key = key, .name = name, .json = json, .sum = promise.sha256},
        promise.path);
  }

  const Offers& offers_;
  SubdirWork& work_;
  const HiddenNames& hidden_;
  SubdirDraft& draft_;

 private:
  Wanted wanted_;
};

class OfferedRecords final : public Composer {
 public:
  using Composer::Composer;

  bool wants(Section section, std::string_view key) override {
    const auto* const file = wanted(section, key);
    return file != nullptr && file->verdict == Verdict::offered;
  }

  Result<void> record(Section section, std::string_view key, std::string_view json) override {
    const auto& file = *wanted(section, key);
    const auto name = offers_.name(file.offer);
    TRY_ASSIGN(const auto said, conda::read_record(json));
    const auto time = work_.seen.time_of({.key = key,
                                          .package = name,
                                          .timestamp = said.timestamp,
                                          .indexed_timestamp = said.indexed_timestamp});
    TRY_ASSIGN(
        const auto edited,
        edit_record(json, {.sha256 = file.sha256, .size = file.size, .indexed_timestamp = time}));
    if (edited.has_changed) changed_.emplace_back(key);
    draft_.bytes += file.size;
    return put(section, key, name, edited.json, {.path = path(file), .sha256 = file.sha256});
  }

  bool wants_signatures(std::string_view file_name) override {
    return wants(Section::packages, file_name) || wants(Section::packages_conda, file_name);
  }
  Result<void> signatures(std::string_view file_name, std::string_view json) override {
    draft_.matter.signatures.emplace(file_name, json);
    return {};
  }

  // Nobody has signed what we say.
  void finish() {
    for (const auto& key : changed_) draft_.matter.signatures.erase(key);
  }

 private:
  std::vector<std::string> changed_;
};

class PublishedRecords final : public Composer {
 public:
  PublishedRecords(const Offers& offers, SubdirWork& work, const HiddenNames& hidden,
                   SubdirDraft& draft, const Staying& staying)
      : Composer(offers, work, hidden, draft), staying_(staying) {}

  bool wants(Section section, std::string_view key) override {
    const auto* const file = wanted(section, key);
    if (file != nullptr) return file->verdict == Verdict::published;
    return staying_.package && staying_.package(name_in_key(section, key));
  }

  Result<void> record(Section section, std::string_view key, std::string_view json) override {
    const auto* const file = wanted(section, key);
    const auto name = file != nullptr ? offers_.name(file->offer) : name_in_key(section, key);
    TRY_ASSIGN(const auto said, conda::read_record(json));
    TRY_ASSIGN(const auto file_name, record_file(section, key, said.file_name.value_or("")));
    const auto path = work_.path_of(file_name);
    const auto* const sum = work_.published_at(path);
    if (sum == nullptr) return {};
    draft_.bytes += said.size.value_or(0);
    return put(section, key, name, json, {.path = path, .sha256 = *sum});
  }

  bool wants_signatures(std::string_view file_name) override {
    return wants(Section::packages, file_name) || wants(Section::packages_conda, file_name);
  }
  Result<void> signatures(std::string_view file_name, std::string_view json) override {
    draft_.matter.signatures.emplace(file_name, json);
    return {};
  }

 private:
  const Staying& staying_;
};

// Files that upstream has removed from its index stay fetchable, and are listed as such.
void keep_removed(const SubdirWork& work, const Staying& staying, SubdirDraft& draft) {
  std::set<std::string_view> promised;
  for (const auto& promise : draft.promises) promised.insert(promise.path);
  std::vector<Promise> kept;
  auto& removed = draft.matter.removed;
  std::erase_if(removed, [&](const std::string& file) {
    const auto path = work.path_of(file);
    if (promised.contains(path)) return true;
    const bool is_ours = staying.removed(name_in_key(Section::packages, file));
    const auto* const sum = is_ours ? work.published_at(path) : nullptr;
    if (sum != nullptr) kept.push_back({.path = path, .sha256 = *sum});
    return !is_ours;
  });
  std::ranges::sort(removed);
  const auto twice = std::unique(removed.begin(), removed.end());
  removed.erase(twice, removed.end());
  std::ranges::move(kept, std::back_inserter(draft.promises));
}

bool keeps_some(const SubdirWork& work, const Staying& staying) {
  return staying.package || std::ranges::any_of(work.wanted, [](const WantedFile& file) {
           return file.verdict == Verdict::published;
         });
}

}  // namespace

Result<SubdirDraft> compose_subdir(const Store& store, const Offers& offers, SubdirWork& work,
                                   const HiddenNames& hidden, const Staying& staying) {
  TRY_ASSIGN(auto spool, RecordSpool::make(store.paths().incoming()));
  SubdirDraft draft{
      .records = std::move(spool), .matter = work.matter, .promises = {}, .hidden = {}, .bytes = 0};
  if (work.index != nullptr) {
    OfferedRecords offered(offers, work, hidden, draft);
    TRY(work.index->read(offered));
    offered.finish();
  }
  if (keeps_some(work, staying)) {
    PublishedRecords published(offers, work, hidden, draft, staying);
    TRY_ASSIGN(const auto unit, unit_now(store, work.unit));
    if (unit) TRY(read_whole(store, *unit, published));
  }
  keep_removed(work, staying, draft);
  return draft;
}

}  // namespace adder::mirror
