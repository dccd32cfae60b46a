#include "base/conda/run_exports_writer.h"

#include "base/core/json_text.h"
#include "base/core/text.h"

#include <string>
#include <utility>

namespace adder::conda {

namespace {

std::string arch_of(std::string_view machine) {
  if (machine == "64") return "x86_64";
  if (machine == "32") return "x86";
  return std::string(machine);
}

std::string info_of(std::string_view subdir) {
  std::string system;
  if (const auto dash = subdir.find('-'); dash != subdir.npos) {
    system = cat("\"platform\":", json_string(subdir.substr(0, dash)),
                 ",\"arch\":", json_string(arch_of(subdir.substr(dash + 1))), ',');
  }
  return cat('{', system, "\"subdir\":", json_string(subdir), ",\"version\":1}");
}

}  // namespace

RunExportsWriter::RunExportsWriter(Put put, std::string_view subdir) : writer_(std::move(put)) {
  // What fails here fails in the next call too.
  static_cast<void>(writer_.member("info", info_of(subdir)));
  writer_.begin(name_of(Section::packages), '{');
}

Result<void> RunExportsWriter::package(Section section, std::string_view file_name,
                                       std::string_view run_exports) {
  if (is_v3(section) || section < section_) {
    return Error(Error::Kind::invalid, "a part of run_exports.json comes too late");
  }
  move_to(section);
  const bool is_nothing = run_exports.empty() || run_exports == "null";
  TRY(writer_.line(file_name, cat("{\"run_exports\":", is_nothing ? "{}" : run_exports, '}')));
  return {};
}

void RunExportsWriter::move_to(Section section) {
  if (section == section_) return;
  section_ = section;
  writer_.end('{');
  writer_.begin(name_of(section), '{');
}

Result<void> RunExportsWriter::finish() {
  move_to(Section::packages_conda);
  writer_.end('{');
  return writer_.finish();
}

}  // namespace adder::conda
