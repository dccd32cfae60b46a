#include "base/pypi/file_name.h"

#include "base/core/text.h"

#include <algorithm>
#include <array>

namespace adder::pypi {

namespace {

// As long as a file system allows, with room for the longest companion, .provenance.
constexpr std::size_t kLongestFileName = 244;

constexpr std::array<std::string_view, 13> kSdistEndings = {
    ".tar.gz", ".tgz",    ".zip",      ".tar.bz2", ".tbz",   ".tar.xz", ".txz",
    ".tlz",    ".tar.lz", ".tar.lzma", ".tar.zst", ".tar.z", ".tar"};
constexpr std::array<std::string_view, 6> kOldEndings = {".egg", ".exe", ".msi",
                                                         ".rpm", ".deb", ".dmg"};

// What bdist_dumb, bdist_wininst and bdist_rpm put behind a version.
constexpr std::array<std::string_view, 10> kOldPlatforms = {
    ".linux",   ".macosx",  ".win32",  ".win-", ".cygwin",
    ".freebsd", ".solaris", ".noarch", ".src",  ".x86_64"};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// The ending of `name` that is in the list; empty where none is. Upper case is lower case here.
template <std::size_t size>
std::string_view ending_of(std::string_view name,
                           const std::array<std::string_view, size>& endings) {
  const auto small = lower(name);
  const auto found = std::ranges::find_if(
      endings, [&](std::string_view ending) { return small.ends_with(ending); });
  return found == endings.end() ? std::string_view() : *found;
}

// Of "Foo_Bar-1.0" and the project foo-bar: "1.0". A name may hold dashes and so may old versions:
// only the project knows which dash is the one.
std::string_view behind_name(std::string_view stem, const ProjectName& project) {
  for (auto dash = stem.find('-'); dash != stem.npos; dash = stem.find('-', dash + 1)) {
    if (normalise(stem.substr(0, dash)) == project.text()) return stem.substr(dash + 1);
  }
  // A file of another name: what begins with a digit is most likely its version.
  for (auto dash = stem.find('-'); dash != stem.npos; dash = stem.find('-', dash + 1)) {
    if (dash + 1 < stem.size() && is_digit(stem[dash + 1])) return stem.substr(dash + 1);
  }
  return {};
}

void set_version(FileName& name, std::string_view text) {
  name.version_text = text;
  auto version = Version::parse(text);
  if (!version) {
    // In names of wheels and eggs an underscore stands where a version has a dash.
    auto dashed = name.version_text;
    std::ranges::replace(dashed, '_', '-');
    version = Version::parse(dashed);
  }
  if (version) name.version = *std::move(version);
}

std::vector<std::string> tags_in(std::string_view part) {
  std::vector<std::string> tags;
  for (const auto tag : split(part, '.')) tags.push_back(lower(tag));
  return tags;
}

// name-version[-build]-python-abi-platform[-variant]: only a build tag begins with a digit.
FileName parse_wheel(std::string_view stem, const ProjectName& project) {
  FileName name;
  name.kind = FileKind::wheel;
  auto parts = split(behind_name(stem, project), '-');
  set_version(name, parts[0]);
  if (parts.size() >= 5 && !parts[1].empty() && is_digit(parts[1][0])) {
    name.build_tag = parts[1];
    parts.erase(parts.begin() + 1);
  }
  if (parts.size() != 4 && parts.size() != 5) return name;
  if (parts.size() == 5) name.variant = parts[4];
  name.tags = WheelTags{
      .pythons = tags_in(parts[1]), .abis = tags_in(parts[2]), .platforms = tags_in(parts[3])};
  return name;
}

// foo-1.0-py2.7, foo-1.0.win32-py2.7, foo-1.0-1.noarch, foo-1.0.linux-x86_64
FileName parse_old(std::string_view stem, const ProjectName& project) {
  FileName name;
  name.kind = FileKind::egg;
  auto version = behind_name(stem, project);
  version = version.substr(0, version.find('-'));
  for (const auto platform : kOldPlatforms) version = version.substr(0, version.find(platform));
  // bdist_wininst writes ".win-amd64", which was cut at its dash.
  if (version.ends_with(".win")) version.remove_suffix(4);
  set_version(name, version);
  return name;
}

FileName parse_sdist(std::string_view stem, const ProjectName& project) {
  FileName name;
  name.kind = FileKind::sdist;
  const auto version = behind_name(stem, project);
  set_version(name, version);
  if (name.version) return name;
  // bdist_dumb's archives look like sdists but for the platform behind the version.
  const bool is_dumb = std::ranges::any_of(kOldPlatforms, [&](std::string_view platform) {
    return version.find(platform) != version.npos;
  });
  return is_dumb ? parse_old(stem, project) : name;
}

}  // namespace

FileName parse_file_name(std::string_view file_name, const ProjectName& project) {
  const auto stem_before = [&](std::string_view ending) {
    return file_name.substr(0, file_name.size() - ending.size());
  };
  if (lower(file_name).ends_with(".whl")) return parse_wheel(stem_before(".whl"), project);
  if (const auto ending = ending_of(file_name, kSdistEndings); !ending.empty()) {
    return parse_sdist(stem_before(ending), project);
  }
  if (const auto ending = ending_of(file_name, kOldEndings); !ending.empty()) {
    return parse_old(stem_before(ending), project);
  }
  FileName name;
  constexpr std::string_view variants = "-variants.json";  // PEP 825: beside a version's wheels
  if (file_name.ends_with(variants)) set_version(name, behind_name(stem_before(variants), project));
  return name;
}

bool is_safe_file_name(std::string_view file_name) {
  if (file_name.empty() || file_name.size() > kLongestFileName) return false;
  // Such a file would stand where another one's companion stands.
  if (file_name.ends_with(".metadata") || file_name.ends_with(".provenance")) return false;
  if (file_name.front() == '.' || file_name.front() == '-') return false;
  return std::ranges::none_of(file_name, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return c == '/' || c == '\\' || byte < 0x20 || byte == 0x7f;
  });
}

}  // namespace adder::pypi
