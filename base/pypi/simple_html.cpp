#include "base/core/html_text.h"
#include "base/core/text.h"
#include "base/core/uri.h"
#include "base/pypi/project_name.h"
#include "base/pypi/simple_writer.h"

#include <algorithm>
#include <array>

namespace adder::pypi {

namespace {

constexpr std::size_t kUsualLink = 640;

void append_attribute(std::string& out, std::string_view name, std::string_view value) {
  out += cat(' ', name, "=\"");
  append_html(out, value);
  out += '"';
}

void append_meta(std::string& out, std::string_view name, std::string_view content) {
  out += "    <meta";
  append_attribute(out, "name", name);
  append_attribute(out, "content", content);
  out += ">\n";
}

void append_element(std::string& out, std::string_view tag, std::string_view text) {
  out += cat("    <", tag, '>');
  append_html(out, text);
  out += cat("</", tag, ">\n");
}

void begin_page(std::string& out) {
  out += "<!DOCTYPE html>\n<html lang=\"en\">\n  <head>\n";
  append_meta(out, "pypi:repository-version", kApiVersion);
}

void end_page(std::string& out, std::optional<std::uint64_t> serial) {
  out += "  </body>\n</html>\n";
  if (serial) out += cat("<!--SERIAL ", *serial, "-->\n");
}

// sha256=..., or the next best of what installers can compute themselves; or nothing.
std::string best_hash(const std::optional<Sha256>& sha256, const NamedHashes& others) {
  if (sha256) return cat("sha256=", sha256->hex());
  constexpr std::array<std::string_view, 6> known = {"sha512", "sha384", "sha3_256",
                                                     "sha224", "sha1",   "md5"};
  for (const auto name : known) {
    const auto hash = std::ranges::find(others, name, &NamedHashes::value_type::first);
    if (hash != others.end()) return cat(name, '=', hash->second);
  }
  return {};
}

std::string hash_fragment(const FileRecord& file) {
  const auto hash = best_hash(file.sha256, file.other_hashes);
  return hash.empty() ? hash : cat('#', hash);
}

std::string metadata_value(const CoreMetadata& metadata) {
  const auto hash = best_hash(metadata.sha256, metadata.other_hashes);
  return hash.empty() ? "true" : hash;
}

void write_link(std::string& out, const FileRecord& file) {
  out += "    <a";
  append_attribute(out, "href", cat(file.url, hash_fragment(file)));
  if (file.gpg_sig) append_attribute(out, "data-gpg-sig", *file.gpg_sig ? "true" : "false");
  if (file.requires_python) append_attribute(out, "data-requires-python", *file.requires_python);
  if (file.yanked.yanked) append_attribute(out, "data-yanked", file.yanked.reason);
  if (file.core_metadata.offered) {
    const auto value = metadata_value(file.core_metadata);
    append_attribute(out, "data-dist-info-metadata", value);
    append_attribute(out, "data-core-metadata", value);
  }
  // PEP 740 wants a complete and secure address.
  if (file.provenance && file.provenance->starts_with("https://")) {
    append_attribute(out, "data-provenance", *file.provenance);
  }
  out += '>';
  append_html(out, file.filename);
  out += "</a><br />\n";
}

}  // namespace

std::string write_project_html(const ProjectPage& page) {
  const auto title = cat("Links for ", page.name);
  std::string out;
  out.reserve(page.files.size() * kUsualLink + 1024);
  begin_page(out);
  if (page.status) {
    append_meta(out, "pypi:project-status", page.status->marker);
    if (page.status->reason) append_meta(out, "pypi:project-status-reason", *page.status->reason);
  }
  append_element(out, "title", title);
  out += "  </head>\n  <body>\n";
  append_element(out, "h1", title);
  for (const auto& file : page.files) write_link(out, file);
  end_page(out, page.serial);
  return out;
}

std::string write_list_html(std::span<const ListedProject> projects, std::uint64_t serial) {
  std::string out;
  out.reserve(projects.size() * 64 + 1024);
  begin_page(out);
  append_element(out, "title", "Simple index");
  out += "  </head>\n  <body>\n";
  for (const auto& project : projects) {
    out += "    <a";
    append_attribute(out, "href", cat(percent_encode(normalise(project.name)), '/'));
    out += '>';
    append_html(out, project.name);
    out += "</a><br />\n";
  }
  end_page(out, serial);
  return out;
}

}  // namespace adder::pypi
