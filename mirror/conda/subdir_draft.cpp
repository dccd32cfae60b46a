#include "mirror/conda/subdir_draft.h"

#include "base/core/text.h"
#include "mirror/conda/hidden_records.h"
#include "mirror/conda/run_exports.h"
#include "mirror/store/promises.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace adder::mirror {

Result<void> add_record(SubdirDraft& draft, const HiddenNames& hidden, std::string_view unit,
                        const RecordSpool::Record& record, std::string path) {
  const bool is_shown = !is_hidden(hidden, unit, path);
  draft.promises.push_back({.path = std::move(path), .sha256 = record.sum});
  if (is_shown) return draft.records.add(record);
  draft.hidden.push_back({.section = record.section,
                          .key = std::string(record.key),
                          .name = std::string(record.name),
                          .json = std::string(record.json),
                          .sum = record.sum});
  return {};
}

Result<SubdirPages> write_subdir(const Store& store, const std::string& unit, SubdirDraft draft,
                                 WithBz2 with_bz2) {
  TRY(draft.records.sort());
  TRY_ASSIGN(const auto exports, run_exports_of(store, draft.records));
  TRY_ASSIGN(auto files,
             write_index_files(store, unit, draft.matter, draft.records, exports, with_bz2));
  SubdirPages written;
  written.files = draft.promises.size();
  written.bytes = draft.bytes;
  for (std::size_t at = 0; at < draft.records.size(); ++at) {
    const bool is_next = at == 0 || draft.records.name(at) != draft.records.name(at - 1);
    if (is_next) written.packages.emplace(draft.records.name(at));
  }
  std::ranges::move(files.shards, std::back_inserter(draft.promises));
  sort_by_path(draft.promises);
  written.unit = {
      .path = unit, .pages = std::move(files.pages), .promises = std::move(draft.promises)};
  written.hidden = std::move(draft.hidden);
  return written;
}

Result<void> put_subdir(const Store& store, Publication& publication, SubdirPages pages) {
  const auto path = pages.unit.path;
  TRY(publication.put(std::move(pages.unit)));
  return remember_hidden_records(store, path, pages.hidden);
}

}  // namespace adder::mirror
