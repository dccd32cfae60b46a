#pragma once

#include "base/core/checksum.h"
#include "mirror/store/store.h"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace adder::mirror {

// What nobody may fetch: a package or a file, hidden by the admin or because upstream quarantined
// it.
struct Hidden {
  std::string section;  // pypi, conda/<channel>
  std::string name;     // of a project, a conda package or a file
  std::string cause;    // admin, quarantined
  std::string note;
  Time since;
};

// "'numpy' is hidden by 'adder hide' since 2026-01-01, bad stuff"
std::string words(const Hidden& item);

Result<std::vector<Hidden>> hidden_items(const Store& store);
Result<bool> hide_item(const Store& store, const Hidden& item);  // false: it was hidden already
Result<bool> unhide_item(const Store& store, std::string_view section, std::string_view name,
                         std::string_view cause);

// The names alone, for quick questions while pages are composed.
Result<std::set<std::string, std::less<>>> hidden_names(const Store& store,
                                                        std::string_view section);

// The same of all sections.
using HiddenNames = std::map<std::string, std::set<std::string, std::less<>>, std::less<>>;
Result<HiddenNames> hidden_names(const Store& store);

// Whether the unit's promise of the public file is hidden, by the file's name, its project's or its
// conda package's. A file's companions go with it.
bool is_hidden(const HiddenNames& hidden, std::string_view unit, std::string_view public_path);

// The bytes that a public path holds: what was promised there last and is not hidden. Nothing where
// all promises of it are: the file that a visible project names, too, stays.
Result<std::optional<Sha256>> shown_at(const Store& store, const HiddenNames& hidden,
                                       std::string_view public_path);

// Takes the public paths of what is hidden away, in all generations; the blobs stay.
Result<void> conceal_files(const Store& store);

// Gives the files of the package, or the one file, their public paths back, where they are
// promised.
Result<void> reveal_files(const Store& store, std::string_view section, std::string_view name);

}  // namespace adder::mirror
