#pragma once

#include <cstddef>
#include <initializer_list>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace adder::testing {

// Makes up what people write of conda packages: well-formed nearly always, in every form there is.
// Numbers and words are few, so that what is compared is often equal or nearly so. The same words
// in the same order every time.
class CondaWords {
 public:
  std::string release();
  std::string version(const std::string& release);
  std::string version_spec(const std::string& release);
  std::string match_spec(const std::string& release);

  // The fields of a record, in the words of repodata.json. All are there: conda's answer for one
  // that is missing is an exception.
  std::vector<std::pair<std::string, std::string>> record(const std::string& version);

 private:
  std::size_t below(std::size_t end) { return dice_() % end; }
  bool in_hundred(std::size_t percent) { return below(100) < percent; }
  std::string_view one_of(std::initializer_list<std::string_view> words);
  std::string spoiled(std::string text);
  std::string tail();
  std::string clause(const std::string& release);
  std::string clauses(const std::string& release, int depth);
  std::string name();
  std::string build();
  std::string build_pattern();
  std::string key(const std::string& release);
  std::string keys(const std::string& release);
  std::string space() { return in_hundred(20) ? " " : ""; }

  std::mt19937 dice_{26};  // NOLINT: the same throw every time is what we want
};

}  // namespace adder::testing
