#include "base/core/json_value.h"
#include "base/core/text.h"
#include "base/pypi/api_version.h"
#include "base/pypi/file_entry.h"
#include "base/pypi/simple_reader.h"

#include <algorithm>
#include <map>
#include <utility>

namespace adder::pypi {

namespace {

using Kind = JsonValue::Kind;

Error not_a_page(std::string_view why) {
  return {Error::Kind::corrupt, cat("not a project's page: ", why)};
}

Error too_much(std::string_view what) {
  return {Error::Kind::too_long, cat("a project's page with more ", what)};
}

// What a file's record takes of our memory.
std::size_t size_of(const FileRecord& file) {
  const auto size = [](const std::optional<std::string>& text) {
    return text ? text->size() : 0;
  };
  auto bytes = sizeof file + file.filename.size() + file.url.size() + file.yanked.reason.size() +
               size(file.requires_python) + size(file.upload_time) + size(file.provenance);
  for (const auto* const pairs :
       {&file.other_hashes, &file.core_metadata.other_hashes, &file.unknown}) {
    for (const auto& pair : *pairs) bytes += sizeof pair + pair.first.size() + pair.second.size();
  }
  return bytes;
}

// Collects the files while the rest of the page becomes a tree: one entry at a time is a tree, too.
class PageBuilder final : public JsonBuilder {
 public:
  PageBuilder(std::string_view base_url, const Malformed& malformed, PageLimits limits)
      : JsonBuilder(limits.rest), base_url_(base_url), malformed_(malformed), limits_(limits) {}

  Result<void> begin_object() override;
  Result<void> end_object() override;
  Result<void> begin_array() override;
  Result<void> end_array() override;
  Result<void> string(std::string_view text) override;
  Result<void> number(JsonNumber number) override;
  Result<void> boolean(bool truth) override;
  Result<void> null() override;
  Result<void> flaw(Error error) override;

  std::vector<FileRecord> files;
  std::size_t not_objects = 0;  // entries

 private:
  bool is_among_files() const;
  void begin_container();
  Result<void> end_value();
  Result<void> read_entry(const JsonValue& entry);

  std::string_view base_url_;
  const Malformed& malformed_;
  PageLimits limits_;
  std::size_t entries_ = 0;
  std::size_t bytes_ = 0;           // of the files
  std::size_t room_for_entry_ = 0;  // before one begins
  std::optional<Error> flaw_;       // of the entry at hand
};

bool PageBuilder::is_among_files() const {
  return open().size() >= 2 && open()[1]->is(Kind::array) && open()[0]->is(Kind::object) &&
         open()[0]->members.back().key == "files";
}

Result<void> PageBuilder::begin_object() {
  TRY(JsonBuilder::begin_object());
  begin_container();
  return {};
}

Result<void> PageBuilder::begin_array() {
  TRY(JsonBuilder::begin_array());
  begin_container();
  return {};
}

void PageBuilder::begin_container() {
  if (open().size() == 2) room_for_entry_ = room();
  if (open().size() == 3) flaw_.reset();
}

Result<void> PageBuilder::end_object() {
  TRY(JsonBuilder::end_object());
  return end_value();
}

Result<void> PageBuilder::end_array() {
  TRY(JsonBuilder::end_array());
  return end_value();
}

Result<void> PageBuilder::string(std::string_view text) {
  TRY(JsonBuilder::string(text));
  return end_value();
}

Result<void> PageBuilder::number(JsonNumber number) {
  TRY(JsonBuilder::number(number));
  return end_value();
}

Result<void> PageBuilder::boolean(bool truth) {
  TRY(JsonBuilder::boolean(truth));
  return end_value();
}

Result<void> PageBuilder::null() {
  TRY(JsonBuilder::null());
  return end_value();
}

// An entry of the files leaves the tree as soon as it is whole, whatever it is.
Result<void> PageBuilder::end_value() {
  if (open().size() != 2 || !is_among_files()) return {};
  if (++entries_ > limits_.files) return too_much(cat("than ", limits_.files, " files"));
  auto& entries = open()[1]->members;
  TRY(read_entry(entries.back().value));
  entries.pop_back();
  set_room(room_for_entry_);
  return {};
}

// A flaw within one entry is no reason to do without all the others.
Result<void> PageBuilder::flaw(Error error) {
  if (!is_among_files()) return error;
  if (!flaw_) flaw_ = std::move(error);
  return {};
}

Result<void> PageBuilder::read_entry(const JsonValue& entry) {
  if (!entry.is(Kind::object)) {
    ++not_objects;
    return {};
  }
  auto file = read_file_entry(entry, base_url_);
  if (file && flaw_) file = *flaw_;
  if (!file) {
    const auto* const name = entry.find("filename");
    malformed_(name == nullptr ? std::string_view() : name->text, file.error().words());
    return {};
  }
  bytes_ += size_of(*file);
  if (bytes_ > limits_.bytes) return too_much("files than we have memory for");
  files.push_back(*std::move(file));
  return {};
}

// An entry that stands twice counts once. Two entries that differ have two meanings, and who picks
// one of them may pick the wrong one: neither is taken.
std::vector<FileRecord> each_once(std::vector<FileRecord> files, const Malformed& malformed) {
  struct Seen {
    std::size_t first = 0;
    bool disputed = false;
  };
  std::map<std::string_view, Seen> seen;
  std::vector<bool> repeated(files.size());
  for (std::size_t i = 0; i < files.size(); ++i) {
    const auto [entry, is_new] = seen.try_emplace(files[i].filename, Seen{.first = i});
    repeated[i] = !is_new;
    if (files[i] != files[entry->second.first]) entry->second.disputed = true;
  }
  std::vector<bool> kept(files.size());
  for (const auto& [name, file] : seen) {
    kept[file.first] = !file.disputed;
    if (file.disputed) malformed(name, "stands twice on the page with different facts");
  }
  if (std::ranges::find(kept, false) == kept.end()) return files;
  std::vector<FileRecord> out;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (kept[i]) out.push_back(std::move(files[i]));
  }
  return out;
}

Result<void> read_meta(const JsonValue& meta, ProjectPage& page) {
  for (const auto& [key, value] : meta.members) {
    if (key == "_last-serial") {
      page.serial = value.whole;
    } else if (key == "api-version") {
      page.api_version = value.text;
    } else {
      page.unknown_meta.emplace_back(key, value.json());
    }
  }
  return check_api_version(page.api_version);
}

// What a page says of its project may hide all of it: it is understood, or the page is not.
Result<std::optional<ProjectStatus>> status_of(const JsonValue& field) {
  if (field.is(Kind::null)) return std::optional<ProjectStatus>();
  const auto* const marker = field.find("status");
  if (marker == nullptr || !marker->is(Kind::string)) {
    return not_a_page("field 'project-status' is not an object with a 'status'");
  }
  ProjectStatus status{.marker = marker->text, .reason = {}};
  const auto* const reason = field.find("reason");
  if (reason != nullptr && reason->is(Kind::string)) status.reason = reason->text;
  return std::optional(std::move(status));
}

std::vector<std::string> texts_of(const JsonValue& array) {
  std::vector<std::string> texts;
  if (!array.is(Kind::array)) return texts;
  for (const auto& [key, value] : array.members) {
    if (value.is(Kind::string)) texts.push_back(value.text);
  }
  return texts;
}

Result<ProjectPage> read_root(const JsonValue& root) {
  ProjectPage page;
  for (const auto& [key, value] : root.members) {
    if (key == "meta") {
      TRY(read_meta(value, page));
    } else if (key == "name") {
      page.name = value.text;
    } else if (key == "project-status") {
      TRY_ASSIGN(page.status, status_of(value));
    } else if (key == "versions") {
      page.versions = texts_of(value);
    } else if (key != "files") {  // whose entries have been taken out already
      page.unknown.emplace_back(key, value.json());
    }
  }
  return page;
}

Result<void> check_shape(const JsonValue& root) {
  const auto* const meta = root.find("meta");
  const auto* const files = root.find("files");
  if (meta != nullptr && meta->is(Kind::object) && files != nullptr && files->is(Kind::array))
    return {};
  return not_a_page("it needs 'meta' and 'files'");
}

}  // namespace

Result<ProjectPage> read_project_page(std::string_view json, std::string_view base_url,
                                      const Malformed& malformed, PageLimits limits) {
  // What nearly every entry is longer than; the memory is taken only when it is used.
  constexpr std::size_t short_entry = 512;
  PageBuilder builder(base_url, malformed, limits);
  builder.files.reserve(std::min(json.size() / short_entry, limits.files));
  JsonScanner scanner(builder);
  TRY(scanner.add(json));
  TRY(scanner.finish());
  const auto root = builder.take();
  TRY(check_shape(root));
  TRY_ASSIGN(auto page, read_root(root));
  if (builder.not_objects > 0) malformed("", cat(builder.not_objects, " entries are not objects"));
  page.files = each_once(std::move(builder.files), malformed);
  return page;
}

}  // namespace adder::pypi
