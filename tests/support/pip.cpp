#include "tests/support/pip.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>

namespace adder::testing {

namespace {

namespace fs = std::filesystem;

using Words = std::vector<std::string>;

// "pip 23.2.1 from ..."
std::pair<int, int> version_in(const std::string& said) {
  int major = 0;
  int minor = 0;
  if (std::sscanf(said.c_str(), "pip %d.%d", &major, &minor) != 2) return {0, 0};
  return {major, minor};
}

}  // namespace

Pip::Pip(fs::path python) : python_(std::move(python)), version_(pip_version_of(python_)) {
  // Without a pip of its own the environment is there in no time; ours works on it from outside.
  run({.words = {python_, "-m", "venv", "--without-pip", folder_ / "venv"}});
}

std::pair<int, int> pip_version_of(const fs::path& python) {
  return version_in(run({.words = {python, "-m", "pip", "--version"}}).out);
}

Ended Pip::install(const std::string& index, const Words& words) const {
  return run_pip(from("install", index, words));
}

Ended Pip::download(const std::string& index, const Words& words) const {
  return run_pip(from("download", index, words));
}

Words Pip::from(const std::string& verb, const std::string& index, const Words& words) const {
  Words all = {"--disable-pip-version-check", verb, "--index-url", index};
  all.insert(all.end(), words.begin(), words.end());
  return all;
}

Ended Pip::installed_command(const std::string& name) const {
  return run({.words = {folder_ / "venv/bin" / name}});
}

Words Pip::installed() const {
  Words names;
  const auto listed = run_pip({"list", "--format", "json", "--disable-pip-version-check"});
  for (const auto& entry : nlohmann::json::parse(listed.out)) {
    names.push_back(entry["name"].get<std::string>() + " " + entry["version"].get<std::string>());
  }
  std::ranges::sort(names);
  return names;
}

void Pip::uninstall_everything() const {
  Words words = {"uninstall", "-y"};
  for (const auto& name : installed()) words.push_back(name.substr(0, name.find(' ')));
  run_pip(words);
}

Ended Pip::run_pip(Words words) const {
  const Words python = {python_, "-m", "pip", "--python", folder_ / "venv/bin/python"};
  words.insert(words.begin(), python.begin(), python.end());
  return run({.words = words,
              .environment = {{"HOME", folder_.path()}, {"PIP_CONFIG_FILE", "/dev/null"}},
              .folder = folder_.path()});
}

}  // namespace adder::testing
