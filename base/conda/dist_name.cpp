#include "base/conda/dist_name.h"

#include "base/core/scanner.h"
#include "base/core/text.h"

#include <algorithm>
#include <optional>

namespace adder::conda {

namespace {

constexpr std::size_t kLongestFileName = 211;
constexpr std::size_t kLongestPart = 64;

Error not_a_package(std::string_view file_name, std::string_view why) {
  return {Error::Kind::invalid, cat(quoted(file_name), " is not a package's file name: ", why)};
}

std::optional<Format> format_of(std::string_view file_name) {
  if (file_name.ends_with(ending(Format::conda))) return Format::conda;
  if (file_name.ends_with(ending(Format::tar_bz2))) return Format::tar_bz2;
  return {};
}

bool may_stand_in_build(char c) {
  return is_letter(c) || is_digit(c) || c == '_' || c == '.' || c == '+';
}

// Narrower than what conda can read: no blank, dash or star of a version comes into a file name.
bool may_stand_in_version(char c) {
  return may_stand_in_build(c) || c == '!';
}

// Empty: nothing.
std::string wrong_with_part(std::string_view part, std::string_view kind, bool (*may_stand)(char)) {
  if (part.empty()) return cat("its ", kind, " is empty");
  if (part.size() > kLongestPart) {
    return cat("its ", kind, " is longer than ", kLongestPart, " characters");
  }
  if (std::ranges::all_of(part, may_stand)) return {};
  return cat("its ", kind, ' ', quoted(part), " holds a character that no ", kind, " may have");
}

}  // namespace

std::string_view ending(Format format) {
  return format == Format::conda ? ".conda" : ".tar.bz2";
}

Result<DistName> DistName::parse(std::string_view file_name) {
  if (file_name.size() > kLongestFileName) {
    return not_a_package(file_name, cat("it is longer than ", kLongestFileName, " characters"));
  }
  const auto format = format_of(file_name);
  if (!format) return not_a_package(file_name, "it ends in neither .conda nor .tar.bz2");

  // A name may hold dashes, a version and a build may not: cut from the right.
  const auto stem = file_name.substr(0, file_name.size() - ending(*format).size());
  const auto before_build = std::min(stem.rfind('-'), stem.size());
  const auto name_and_version = stem.substr(0, before_build);
  const auto before_version = name_and_version.rfind('-');
  if (before_build == stem.size() || before_version == stem.npos) {
    return not_a_package(file_name, "it is not <name>-<version>-<build>");
  }
  const auto version_text = name_and_version.substr(before_version + 1);
  const auto build = stem.substr(before_build + 1);
  for (const auto& wrong : {wrong_with_part(version_text, "version", may_stand_in_version),
                            wrong_with_part(build, "build", may_stand_in_build)}) {
    if (!wrong.empty()) return not_a_package(file_name, wrong);
  }
  const auto while_reading = [file_name](Error error) {
    return std::move(error).during(cat("file name ", quoted(file_name)));
  };
  auto name = PackageName::parse(stem.substr(0, before_version));
  if (!name) return while_reading(std::move(name).error());
  auto version = Version::parse(version_text);
  if (!version) return while_reading(std::move(version).error());
  return DistName{.name = *std::move(name),
                  .version = *std::move(version),
                  .build = std::string(build),
                  .format = *format};
}

std::string DistName::stem() const {
  return cat(name.text(), '-', version.text(), '-', build);
}

std::string DistName::file_name() const {
  return stem() + std::string(ending(format));
}

}  // namespace adder::conda
