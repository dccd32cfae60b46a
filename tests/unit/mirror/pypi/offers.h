#pragma once

#include "mirror/lists/wish.h"
#include "mirror/pypi/offer.h"

#include <string>
#include <vector>

namespace adder::testing {

inline pypi::ProjectName project(const std::string& name) {
  return *pypi::ProjectName::parse(name);
}

inline pypi::FileRecord record(const std::string& filename,
                               const std::string& requires_python = "") {
  pypi::FileRecord record;
  record.filename = filename;
  if (!requires_python.empty()) record.requires_python = requires_python;
  return record;
}

inline pypi::FileRecord yanked(pypi::FileRecord record) {
  record.yanked.yanked = true;
  return record;
}

inline pypi::FileRecord yanked(const std::string& filename) {
  return yanked(record(filename));
}

inline pypi::ProjectPage page_of(const std::vector<pypi::FileRecord>& files) {
  pypi::ProjectPage page;
  page.files = files;
  return page;
}

inline pypi::ProjectPage page_of(const std::vector<std::string>& filenames) {
  pypi::ProjectPage page;
  for (const auto& filename : filenames) page.files.push_back(record(filename));
  return page;
}

inline mirror::Offer demo_of(const std::vector<std::string>& filenames) {
  return {project("demo"), page_of(filenames)};
}
inline mirror::Offer demo_of(const std::vector<pypi::FileRecord>& files) {
  return {project("demo"), page_of(files)};
}

inline pypi::SpecifierSet spec(const std::string& text) {
  return *pypi::SpecifierSet::parse(text);
}

inline mirror::Wish wish(const std::string& name, const std::string& specifier = "") {
  return {.place = {.file = "a.list", .line = 1},
          .text = name + specifier,
          .name = Pattern::glob(name),
          .spec = spec(specifier)};
}

inline mirror::Exclusion exclusion(const std::string& name, const std::string& specifier = "") {
  return {.place = {.file = "a.list", .line = 1},
          .text = "!" + name + specifier,
          .name = Pattern::glob(name),
          .spec = spec(specifier)};
}

}  // namespace adder::testing
