#include "base/core/json_text.h"
#include "base/core/text.h"
#include "base/pypi/simple_writer.h"

namespace adder::pypi {

namespace {

// Enough for an entry as PyPI's: one allocation for nearly every page.
constexpr std::size_t kUsualEntry = 768;
constexpr std::size_t kUsualListEntry = 64;

// The members of one object, commas between them.
class Members {
 public:
  explicit Members(std::string& out) : out_(out) { out_ += '{'; }
  void close() { out_ += '}'; }

  // The value is JSON already.
  void add(std::string_view key, std::string_view json) {
    begin(key);
    out_ += json;
  }
  void add_text(std::string_view key, std::string_view text) {
    begin(key);
    append_json_string(out_, text);
  }
  void add_text_or_null(std::string_view key, const std::optional<std::string>& text) {
    text ? add_text(key, *text) : add(key, "null");
  }
  void add_number(std::string_view key, std::uint64_t number) {
    begin(key);
    out_ += cat(number);
  }
  void add_unknown(const std::vector<UnknownField>& fields) {
    for (const auto& [key, json] : fields) add(key, json);
  }
  // For a value that is written piece by piece.
  std::string& begin(std::string_view key) {
    if (!is_first_) out_ += ',';
    is_first_ = false;
    append_json_string(out_, key);
    out_ += ':';
    return out_;
  }

 private:
  std::string& out_;
  bool is_first_ = true;
};

void write_hashes(std::string& out, const std::optional<Sha256>& sha256,
                  const NamedHashes& others) {
  Members hashes(out);
  for (const auto& [name, hex] : others) hashes.add_text(name, hex);
  if (sha256) hashes.add_text("sha256", sha256->hex());
  hashes.close();
}

std::string core_metadata_json(const CoreMetadata& metadata) {
  if (!metadata.offered) return "false";
  if (!metadata.sha256 && metadata.other_hashes.empty()) return "true";
  std::string json;
  write_hashes(json, metadata.sha256, metadata.other_hashes);
  return json;
}

// Keys in the order of the alphabet, as PyPI has them.
void write_file(std::string& out, const FileRecord& file) {
  const auto metadata = core_metadata_json(file.core_metadata);
  Members members(out);
  members.add("core-metadata", metadata);
  members.add("data-dist-info-metadata", metadata);
  members.add_text("filename", file.filename);
  if (file.gpg_sig) members.add("gpg-sig", *file.gpg_sig ? "true" : "false");
  write_hashes(members.begin("hashes"), file.sha256, file.other_hashes);
  members.add_text_or_null("provenance", file.provenance);
  members.add_text_or_null("requires-python", file.requires_python);
  if (file.size) members.add_number("size", *file.size);
  if (file.upload_time) members.add_text("upload-time", *file.upload_time);
  members.add_text("url", file.url);
  if (file.yanked.yanked && !file.yanked.reason.empty()) {
    members.add_text("yanked", file.yanked.reason);
  } else {
    members.add("yanked", file.yanked.yanked ? "true" : "false");
  }
  members.add_unknown(file.unknown);
  members.close();
}

void write_meta(std::string& out, std::optional<std::uint64_t> serial,
                const std::vector<UnknownField>& unknown) {
  Members meta(out);
  if (serial) meta.add_number("_last-serial", *serial);
  meta.add_text("api-version", kApiVersion);
  meta.add_unknown(unknown);
  meta.close();
}

void write_status(std::string& out, const ProjectStatus& status) {
  Members members(out);
  members.add_text("status", status.marker);
  if (status.reason) members.add_text("reason", *status.reason);
  members.close();
}

// [ and ] on the lines of their neighbours, each element on a line of its own.
template <class Elements, class Write>
void write_lines(std::string& out, const Elements& elements, Write write) {
  out += '[';
  bool is_first = true;
  for (const auto& element : elements) {
    out += is_first ? "\n" : ",\n";
    is_first = false;
    write(out, element);
  }
  out += ']';
}

}  // namespace

std::string write_project_json(const ProjectPage& page) {
  std::string out;
  out.reserve(page.files.size() * kUsualEntry + 1024);
  Members members(out);
  write_meta(members.begin("meta"), page.serial, page.unknown_meta);
  members.add_text("name", page.name);
  if (page.status) write_status(members.begin("project-status"), *page.status);
  write_lines(members.begin("versions"), page.versions, append_json_string);
  members.add_unknown(page.unknown);
  write_lines(members.begin("files"), page.files, write_file);
  members.close();
  return out += '\n';
}

std::string write_list_json(std::span<const ListedProject> projects, std::uint64_t serial) {
  std::string out;
  out.reserve(projects.size() * kUsualListEntry + 1024);
  Members members(out);
  write_meta(members.begin("meta"), serial, {});
  write_lines(members.begin("projects"), projects, [](std::string& line, const auto& project) {
    Members entry(line);
    if (project.serial) entry.add_number("_last-serial", *project.serial);
    entry.add_text("name", project.name);
    entry.close();
  });
  members.close();
  return out += '\n';
}

}  // namespace adder::pypi
