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
//   pypi/simple/<project>      the pages of a project
//   pypi/simple                the list of projects
//   conda/<channel>/<subdir>   all index files of a subdir
//   conda/<channel>            what a channel says of itself: channeldata.json, notices.json
//   site                       catalog.json and the pages for people
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
inline constexpr std::string_view kConda = "conda/";  // what the units of channels begin with

// The public path of a row of table page, in SQL: what place_of() calls shown, and the name.
inline constexpr std::string_view kShownPath =
    "CASE page.path WHEN 'site' THEN '' ELSE page.path || '/' END || page.name";

// A relative symbolic link below public/.
struct Link {
  std::string path;
  std::string target;
};

// Whether the page has a compressed twin beside it, NAME.gz. What is packed already has none.
bool has_twin(std::string_view page);

// The page whose bytes a file in a unit's folder has: its twin's name without .gz, or its own.
std::string_view page_of_file(std::string_view file);

// The fixed links that show a page of the unit, and its twin, where its own link does not.
std::vector<Link> outlets_for(const UnitPlace& place, std::string_view page);

std::string project_unit(std::string_view project);
std::string channel_unit(std::string_view channel);
std::string subdir_unit(std::string_view channel, std::string_view subdir);

// A unit as it is now, or was.
struct Unit {
  std::string path;
  int since = 0;
  std::map<std::string, Sha256> pages;  // file name -> bytes, without the .gz twins
};

Result<std::optional<Unit>> unit_now(const Store& store, std::string_view path);
Result<std::vector<Unit>> units_of(const Store& store, int generation);
Result<std::vector<std::string>> conda_units_now(const Store& store);

// The public files a unit names now: path -> bytes.
Result<std::map<std::string, Sha256>> promises_now(const Store& store, std::string_view unit);

}  // namespace adder::mirror
