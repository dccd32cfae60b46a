#include "tests/program/mirror.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <utility>

namespace adder::testing {

namespace {

namespace fs = std::filesystem;

using Json = nlohmann::json;

constexpr int kNewYear = 1'767'225'600;  // 2026-01-01T00:00:00Z

std::string line_for(const fs::path& file, const fs::path& root) {
  struct stat now {};
  ::lstat(file.c_str(), &now);
  std::ostringstream line;
  line << file.lexically_relative(root).native() << ' ' << now.st_mode << ' ' << now.st_ino << ' '
       << now.st_size << ' ' << now.st_mtim.tv_sec << '.' << now.st_mtim.tv_nsec << ' '
       << now.st_ctim.tv_sec << '.' << now.st_ctim.tv_nsec;
  return line.str();
}

}  // namespace

Mirror::Mirror() {
  after(0);
}

void Mirror::configure(const std::string& upstream, const std::string& limits,
                       const std::string& pypi) const {
  here.write("adder.toml", "root = 'root'\n[limits]\nmin_free = '1MB'\n" + limits +
                               "[pypi]\nupstream = '" + upstream + "'\n" + pypi);
}

void Mirror::after(int seconds) {
  always["SOURCE_DATE_EPOCH"] = std::to_string(kNewYear + seconds);
}

Json Mirror::answer(std::vector<std::string> words) const {
  words.emplace_back("--json");
  return Json::parse(adder(std::move(words)).out, nullptr, false);
}

std::vector<Json> Mirror::events(std::vector<std::string> words) const {
  words.emplace_back("--json");
  std::vector<Json> events;
  std::istringstream text(adder(std::move(words)).out);
  for (std::string line; std::getline(text, line);) events.push_back(Json::parse(line));
  return events;
}

Json Mirror::event(const std::vector<Json>& events, std::string_view name) {
  const auto found = std::find_if(events.rbegin(), events.rend(),
                                  [&](const Json& event) { return event["event"] == name; });
  return found == events.rend() ? Json() : *found;
}

std::string Mirror::page(const std::string& project) const {
  return content_of(published("pypi/simple/" + project + "/index.v1_json"));
}

void DemoMirror::SetUp() {
  ASSERT_TRUE(upstream.answers());
  configure(upstream.simple());
}

void DemoMirror::release(const std::string& project, const std::string& version) const {
  const Json change = {{"change", "release"}, {"name", project}, {"version", version}};
  ASSERT_TRUE(upstream.change(change.dump()));
}

bool has(std::string_view text, std::string_view words) {
  return text.find(words) != std::string_view::npos;
}

std::vector<std::string> tree_of(const fs::path& folder) {
  std::vector<std::string> lines;
  if (!fs::exists(folder)) return lines;
  lines.push_back(line_for(folder, folder));
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    lines.push_back(line_for(entry.path(), folder));
  }
  std::ranges::sort(lines);
  return lines;
}

}  // namespace adder::testing
