#include "mirror/conda/carried.h"

#include "base/conda/json_doubt.h"
#include "base/conda/raw_object.h"
#include "base/core/json_cursor.h"
#include "base/core/text.h"
#include "mirror/conda/package_about.h"
#include "mirror/conda/package_walk.h"
#include "mirror/conda/path_traits.h"
#include "mirror/conda/paths_list.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace adder::mirror {

namespace {

using conda::DistName;
using io::ArchiveStream;
using Text = std::optional<std::string>;

constexpr std::uint64_t kMostIndex = std::uint64_t{1} << 20;
constexpr std::uint64_t kMostRunExports = std::uint64_t{1} << 20;
constexpr std::uint64_t kMostAbout = std::uint64_t{4} << 20;
constexpr std::uint64_t kMostRecipe = std::uint64_t{4} << 20;
constexpr std::uint64_t kMostFileList = std::uint64_t{64} << 20;

// conda-index takes the first of them that it meets.
constexpr std::array<std::string_view, 3> kRecipes = {
    "info/recipe/meta.yaml", "info/recipe/meta.yaml.rendered", "info/meta.yaml"};

Error wrong(std::string_view what) {
  return {Error::Kind::corrupt, std::string(what)};
}

bool is_sound_json(std::string_view json) {
  const auto doubt = conda::find_doubt(json);
  return doubt && !*doubt;
}

// What was found in info/.
class Info {
 public:
  Result<void> take(const PackageMember& member, ArchiveStream& archive);

  const Text& index() const { return index_; }
  Result<Carried> carried() const;

 private:
  Result<void> take_paths(ArchiveStream& archive);
  PackageTraits traits() const;

  Text index_;
  Text about_;
  Text run_exports_;
  Text recipe_;
  Text files_;
  Text has_prefix_;
  std::optional<PackageTraits> listed_;  // by paths.json
};

Result<void> Info::take(const PackageMember& member, ArchiveStream& archive) {
  if (member.kind != ArchiveStream::Kind::file) return {};
  const auto keep = [&](Text& text, std::uint64_t most) -> Result<void> {
    TRY_ASSIGN(text, read_member(archive, most).during(member.name));
    return {};
  };
  const std::string_view name = member.name;
  if (name == "info/index.json") return keep(index_, kMostIndex);
  if (name == "info/about.json") return keep(about_, kMostAbout);
  if (name == "info/paths.json") return take_paths(archive).during(name);
  if (name == "info/files") return keep(files_, kMostFileList);
  if (name == "info/has_prefix") return keep(has_prefix_, kMostFileList);
  if (name == "info/run_exports.json") {
    TRY(keep(run_exports_, kMostRunExports));
    return run_exports_ ? Result<void>() : wrong(cat(name, " is absurdly long"));
  }
  const bool is_recipe = std::ranges::find(kRecipes, name) != kRecipes.end();
  return is_recipe && !recipe_ ? keep(recipe_, kMostRecipe) : Result<void>();
}

Result<void> Info::take_paths(ArchiveStream& archive) {
  auto& traits = listed_.emplace();
  PathsReader reader([&](const ListedPath& path) -> Result<void> {
    add_path(traits, path.path);
    add_prefix(traits, path.prefix);
    return {};
  });
  while (true) {
    TRY_ASSIGN(const auto piece, archive.piece());
    if (piece.empty()) return reader.finish();
    TRY(reader.add(piece));
  }
}

PackageTraits Info::traits() const {
  if (listed_) return *listed_;
  PackageTraits traits;
  if (files_) add_files(traits, *files_);
  if (has_prefix_) add_has_prefix(traits, *has_prefix_);
  return traits;
}

// A list is what `weak` says (CEP 34).
std::string run_exports_of(std::string_view json) {
  if (!is_sound_json(json)) return {};
  std::string value;
  append_compact_json(value, json);
  if (value.starts_with('[') && value != "[]") return cat("{\"weak\":", value, '}');
  return value.starts_with('{') && value != "{}" ? value : std::string();
}

Result<Carried> Info::carried() const {
  const auto source = recipe_ ? read_recipe_source(*recipe_) : RecipeSource();
  Carried carried;
  TRY_ASSIGN(carried.about, pick_about(*index_, about_.value_or("{}"), source));
  if (run_exports_) carried.run_exports = run_exports_of(*run_exports_);
  carried.traits = traits();
  return carried;
}

Error another_package(std::string_view expected, std::string_view found) {
  return {Error::Kind::corrupt,
          lines({"it is another package than its name says", cat("  expected ", expected),
                 cat("  found    ", printable(found))})};
}

Result<void> check_field(const conda::RawObject& index, std::string_view key,
                         std::string_view expected) {
  const auto* const member = index.find(key);
  if (member == nullptr) return wrong(cat("field '", key, "' is missing"));
  const auto found = text_of_json(member->value);
  if (!found) return wrong(cat("field '", key, "' is not a string"));
  if (*found == expected) return {};
  return another_package(cat(key, ' ', expected), cat(key, ' ', *found));
}

// Only what no channel may patch.
Result<void> check_identity(std::string_view json, const DistName& name) {
  TRY_ASSIGN(const auto doubt, conda::find_doubt(json));
  if (doubt) return *doubt;
  TRY_ASSIGN(const auto index, conda::RawObject::read(json));
  TRY(check_field(index, "name", name.name.text()));
  TRY(check_field(index, "version", name.version.text()));
  return check_field(index, "build", name.build);
}

}  // namespace

Result<Carried> read_carried(const std::filesystem::path& file, const DistName& name) {
  Info info;
  TRY_ASSIGN(const auto stem,
             walk_package(file, name.format, PackagePart::info,
                          [&](const PackageMember& member, ArchiveStream& archive) {
                            return info.take(member, archive);
                          }));
  if (!stem.empty() && stem != name.stem()) return another_package(name.stem(), stem);
  if (!info.index()) return wrong("it has no info/index.json");
  TRY(check_identity(*info.index(), name).during("info/index.json"));
  return info.carried();
}

}  // namespace adder::mirror
