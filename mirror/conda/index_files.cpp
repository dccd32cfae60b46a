#include "mirror/conda/index_files.h"

#include "base/conda/current_selection.h"
#include "base/conda/record.h"
#include "base/conda/repodata_writer.h"
#include "base/conda/run_exports_writer.h"
#include "mirror/conda/index_document.h"
#include "mirror/conda/shard_files.h"

#include <algorithm>
#include <cstdint>
#include <future>
#include <iterator>
#include <optional>
#include <utility>

namespace adder::mirror {

namespace {

using conda::Section;

class IndexWriter {
 public:
  IndexWriter(const Store& store, const IndexMatter& matter, RecordSpool& records)
      : store_(store), matter_(matter), records_(records) {}

  Result<IndexFiles> write(const std::string& folder, const RunExportsOf& run_exports,
                           WithBz2 with_bz2) && {
    TRY_ASSIGN(info_, conda::make_info(matter_.subdir, matter_.info));
    TRY(write_repodata());
    // It takes as long as all the rest, and needs nothing of it.
    std::future<Result<PageFile>> bz2;
    if (with_bz2 == WithBz2::yes) {
      bz2 = std::async(std::launch::async, pack_bz2, store_.paths(), files_.pages.front());
    }
    const auto others = write_others(folder, run_exports);
    if (bz2.valid()) {
      TRY_ASSIGN(auto page, bz2.get());
      files_.pages.push_back(std::move(page));
    }
    TRY(others);
    return std::move(files_);
  }

 private:
  // What decides about current_repodata.json, of one record.
  struct Facts {
    std::uint64_t build_number = 0;
    std::uint64_t timestamp = 0;
    std::string_view version;  // in the name of the file
    std::string_view build;
    bool has_features = false;
  };

  Result<void> write_others(const std::string& folder, const RunExportsOf& run_exports) {
    TRY(write_current());
    TRY(write_run_exports(run_exports));
    TRY_ASSIGN(auto shards, write_shards(store_, folder, info_, matter_, newest_, records_));
    files_.pages.push_back(std::move(shards.index));
    files_.shards = std::move(shards.promises);
    return {};
  }

  // What is written is what `draw` puts.
  Result<void> write_document(const char* name,
                              const std::function<Result<void>(const conda::Put&)>& draw) {
    TRY_ASSIGN(auto document, IndexDocument::create(store_, name));
    TRY(draw([&](std::string_view text) { return document.write(text); }));
    TRY_ASSIGN(auto pages, std::move(document).finish());
    std::ranges::move(pages, std::back_inserter(files_.pages));
    return {};
  }

  Result<void> write_repodata() {
    return write_document("repodata.json", [this](const conda::Put& put) -> Result<void> {
      conda::RepodataWriter writer(put, info_);
      std::size_t at = 0;
      for (; at < records_.size() && !conda::is_v3(records_.section(at)); ++at) {
        TRY_ASSIGN(const auto json, records_.json(at));
        TRY(writer.record(records_.section(at), records_.key(at), json));
        TRY(note_facts(at, json));
      }
      TRY(write_matter(writer));
      for (; at < records_.size(); ++at) {
        TRY_ASSIGN(const auto json, records_.json(at));
        TRY(writer.record(records_.section(at), records_.key(at), json));
      }
      for (const auto& [key, json] : matter_.unknown_v3) TRY(writer.unknown_in_v3(key, json));
      return writer.finish();
    });
  }

  Result<void> write_matter(conda::RepodataWriter& writer) const {
    for (const auto& name : matter_.removed) TRY(writer.removed(name));
    for (const auto& [key, json] : matter_.unknown) TRY(writer.unknown(key, json));
    for (const auto& [name, json] : matter_.signatures) TRY(writer.signatures(name, json));
    return {};
  }

  Result<void> note_facts(std::size_t at, std::string_view json) {
    TRY_ASSIGN(const auto record, conda::read_record(json));
    newest_ = std::max(newest_, record.indexed_timestamp.value_or(0));
    const auto key = records_.key(at);
    const auto rest = key.substr(std::min(records_.name(at).size() + 1, key.size()));
    const auto dash = std::min(rest.find('-'), rest.size());
    const auto end =
        record.build.empty() ? dash : std::min(dash + 1 + record.build.size(), rest.size());
    facts_.push_back({.build_number = record.build_number,
                      .timestamp = record.timestamp.value_or(0),
                      .version = rest.substr(0, dash),
                      .build = rest.substr(std::min(dash + 1, end), end - std::min(dash + 1, end)),
                      .has_features = record.has_features});
    return {};
  }

  Result<void> write_current() {
    std::vector<conda::CurrentEntry> entries;
    entries.reserve(facts_.size());
    for (std::size_t at = 0; at < facts_.size(); ++at) {
      entries.push_back({.file_name = records_.key(at),
                         .name = records_.name(at),
                         .version = facts_[at].version,
                         .build = facts_[at].build,
                         .build_number = facts_[at].build_number,
                         .timestamp = facts_[at].timestamp,
                         .has_features = facts_[at].has_features});
    }
    const auto depends_of = [this](std::size_t at) -> Result<std::vector<std::string>> {
      TRY_ASSIGN(const auto json, records_.json(at));
      TRY_ASSIGN(auto record, conda::read_record(json));
      return std::move(record.depends);
    };
    TRY_ASSIGN(const auto chosen, conda::select_current(entries, depends_of));
    return write_document("current_repodata.json", [&](const conda::Put& put) -> Result<void> {
      conda::RepodataWriter writer(put, info_);
      for (const auto at : chosen) {
        TRY_ASSIGN(const auto json, records_.json(at));
        TRY(writer.record(records_.section(at), records_.key(at), json));
      }
      return writer.finish();
    });
  }

  Result<void> write_run_exports(const RunExportsOf& run_exports) {
    return write_document("run_exports.json", [&](const conda::Put& put) -> Result<void> {
      conda::RunExportsWriter writer(put, matter_.subdir);
      for (std::size_t at = 0; at < facts_.size(); ++at) {
        TRY_ASSIGN(const auto json, run_exports(at));
        TRY(writer.package(records_.section(at), records_.key(at), json));
      }
      return writer.finish();
    });
  }

  const Store& store_;
  const IndexMatter& matter_;
  RecordSpool& records_;
  std::string info_;
  std::uint64_t newest_ = 0;  // milliseconds
  std::vector<Facts> facts_;  // of `packages` and `packages.conda`
  IndexFiles files_;
};

}  // namespace

Result<IndexFiles> write_index_files(const Store& store, const std::string& folder,
                                     const IndexMatter& matter, RecordSpool& records,
                                     const RunExportsOf& run_exports, WithBz2 with_bz2) {
  TRY(records.sort());
  return IndexWriter(store, matter, records).write(folder, run_exports, with_bz2);
}

}  // namespace adder::mirror
