#include "mirror/conda/republish.h"

#include "base/conda/record.h"
#include "base/core/text.h"
#include "mirror/conda/channel_pages.h"
#include "mirror/conda/channel_units.h"
#include "mirror/conda/hidden_records.h"
#include "mirror/conda/published_records.h"
#include "mirror/conda/record_file.h"
#include "mirror/conda/record_key.h"
#include "mirror/store/blobs.h"
#include "mirror/store/hidden.h"
#include "mirror/store/promises.h"

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
    draft_.bytes += blob->size;
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

}  // namespace

Result<void> republish_subdir(const Store& store, Publication& publication, const Unit& then) {
  TRY_ASSIGN(auto hidden, hidden_names(store));
  TRY_ASSIGN(auto spool, RecordSpool::make(store.paths().incoming()));
  SubdirDraft draft{
      .records = std::move(spool), .matter = {}, .promises = {}, .hidden = {}, .bytes = 0};
  draft.matter.subdir = then.path.substr(then.path.rfind('/') + 1);
  Again again(store, then.path, std::move(hidden), draft);
  TRY(read_whole(store, then, again));
  TRY(keep_removed(store, then, draft));
  TRY_ASSIGN(auto pages, write_subdir(store, then.path, std::move(draft),
                                      has_bz2(then) ? WithBz2::yes : WithBz2::no));
  return put_subdir(store, publication, std::move(pages));
}

// The channel's own pages follow from those of its subdirs; the notices are what they are.
Result<void> republish_channel(const Store& store, Publication& publication,
                               const std::string& channel) {
  TRY_ASSIGN(const auto units, published_subdirs(store, channel));
  if (units.empty()) return {};
  std::vector<std::string> subdirs;
  for (const auto& path : units) {
    TRY_ASSIGN(const auto now, unit_now(store, path));
    TRY(republish_subdir(store, publication, *now));
    subdirs.push_back(path.substr(path.rfind('/') + 1));
  }
  TRY_ASSIGN(auto pages, draw_channel(store, channel, subdirs, std::string()));
  TRY_ASSIGN(const auto now, unit_now(store, channel_unit(channel)));
  if (now) {
    const auto notices = now->pages.find("notices.json");
    if (notices != now->pages.end()) {
      pages.push_back({.name = notices->first, .draft = {}, .sha256 = notices->second});
    }
  }
  return publication.put(
      FileUnitDraft{.path = channel_unit(channel), .pages = std::move(pages), .promises = {}});
}

Result<bool> is_touched_by_hiding(const Store& store, const Unit& unit) {
  TRY_ASSIGN(const auto hidden, hidden_names(store, channel_of(unit.path)));
  if (!hidden.empty()) return true;
  TRY_ASSIGN(const auto records, hidden_records(store, unit));
  return !records.empty();
}

Result<std::vector<std::string>> channels_with(const Store& store, std::string_view name) {
  std::set<std::string> channels;
  TRY_ASSIGN(auto rows, store.ledger().prepare("SELECT DISTINCT unit, path FROM promise WHERE "
                                               "unit > 'conda/' AND unit < 'conda0' AND "
                                               "instr(path, ?1) > 0"));
  rows.bind(1, cat('/', name));
  TRY_ASSIGN(auto more, rows.step());
  while (more) {
    const auto path = rows.bytes(1);
    const auto file = path.substr(path.rfind('/') + 1);
    const bool is_meant = file == name || name_in_key(Section::packages, file) == name;
    if (is_meant) channels.emplace(channel_of(rows.bytes(0)).substr(kConda.size()));
    TRY_ASSIGN(more, rows.step());
  }
  return std::vector<std::string>(channels.begin(), channels.end());
}

}  // namespace adder::mirror
