#pragma once

#include "base/core/setting.h"
#include "base/core/settings.h"

namespace adder {

// Shows what is in force: collects every value as a setting, passwords in URLs masked.
class SettingsWriter final : public Fields {
 public:
  explicit SettingsWriter(Setting& table) : table_(table) {}

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
  bool names(std::string_view /*key*/) const override { return false; }
  void absent(std::string_view /*key*/) override {}
  void table(std::string_view key, const Describe& describe) override;
  void tables(std::string_view key, std::size_t count,
              const std::function<void(std::size_t)>& resize,
              const std::function<void(Fields&, std::size_t)>& describe) override;

 private:
  Setting& add(std::string_view key, Setting::Kind kind);
  void add_text(std::string_view key, std::string text);

  Setting& table_;
};

}  // namespace adder
