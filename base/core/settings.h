#pragma once

#include "base/core/result.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace adder {

// Says what is wrong with a value that has the right type, as in "expected an http URL".
using Check = std::function<Result<void>(const std::string& value)>;

struct Bounds {
  int least = 0;
  int most = std::numeric_limits<int>::max();
};

// What a key of a settings file asks of a text, beyond being one.
struct TextRule {
  enum class Presence { optional, required } presence = Presence::optional;
  enum class Shown { as_it_is, without_secrets } shown = Shown::as_it_is;
  enum class Lone { refused, taken } lone = Lone::refused;  // a single text where a list is meant
  Check check = {};
};

// The keys of a settings file, each described once by functions such as
//
//   void describe(Fields& fields, Limits& limits) {
//     fields.size("min_free", limits.min_free);
//     fields.number("shrink", limits.shrink, {.least = 0, .most = 100});
//   }
//
// and visited for two ends: SettingsReader fills the values from a file and the environment,
// SettingsWriter shows what is in force. So what is accepted and what is shown cannot drift apart.
class Fields {
 public:
  virtual ~Fields() = default;

  virtual void text(std::string_view key, std::string& value, const TextRule& rule) = 0;
  virtual void path(std::string_view key, std::filesystem::path& value, const TextRule& rule) = 0;
  virtual void flag(std::string_view key, bool& value) = 0;
  virtual void number(std::string_view key, int& value, const Bounds& bounds) = 0;
  virtual void size(std::string_view key, std::uint64_t& value) = 0;
  virtual void rate(std::string_view key, std::uint64_t& value) = 0;
  virtual void duration(std::string_view key, std::chrono::seconds& value) = 0;
  virtual void texts(std::string_view key, std::vector<std::string>& values,
                     const TextRule& rule) = 0;
  virtual void paths(std::string_view key, std::vector<std::filesystem::path>& values,
                     const TextRule& rule) = 0;
  virtual void pairs(std::string_view key, std::map<std::string, std::string>& values,
                     const Check& check) = 0;

  // true, false, or a path: `enabled` says which, `file` is empty unless one was given.
  virtual void flag_or_path(std::string_view key, bool& enabled, std::filesystem::path& file) = 0;

  void text(std::string_view key, std::string& value) { text(key, value, {}); }
  void path(std::string_view key, std::filesystem::path& value) { path(key, value, {}); }
  void texts(std::string_view key, std::vector<std::string>& values) { texts(key, values, {}); }
  void paths(std::string_view key, std::vector<std::filesystem::path>& values) {
    paths(key, values, {});
  }

  // A word for each enumerator, in their order.
  template <class Enum, std::size_t count>
  void choice(std::string_view key, Enum& value, const std::array<std::string_view, count>& words) {
    auto index = static_cast<std::size_t>(value);
    one_of(key, index, words);
    value = static_cast<Enum>(index);
  }

  // A [section] that always has values, if only the defaults.
  template <class T>
  void section(std::string_view key, T& value, void (*describe)(Fields&, T&)) {
    table(key, [&](Fields& fields) { describe(fields, value); });
  }

  // A [section] whose absence means something.
  template <class T>
  void section(std::string_view key, std::optional<T>& value, void (*describe)(Fields&, T&)) {
    if (!value && names(key)) value.emplace();
    if (value) table(key, [&](Fields& fields) { describe(fields, *value); });
    if (!value) absent(key);
  }

  // [[key]] sections, or a list of inline tables. A list in the file takes the place of `values`.
  template <class T>
  void sections(std::string_view key, std::vector<T>& values, void (*describe)(Fields&, T&)) {
    tables(
        key, values.size(), [&](std::size_t count) { values.assign(count, T{}); },
        [&](Fields& fields, std::size_t at) { describe(fields, values[at]); });
  }

 protected:
  using Describe = std::function<void(Fields&)>;

  virtual void one_of(std::string_view key, std::size_t& index,
                      std::span<const std::string_view> words) = 0;
  virtual bool names(std::string_view key) const = 0;  // whether the file has it
  virtual void absent(std::string_view key) = 0;       // known, but not there
  virtual void table(std::string_view key, const Describe& describe) = 0;
  virtual void tables(std::string_view key, std::size_t count,
                      const std::function<void(std::size_t)>& resize,
                      const std::function<void(Fields&, std::size_t)>& describe) = 0;
};

}  // namespace adder
