#pragma once

#include "base/core/problem.h"
#include "base/core/setting.h"
#include "base/core/settings.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace adder {

using Variables = std::map<std::string, std::string>;

// Fills values from a parsed file and from ADDER_SECTION_KEY variables, which win. Everything that
// is wrong is collected, not only the first; a value that is wrong stays as it was.
class SettingsReader final : public Fields {
 public:
  // All of it must live as long as the reader.
  struct Source {
    const Setting* root = nullptr;
    std::string file;                      // as messages name it
    std::filesystem::path folder;          // where relative paths in the file start
    std::filesystem::path current;         // and where those in the environment do
    const Variables* variables = nullptr;  // of the environment: all that start with ADDER_
  };

  struct Findings {
    std::vector<Problem> problems;
    std::set<std::string> settings;  // the variables that are settings
    std::set<std::string> lists;     // those that would be, were they single values
  };

  SettingsReader(const Source& source, Findings& findings);

  // Reports every key that nobody asked for. To be called last.
  void finish();

  using Fields::path;
  using Fields::paths;
  using Fields::text;
  using Fields::texts;
  void text(std::string_view key, std::string& value, const TextRule& rule) override;
  void path(std::string_view key, std::filesystem::path& value, const TextRule& rule) override;
  void flag(std::string_view key, bool& value) override;
  void number(std::string_view key, int& value, const Bounds& bounds) override;
  void size(std::string_view key, std::uint64_t& value) override;
  void rate(std::string_view key, std::uint64_t& value) override;
  void duration(std::string_view key, std::chrono::seconds& value) override;
  void texts(std::string_view key, std::vector<std::string>& values, const TextRule& rule) override;
  void paths(std::string_view key, std::vector<std::filesystem::path>& values,
             const TextRule& rule) override;
  void pairs(std::string_view key, std::map<std::string, std::string>& values,
             const Check& check) override;
  void flag_or_path(std::string_view key, bool& enabled, std::filesystem::path& file) override;

 protected:
  void one_of(std::string_view key, std::size_t& index,
              std::span<const std::string_view> words) override;
  bool names(std::string_view key) const override;
  void absent(std::string_view key) override;
  void table(std::string_view key, const Describe& describe) override;
  void tables(std::string_view key, std::size_t count,
              const std::function<void(std::size_t)>& resize,
              const std::function<void(Fields&, std::size_t)>& describe) override;

 private:
  struct Value {
    Setting setting;
    std::string variable;  // the one it came from; empty: from the file
  };
  enum class Shape { single, list };

  SettingsReader(const SettingsReader& parent, const Setting& table, std::string_view key,
                 Shape shape);

  std::optional<Value> find(std::string_view key, Shape shape = Shape::single);
  std::string variable_for(std::string_view key) const;
  std::string full_name(std::string_view key) const;

  void complain(const Value& value, std::string_view key, std::string_view what);
  void expected(const Value& value, std::string_view key, std::string_view what);
  void missing(std::string_view key);
  void unknown(const Setting& setting);
  bool passes(const Value& value, std::string_view key, const std::string& text,
              const Check& check);

  bool read_texts(std::string_view key, const TextRule& rule, std::vector<std::string>& texts,
                  Value& value);
  std::filesystem::path resolved(const Value& value, const std::string& text) const;
  template <class Quantity>
  void quantity(std::string_view key, Quantity& quantity,
                Result<Quantity> (*parse)(std::string_view));

  const Source& source_;
  Findings& findings_;
  const Setting& table_;
  std::string name_;             // limits; empty at the top
  Shape shape_ = Shape::single;  // the environment has no words for the parts of lists
  std::vector<std::string> known_;
};

}  // namespace adder
