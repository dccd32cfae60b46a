#include "base/conda/json_doubt.h"
#include "base/core/text.h"
#include "base/io/fd.h"
#include "mirror/conda/carried.h"
#include "mirror/conda/member_check.h"
#include "mirror/conda/package_about.h"
#include "mirror/conda/package_walk.h"
#include "mirror/conda/paths_list.h"
#include "mirror/conda/recipe_source.h"
#include "tests/support/conda_package_builder.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using adder::Result;
using adder::conda::DistName;
using adder::conda::Format;
using adder::mirror::PackageMember;
using adder::mirror::PackagePart;

constexpr std::string_view kStem = "demo-1.0-0";

void must(bool truth) {
  if (!truth) std::abort();
}

bool is_sound(std::string_view json) {
  const auto doubt = adder::conda::find_doubt(json);
  return doubt && !*doubt;
}

void must_be_object(std::string_view json) {
  must(json.starts_with('{') && json.ends_with('}') && is_sound(json));
}

bool leads_out(std::string_view name) {
  return name.starts_with('/') || name == ".." || name.starts_with("../") ||
         name.ends_with("/..") || name.find("/../") != name.npos;
}

// What is read of a package is sound JSON, and no name leads out of it.
void read_package(std::string_view bytes, Format format) {
  const adder::io::Fd memory(::memfd_create("package", MFD_CLOEXEC));
  if (::write(*memory, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) return;
  const auto file = adder::cat("/proc/self/fd/", *memory);
  const auto name = *DistName::parse(adder::cat(kStem, ending(format)));

  if (const auto carried = adder::mirror::read_carried(file, name)) {
    must_be_object(carried->about);
    if (!carried->run_exports.empty()) must_be_object(carried->run_exports);
  }
  const auto walked =
      walk_package(file, format, PackagePart::all,
                   [](const PackageMember& member, adder::io::ArchiveStream&) -> Result<void> {
                     must(!member.name.empty() && !leads_out(member.name));
                     return {};
                   });
  const auto checked = adder::mirror::check_members(file, format);
  must(walked || !checked);
}

void read_paths(std::string_view json) {
  adder::mirror::PathsReader reader([](const adder::mirror::ListedPath& path) -> Result<void> {
    must(!path.path.empty() && !leads_out(path.path));
    return {};
  });
  const auto half = json.size() / 2;
  if (reader.add(json.substr(0, half)) && reader.add(json.substr(half)) && reader.finish()) {
    must(is_sound(json));
  }
}

void read_words(std::string_view text) {
  const auto source = adder::mirror::read_recipe_source(text);
  must(source.url.empty() || is_sound(source.url));
  must(source.git_url.empty() || is_sound(source.git_url));
  const auto about = adder::mirror::pick_about(is_sound(text) ? text : "{}", text, source);
  if (about) must_be_object(*about);
}

}  // namespace

// The first byte says what the others are: a package, a tar that is the info/ of one, or a file in
// that. A mutated package hardly ever comes through its packing, hence the latter two.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0]) {
    case 'c':
      read_package(bytes, Format::conda);
      break;
    case 'b':
      read_package(bytes, Format::tar_bz2);
      break;
    case 't':
      read_package(adder::testing::conda_of(std::string(kStem), std::string(bytes),
                                            adder::testing::tar_of({})),
                   Format::conda);
      break;
    case 'p':
      read_paths(bytes);
      break;
    default:
      read_words(bytes);
  }
  return 0;
}
