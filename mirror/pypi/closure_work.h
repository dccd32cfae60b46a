#pragma once

#include "base/pypi/file_record.h"
#include "mirror/pypi/closure_state.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace adder::mirror {

// What a closure does between questions and answers. Everything it learns only ever adds: versions
// to what is wanted, extras to what is asked for, bounds to what is required. So the end does not
// depend on the order in which the answers come.
class ClosureWork {
 public:
  explicit ClosureWork(ClosureState& state) : state_(&state) {}

  // Asks for the page of a package, once.
  void want_page(std::uint32_t package);

  void take_page(std::uint32_t number, const pypi::ProjectPage& page);

  // One file of a version whose metadata shall be read.
  struct Source {
    std::uint32_t package = 0;
    std::uint32_t version = 0;
    std::uint32_t file = 0;
  };
  // Nothing: its dependencies cannot be known.
  void take_requirements(const Source& source,
                         std::optional<std::span<const std::string>> requires_dist);

  // Draws all conclusions from what is known. After that, the questions are complete.
  void settle();

  bool has_questions() const { return !pages_.empty() || !sources_.empty(); }
  std::vector<std::uint32_t> take_pages() { return std::exchange(pages_, {}); }
  std::vector<Source> take_sources(std::size_t most);

 private:
  using Numbers = std::vector<std::uint32_t>;

  void want_lines(std::uint32_t number);
  void update(std::uint32_t number);
  void find_depended(Package& package, std::uint32_t number);
  void pass_extras_on(Package& package, std::uint32_t number);
  void want_requirements(Package& package, std::uint32_t number);
  void ask_for_requirements(Package& package, std::uint32_t number, std::uint32_t version);
  void close_version(std::uint32_t number, std::uint32_t version);
  static std::uint32_t stretch(Package& package, const Numbers& demands);

  std::uint32_t learn(const std::string& words);
  void link(Demand& demand, const RequirementText& text);
  void ask_for_extras(std::uint32_t package, std::uint32_t version, const Extras& extras);
  void raise_all(std::uint32_t number, std::uint32_t version, Extras extras, bool without_extra);
  Bits where_with(std::uint32_t number, const Extras& extras);
  void bind(const Demand& demand, const Bits& where);

  ClosureState* state_;
  std::set<std::uint32_t> changed_;  // packages of which more may be wanted now
  std::vector<std::uint32_t> pages_;
  std::vector<Source> sources_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::set<std::uint32_t>> gathered_;
};

}  // namespace adder::mirror
