#include "mirror/pypi/own_file.h"

#include "base/core/text.h"
#include "base/pypi/core_metadata.h"
#include "mirror/pypi/dist_metadata.h"

namespace adder::mirror {

namespace {

using pypi::FileKind;

// The ending tells the kind; no project is needed for that.
FileKind kind_of(std::string_view file_name) {
  static const auto anybody = pypi::ProjectName::parse("x");
  return pypi::parse_file_name(file_name, *anybody).kind;
}

bool begins_with(std::string_view file_name, const pypi::ProjectName& project) {
  return pypi::normalise(file_name).starts_with(project.text() + "-");
}

bool same_version(const pypi::FileName& name, const std::string& version) {
  const auto parsed = pypi::Version::parse(version);
  if (name.version && parsed) return *name.version == *parsed;
  return name.version_text == version;
}

class Examination {
 public:
  Examination(std::string_view file_name, const std::filesystem::path& bytes)
      : file_name_(file_name), bytes_(bytes), kind_(kind_of(file_name)) {}

  OwnFacts run() && {
    facts_.project = project_by_name(file_name_);
    facts_.problem = examine();
    if (!facts_.problem.empty()) facts_.metadata.reset();
    return std::move(facts_);
  }

 private:
  // What is wrong with it; empty: nothing.
  std::string examine() {
    if (!pypi::is_safe_file_name(file_name_)) return "its name cannot stand in a URL";
    if (kind_ == FileKind::wheel && !is_wheels_name()) return "its name is not that of a wheel";
    auto metadata = metadata_of(bytes_, file_name_);
    if (!metadata) return without_name(metadata.error().words());
    if (!*metadata) return cat("it holds no ", kind_ == FileKind::wheel ? "METADATA" : "PKG-INFO");
    const auto parsed = pypi::parse_core_metadata(**metadata);
    if (!parsed) return parsed.error().words();
    if (auto problem = compare(*parsed); !problem.empty()) return problem;
    facts_.requires_python = parsed->requires_python;
    if (pypi::dependencies_are_known(*parsed, kind_)) {
      facts_.requires_dist = join(parsed->requires_dist, "\n");
    }
    if (kind_ == FileKind::wheel) facts_.metadata = **std::move(metadata);
    return {};
  }

  bool is_wheels_name() const {
    return facts_.project && pypi::parse_file_name(file_name_, *facts_.project).tags;
  }

  // Whoever tells of it names the file already.
  std::string without_name(const std::string& words) const {
    const auto name = printable(file_name_) + ": ";
    return words.starts_with(name) ? words.substr(name.size()) : words;
  }

  // The name of a file and what it says inside must agree: installers refuse it otherwise.
  std::string compare(const pypi::CoreMetadataFile& metadata) {
    const auto project = pypi::ProjectName::parse(metadata.name);
    if (!project || !begins_with(file_name_, *project)) {
      return cat("its metadata is that of '", printable(metadata.name), "'");
    }
    facts_.project = *project;
    const auto name = pypi::parse_file_name(file_name_, *project);
    if (!same_version(name, metadata.version)) {
      return cat("its metadata is that of version '", printable(metadata.version), "'");
    }
    return {};
  }

  std::string_view file_name_;
  const std::filesystem::path& bytes_;
  FileKind kind_;
  OwnFacts facts_;
};

}  // namespace

bool is_distribution(std::string_view file_name) {
  const auto kind = kind_of(file_name);
  return !file_name.starts_with('.') && (kind == FileKind::wheel || kind == FileKind::sdist);
}

// A wheel's name ends at its first dash. An sdist's may hold dashes, and its version may not.
std::optional<pypi::ProjectName> project_by_name(std::string_view file_name) {
  const bool is_wheel = kind_of(file_name) == FileKind::wheel;
  const auto dash = is_wheel ? file_name.find('-') : file_name.rfind('-');
  if (dash == file_name.npos) return std::nullopt;
  auto project = pypi::ProjectName::parse(file_name.substr(0, dash));
  return project ? std::optional(*std::move(project)) : std::nullopt;
}

OwnFacts facts_of(std::string_view file_name, const std::filesystem::path& bytes) {
  return Examination(file_name, bytes).run();
}

}  // namespace adder::mirror
