#pragma once

#include "base/pypi/project_name.h"
#include "base/pypi/version.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace adder::pypi {

// The compressed tags of a wheel, cut at their dots: py2.py3-none-any has two pythons. Lower case.
struct WheelTags {
  std::vector<std::string> pythons;    // cp312, py3, pp310
  std::vector<std::string> abis;       // cp312, abi3, none
  std::vector<std::string> platforms;  // manylinux_2_17_x86_64, any
};

enum class FileKind : std::uint8_t {
  wheel,
  sdist,
  egg,    // and the other things of long ago: bdist_dumb, .exe .msi .rpm .deb .dmg
  other,  // a shape nobody knows yet: kept like any other file
};

// What a file's name says. Never a reason to refuse a file: what it cannot tell stays empty.
struct FileName {
  FileKind kind = FileKind::other;
  std::string version_text;        // as written in the name; empty: unknown
  std::optional<Version> version;  // where that is PEP 440
  std::string build_tag;
  std::string variant;  // the sixth part of a PEP 825 wheel name
  std::optional<WheelTags> tags;
};

// `project` tells where an sdist's name ends and its version begins (foo-bar-1.0.tar.gz).
FileName parse_file_name(std::string_view file_name, const ProjectName& project);

// Whether it may stand in a path and a URL: not empty, at most 244 bytes, no companion's ending, no
// slash of either kind, no control character, not starting with a dot (so neither . nor ..) or a
// dash.
bool is_safe_file_name(std::string_view file_name);

}  // namespace adder::pypi
