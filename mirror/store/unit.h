#pragma once

#include "base/core/checksum.h"
#include "mirror/store/store.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace adder::mirror {

// A unit of change: pages that flip together, by one rename of one link. Its path names it:
//   pypi/simple/<project>   the pages of a project
//   pypi/simple             the list of projects
//   site                    catalog.json and the pages for people
struct UnitPlace {
  std::string link;     // below public/: what is renamed
  std::string target;   // what it points to, relative to itself
  std::string folder;   // below public/: where the pages of that generation stand
  std::string through;  // what the fixed links to its pages begin with: ".index/"; or empty
  std::string shown;    // what the public paths of the pages begin with: "pypi/simple/numpy/"
};
UnitPlace place_of(std::string_view unit, int generation);

inline constexpr std::string_view kProjectList = "pypi/simple";
inline constexpr std::string_view kSite = "site";

// The public path of a row of table page, in SQL: what place_of() calls shown, and the name.
inline constexpr std::string_view kShownPath =
    "CASE page.path WHEN 'site' THEN '' ELSE page.path || '/' END || page.name";

// A relative symbolic link below public/.
struct Link {
  std::string path;
  std::string target;
};

// The fixed links that show a page of the unit, and its .gz, where its own link does not.
std::vector<Link> outlets_for(const UnitPlace& place, std::string_view page);

std::string project_unit(std::string_view project);

// A unit as it is now, or was.
struct Unit {
  std::string path;
  int since = 0;
  std::map<std::string, Sha256> pages;  // file name -> bytes, without the .gz twins
};

Result<std::optional<Unit>> unit_now(const Store& store, std::string_view path);
Result<std::vector<Unit>> units_of(const Store& store, int generation);

// The public files a unit names now: path -> bytes.
Result<std::map<std::string, Sha256>> promises_now(const Store& store, std::string_view unit);

}  // namespace adder::mirror
