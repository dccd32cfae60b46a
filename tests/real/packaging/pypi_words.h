#pragma once

#include <cstddef>
#include <initializer_list>
#include <random>
#include <string>
#include <string_view>

namespace adder::testing {

// Makes up what people write of versions: well-formed nearly always, spelled in every way there is.
// Numbers are few and small, so that what is compared is often equal or nearly so. The same words
// in the same order every time.
class PypiWords {
 public:
  std::string release();
  std::string version(const std::string& release);
  std::string specifier(const std::string& release);
  std::string marker(int depth);
  std::string requirement();
  std::string name();
  std::string wheel_tag();

 private:
  std::size_t below(std::size_t end) { return dice_() % end; }
  bool in_hundred(std::size_t percent) { return below(100) < percent; }
  std::string_view one_of(std::initializer_list<std::string_view> words);
  std::string stage(std::initializer_list<std::string_view> words);
  std::string local();
  std::string clause(const std::string& release);
  std::string compared(std::string left, std::string_view op, std::string right);
  std::string comparison_of_versions();
  std::string comparison_of_texts();
  std::string comparison();
  std::string quoted(std::string_view text);
  std::string spoiled(std::string text);
  std::string space() { return in_hundred(40) ? " " : ""; }

  std::mt19937 dice_{440};  // NOLINT: the same throw every time is what we want
};

}  // namespace adder::testing
