#pragma once

#include "tests/program/program.h"
#include "tests/support/demo_upstream.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace adder::testing {

// A mirror in the folder "root", kept by the built adder. Its clock stands still.
class Mirror : public Program {
 protected:
  Mirror();

  // A few lines for [limits], such as "generations = 1\n", and for [pypi].
  void configure(const std::string& upstream, const std::string& limits = "",
                 const std::string& pypi = "") const;
  void want(const std::string& list) const { here.write("requests/pypi.list", list); }

  // Lets the clock show a time so many seconds after the first.
  void after(int seconds);

  // What a command answers with --json.
  nlohmann::json answer(std::vector<std::string> words) const;
  // The events it tells, one of them by name: the last, if there are several.
  std::vector<nlohmann::json> events(std::vector<std::string> words) const;
  static nlohmann::json event(const std::vector<nlohmann::json>& events, std::string_view name);

  std::filesystem::path root() const { return here / "root"; }
  std::filesystem::path published(std::string_view path) const { return root() / "public" / path; }
  std::string page(const std::string& project) const;
};

// A mirror of the demonstration index.
class DemoMirror : public Mirror {
 protected:
  void SetUp() override;

  void limit(const std::string& limits) const { configure(upstream.simple(), limits); }
  void release(const std::string& project, const std::string& version) const;

  DemoUpstream upstream;
};

bool has(std::string_view text, std::string_view words);

// The folder and everything below it, one line each with its kind, size, and when it was last
// changed. Nothing, when there is no such folder.
std::vector<std::string> tree_of(const std::filesystem::path& folder);

}  // namespace adder::testing
