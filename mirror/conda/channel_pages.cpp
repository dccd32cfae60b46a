#include "mirror/conda/channel_pages.h"

#include "base/conda/channeldata_writer.h"
#include "base/conda/dist_name.h"
#include "base/conda/raw_object.h"
#include "base/conda/record.h"
#include "base/conda/repodata_handler.h"
#include "base/core/text_pool.h"
#include "mirror/conda/carried_book.h"
#include "mirror/conda/channel_package.h"
#include "mirror/conda/index_document.h"
#include "mirror/conda/published_records.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace adder::mirror {

namespace {

using conda::Section;

// A published file, with its texts in a pool.
struct Line {
  std::uint32_t name = 0;
  std::uint32_t file_name = 0;
  std::uint32_t license = 0;
  std::uint32_t subdir = 0;
  std::uint64_t timestamp = 0;
  Sha256 sum = {};
};

// Notes down all package files of the indexes it is told.
class Lines final : public conda::RepodataHandler {
 public:
  void begin(std::uint32_t subdir) { subdir_ = subdir; }

  bool wants(Section section, std::string_view) override { return !is_v3(section); }
  Result<void> record(Section, std::string_view key, std::string_view json) override {
    TRY_ASSIGN(const auto record, conda::read_record(json));
    if (!record.sha256) return {};
    TRY_ASSIGN(const auto object, conda::RawObject::read(json));
    const auto* const license = object.find("license");
    lines_.push_back({.name = number(record.name),
                      .file_name = number(key),
                      .license = number(license == nullptr ? std::string_view() : license->value),
                      .subdir = subdir_,
                      .timestamp = record.timestamp.value_or(0),
                      .sum = *record.sha256});
    return {};
  }
  Result<void> malformed(Section, std::string_view, Error) override { return {}; }
  Result<void> info(std::string_view) override { return {}; }
  Result<void> removed(std::string_view) override { return {}; }
  bool wants_signatures(std::string_view) override { return false; }
  Result<void> signatures(std::string_view, std::string_view) override { return {}; }
  Result<void> unknown(Place, std::string_view, std::string_view) override { return {}; }

  // By package.
  std::vector<Line> finish() {
    std::ranges::sort(lines_, {}, [this](const Line& line) {
      return std::tuple(text(line.name), line.subdir, text(line.file_name));
    });
    return std::move(lines_);
  }

  std::string_view text(std::uint32_t number) const { return texts_.text(number); }

 private:
  std::uint32_t number(std::string_view text) { return texts_.number(text).first; }

  TextPool texts_;
  std::vector<Line> lines_;
  std::uint32_t subdir_ = 0;
};

class ChannelDrawing {
 public:
  ChannelDrawing(const Store& store, const std::string& channel,
                 const std::vector<std::string>& subdirs)
      : store_(store), channel_(channel), subdirs_(subdirs) {}

  Result<std::vector<PageFile>> draw() && {
    std::vector<std::string> shown;
    for (std::uint32_t at = 0; at < subdirs_.size(); ++at) {
      lines_.begin(at);
      TRY_ASSIGN(const auto unit, unit_now(store_, subdir_unit(channel_, subdirs_[at])));
      if (!unit) continue;
      shown.push_back(subdirs_[at]);
      TRY(read_published(store_, *unit, lines_));
    }
    std::ranges::sort(shown);
    const auto lines = lines_.finish();
    TRY_ASSIGN(auto document,
               IndexDocument::create(store_, "channeldata.json", IndexDocument::Twin::none));
    conda::ChanneldataWriter writer([&](std::string_view text) { return document.write(text); },
                                    shown);
    for (auto first = lines.begin(); first != lines.end();) {
      const auto last = std::find_if(first, lines.end(),
                                     [&](const Line& line) { return line.name != first->name; });
      TRY_ASSIGN(const auto package, describe({first, last}));
      TRY(writer.package(package));
      first = last;
    }
    TRY(writer.finish());
    return std::move(document).finish();
  }

 private:
  // One package, and what its files carry.
  Result<conda::ChannelPackage> describe(std::span<const Line> lines) const {
    std::vector<std::optional<Carried>> carried;
    std::vector<std::optional<conda::DistName>> names;
    for (const auto& line : lines) {
      TRY_ASSIGN(auto known, recall_carried(store_.ledger(), line.sum));
      carried.push_back(std::move(known));
      const auto name = conda::DistName::parse(lines_.text(line.file_name));
      names.push_back(name ? std::optional(*name) : std::nullopt);
    }
    std::vector<ChannelFile> files;
    for (std::size_t at = 0; at < lines.size(); ++at) {
      if (!names[at]) continue;
      ChannelFile file{.subdir = subdirs_[lines[at].subdir],
                       .file_name = lines_.text(lines[at].file_name),
                       .version = &names[at]->version,
                       .timestamp = lines[at].timestamp,
                       .license = lines_.text(lines[at].license)};
      if (const auto& what = carried[at]) {
        file.carried = {
            .about = what->about, .run_exports = what->run_exports, .traits = what->traits};
      }
      files.push_back(file);
    }
    return describe_package(std::string(lines_.text(lines.front().name)), files);
  }

  const Store& store_;
  const std::string& channel_;
  const std::vector<std::string>& subdirs_;
  Lines lines_;
};

}  // namespace

Result<std::vector<PageFile>> draw_channel(const Store& store, const std::string& channel,
                                           const std::vector<std::string>& subdirs,
                                           const std::string& notices) {
  TRY_ASSIGN(auto pages, ChannelDrawing(store, channel, subdirs).draw());
  if (!notices.empty()) {
    TRY_ASSIGN(auto page, draft_page(store, "notices.json", notices));
    pages.push_back(std::move(page));
  }
  return pages;
}

}  // namespace adder::mirror
