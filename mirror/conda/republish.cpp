#include "mirror/conda/republish.h"

#include "base/conda/record.h"
#include "base/core/text.h"
#include "mirror/conda/channel_pages.h"
#include "mirror/conda/published_records.h"
#include "mirror/conda/record_file.h"
#include "mirror/conda/record_key.h"
#include "mirror/store/blobs.h"
#include "mirror/store/hidden.h"
#include "mirror/store/promises.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace adder::mirror {

namespace {

using conda::Section;

constexpr std::string_view kIndex = "repodata.json";

// Our own index once more, as far as its files are here.
class Again final : public conda::RepodataHandler {
 public:
  Again(const Store& store, const std::string& unit, HiddenNames hidden, SubdirDraft& draft)
      : store_(store), unit_(unit), hidden_(std::move(hidden)), draft_(draft) {}

  bool wants(Section, std::string_view) override { return true; }
  Result<void> record(Section section, std::string_view key, std::string_view json) override {
    TRY_ASSIGN(const auto said, conda::read_record(json));
    TRY_ASSIGN(const auto file, record_file(section, key, said.file_name.value_or("")));
    if (!said.sha256) return {};
    TRY_ASSIGN(const auto blob, find_blob(store_, *said.sha256));
    if (!blob) return {};
    return add_record(
        draft_, hidden_, unit_,
        {.section = section, .key = key, .name = said.name, .json = json, .sum = *said.sha256},
        cat(unit_, '/', file));
  }
  Result<void> malformed(Section, std::string_view, Error why) override { return why; }
  Result<void> info(std::string_view json) override {
    draft_.matter.info = json;
    return {};
  }
  Result<void> removed(std::string_view file_name) override {
    draft_.matter.removed.emplace_back(file_name);
    return {};
  }
  bool wants_signatures(std::string_view) override { return true; }
  Result<void> signatures(std::string_view file_name, std::string_view json) override {
    draft_.matter.signatures.emplace(file_name, json);
    return {};
  }
  Result<void> unknown(Place place, std::string_view key, std::string_view json) override {
    auto& unknown = place == Place::v3 ? draft_.matter.unknown_v3 : draft_.matter.unknown;
    unknown.emplace_back(key, json);
    return {};
  }

 private:
  const Store& store_;
  const std::string& unit_;
  HiddenNames hidden_;
  SubdirDraft& draft_;
};

std::string_view channel_of(std::string_view unit) {
  return unit.substr(0, unit.rfind('/'));
}

// Files that upstream removed and we still serve.
Result<void> keep_removed(const Store& store, const Unit& then, SubdirDraft& draft) {
  TRY_ASSIGN(const auto promises, promises_as_of(store, then.path, then.since));
  std::set<std::string> removed;
  for (const auto& name : draft.matter.removed) removed.insert(cat(then.path, '/', name));
  for (const auto& promise : promises) {
    if (!removed.contains(promise.path)) continue;
    TRY_ASSIGN(const auto blob, find_blob(store, promise.sha256));
    if (blob) draft.promises.push_back(promise);
  }
  return {};
}

bool has_bz2(const Unit& unit) {
  return unit.pages.contains(cat(kIndex, ".bz2"));
}

// The channel's own pages follow from those of its subdirs; the notices are what they are.
Result<void> republish_channel(const Store& store, Publication& publication,
                               const std::string& unit, const std::vector<std::string>& subdirs) {
  TRY_ASSIGN(const auto now, unit_now(store, unit));
  TRY_ASSIGN(auto pages, draw_channel(store, unit.substr(kConda.size()), subdirs, std::string()));
  if (now) {
    const auto notices = now->pages.find("notices.json");
    if (notices != now->pages.end()) {
      pages.push_back({.name = notices->first, .draft = {}, .sha256 = notices->second});
    }
  }
  return publication.put(FileUnitDraft{.path = unit, .pages = std::move(pages), .promises = {}});
}

Result<void> remove_others(const Store& store, Publication& publication,
                           const std::set<std::string>& staying) {
  std::vector<std::string> gone;
  TRY_ASSIGN(auto rows, store.ledger().prepare("SELECT path FROM unit WHERE until IS NULL AND "
                                               "path > 'conda/' AND path < 'conda0'"));
  TRY_ASSIGN(auto more, rows.step());
  while (more) {
    if (!staying.contains(rows.text(0))) gone.push_back(rows.text(0));
    TRY_ASSIGN(more, rows.step());
  }
  for (const auto& unit : gone) TRY(publication.remove(unit));
  return {};
}

}  // namespace

Result<void> republish_subdir(const Store& store, Publication& publication, const Unit& then) {
  TRY_ASSIGN(auto hidden, hidden_names(store));
  TRY_ASSIGN(auto spool, RecordSpool::make(store.paths().incoming()));
  SubdirDraft draft{.records = std::move(spool), .matter = {}, .promises = {}, .hidden = {}};
  draft.matter.subdir = then.path.substr(then.path.rfind('/') + 1);
  Again again(store, then.path, std::move(hidden), draft);
  TRY(read_whole(store, then, again));
  TRY(keep_removed(store, then, draft));
  TRY_ASSIGN(auto pages, write_subdir(store, then.path, std::move(draft),
                                      has_bz2(then) ? WithBz2::yes : WithBz2::no));
  return put_subdir(store, publication, std::move(pages));
}

Result<void> republish_channels(const Store& store, Publication& publication, int generation) {
  TRY_ASSIGN(const auto units, units_of(store, generation));
  std::map<std::string, std::vector<std::string>> subdirs;  // by channel
  std::set<std::string> then;
  for (const auto& unit : units) {
    if (!unit.path.starts_with(kConda)) continue;
    then.insert(unit.path);
    if (!unit.pages.contains(std::string(kIndex))) continue;
    TRY(republish_subdir(store, publication, unit));
    subdirs[std::string(channel_of(unit.path))].push_back(
        unit.path.substr(unit.path.rfind('/') + 1));
  }
  for (const auto& [channel, names] : subdirs) {
    TRY(republish_channel(store, publication, channel, names));
  }
  return remove_others(store, publication, then);
}

}  // namespace adder::mirror
